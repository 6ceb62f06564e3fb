"""A champion claims what an outing cost them; a coordinator asks, agrees, and says that it is paid."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _, marked
from app.linkage.accompaniment.models import Plan
from app.linkage.expenses.models import Claim
from app.linkage.expenses.queries.claims import is_claimable, of_plan
from app.linkage.expenses.rules.claims import THEIRS, CannotClaim, Spent, Step, check_step
from app.linkage.referral.rules.house import House
from app.notices.actions.telling import tell

TOLD = {
    Step.ASKED: marked("There is a question about your fares or miles."),
    Step.PAID: marked("What you spent on the way is paid back."),
}


def claim(session: Session, by: Warrant, plan: Plan, spent: Spent, now: datetime) -> Claim:
    """Claim for an outing, or change the claim while it is theirs to change. Raises `CannotClaim`."""
    found = of_plan(session, plan.id, is_held=True)
    if found is None:
        found = _begin(session, by, plan, now)
    elif found.step not in THEIRS:
        raise CannotClaim(_("A coordinator has agreed to it already. Talk with them if something is amiss."))
    found.fares, found.tenths, found.has_ticket = spent.fares, spent.tenths, spent.has_ticket
    found.rate, found.step = House.of(plan.linkage.organisation.constants).mileage, Step.SENT
    session.flush()
    record(session, Entry.of(by, "expense", found.id, found.person_id, outcome="claimed"))
    return found


def take_back(session: Session, by: Warrant, plan: Plan) -> None:
    """As if it had not been claimed. Raises `CannotClaim`."""
    found = of_plan(session, plan.id, is_held=True)
    if found is None or found.step not in THEIRS:
        raise CannotClaim(_("Something has changed meanwhile. Please look again."))
    record(session, Entry.of(by, "expense", found.id, found.person_id, outcome="taken_back"))
    session.delete(found)
    session.flush()


def see_to(session: Session, by: Warrant, found: Claim, to: Step, now: datetime, *, asks: str = "") -> None:
    """Agree, ask something, or say that it is paid. Raises `CannotClaim`."""
    check_step(found.step, to)
    if to is Step.ASKED and not asks:
        raise CannotClaim(_("Write what you would like to know."))
    found.step, found.settled_at, found.settled_by, found.asks = to, now, by.actor.person_id, asks
    session.flush()
    record(session, Entry.of(by, "expense", found.id, found.person_id, outcome=to.value))
    if to in TOLD:
        values = {"link": "/expenses", "said": _(TOLD[to])}
        tell(session, found.person_id, "champion_own", f"{found.id}:{to}{now:%y%m%d%H%M%S}", values=values, now=now)


def _begin(session: Session, by: Warrant, plan: Plan, now: datetime) -> Claim:
    """A new row; of two at once the database lets one be."""
    if not is_claimable(plan, now):
        raise CannotClaim(_("Nothing can be claimed for this one. Talk with your coordinator if that is not right."))
    made = Claim(
        organisation_id=plan.linkage.organisation_id, person_id=by.actor.person_id, plan_id=plan.id,
        day=local_day(plan.meet_at, LONDON), fares=0, tenths=0, rate=0, has_ticket=False, step=Step.SENT, made_at=now,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        raise CannotClaim(_("Something has changed meanwhile. Please look again.")) from None
    return made
