"""That somebody goes with them: told to whoever asked as soon as the yes can be taken back no more."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from app.kernel.speech import _, marked
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.notices.actions.planning import add
from app.notices.rules.planning import Span, Wanted, by_both_roads
from app.people.models import Person

KIND = "company_news"
WORTH_SAYING = timedelta(days=2)
FOUND = marked("Somebody said yes: {name} goes with you. They will be in touch with you soon.")
STAFF_FOUND = marked("{name}, who works for {organisation}, goes with you. They will be in touch with you soon.")


def found(session: Session, only: str = "") -> Iterator[Wanted]:
    """What to tell of all who are found somebody, or of `only` one request: until the two have a plan."""
    walks = select(Walk, Linkage, Person).join(Linkage, Linkage.id == Walk.linkage_id)
    walks = walks.join(Person, Person.id == Walk.champion_id)
    walks = walks.where(Linkage.id == only if only else true())
    for walk, linkage, champion in session.execute(
        walks.where(Walk.ended_at.is_(None), Linkage.state == State.CONTACTING)
    ):
        span = Span(linkage.since, linkage.since + WORTH_SAYING)
        said = _(STAFF_FOUND if walk.as_staff else FOUND, name=champion.name, organisation=linkage.organisation.name)
        values = {"link": f"/mine/{linkage.page}", "said": said}
        yield from by_both_roads(KIND, f"{walk.id}:found", linkage.person_id, span, values)


def tell_found(session: Session, linkage: Linkage, now: datetime) -> int:
    """Put it with the transaction in which it is settled: by the time the planner looks, the two may be further on, and
    it would never have been said. How many messages there were."""
    return add(session, found(session, linkage.id), now)
