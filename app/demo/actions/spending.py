"""What a champion of the example world claimed back: one is paid, one agreed to, one asked about, one new."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.days import LONDON, local_day
from app.linkage.expenses.models import Claim
from app.linkage.expenses.rules.claims import Step
from app.people.models import Organisation, Person

CHAMPION, COORDINATOR = "Cal", "Ines"
ASKS = "Was that one way, or there and back?"
CLAIMS = (
    (Step.PAID, 30, 3_60, 0),
    (Step.APPROVED, 16, 0, 8_5),
    (Step.ASKED, 9, 1_80, 0),
    (Step.SENT, 2, 3_60, 0),
)
"""Where it stands, so many days ago, fares in pence, miles in tenths."""


def load_spending(session: Session, here: Organisation, now: datetime) -> None:
    """Made once."""
    people = {each.name: each.id for each in session.scalars(select(Person).where(Person.is_example)).unique()}
    if session.scalars(select(Claim.id).where(Claim.organisation_id == here.id).limit(1)).first():
        return
    for step, days, fares, tenths in CLAIMS:
        then = now - timedelta(days=days)
        made = Claim(
            organisation_id=here.id, person_id=people[CHAMPION], day=local_day(then, LONDON), fares=fares,
            tenths=tenths, rate=45, has_ticket=bool(fares), step=step, made_at=then,
        )  # fmt: skip
        if step is not Step.SENT:
            made.settled_at, made.settled_by = then + timedelta(days=1), people[COORDINATOR]
        made.asks = ASKS if step is Step.ASKED else ""
        session.add(made)
    session.flush()
