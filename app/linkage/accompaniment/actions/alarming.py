"""Nobody on duty while people are out together is an alarm of its own: it is sent, not only shown."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.concerns.queries.duty import holders
from app.kernel.days import LONDON, ONE_DAY, local_day
from app.kernel.roles import Appointment
from app.kernel.speech import _, marked
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import all_standing
from app.linkage.accompaniment.queries.safety import came_home
from app.linkage.accompaniment.queries.watch import cover_of, supervisor_of
from app.linkage.accompaniment.rules.planning import HOME, SET_OUT
from app.linkage.accompaniment.rules.telling import CHECK, NEWS
from app.linkage.referral.queries.covers import acting, instead, there
from app.linkage.referral.rules.said import when
from app.linkage.referral.rules.states import WITH_A_PLAN
from app.notices.rules.planning import Span, Wanted, by_both_roads
from app.people.queries.covering import stand_ins

BEFORE = 2 * ONE_DAY
AHEAD = marked(
    "People go together on {when}, and nobody is on duty then. Please put somebody on the rota, or ring them to choose "
    "another time."
)
BEGINS = marked(
    "People are out together from {when}, and nobody is on duty. Please watch who is out until they are home."
)
UNRUNG = marked(
    "A champion whom you look after goes with somebody on {when}, and nobody can ring them: no number of theirs is "
    "known. One press asks them for it."
)


def without_duty(session: Session, site: str, now: datetime) -> Iterator[Wanted]:
    """Leads and everybody who coordinates hear it twice for each day on which people are out without anybody on duty:
    as soon as it is known, two days ahead at most; and when those hours begin. A turn put on the rota takes it back.
    Who is out themselves watches over nobody then."""
    for (organisation_id, day), plan in sorted(_uncovered(session, now).items()):
        leads = [each.id for each in holders(session, organisation_id, Appointment.SAFEGUARDING_LEAD)]
        told = instead(acting(session, organisation_id, now), leads) + there(session, organisation_id, now)
        begins, home = plan.meet_at - SET_OUT, plan.ends_at + HOME
        here = f"{site}/organisations/{plan.linkage.organisation.slug}"
        turns = (("ahead", AHEAD, "rota", Span(begins - BEFORE, begins)), ("now", BEGINS, "out", Span(begins, home)))
        for turn, words, page, span in turns[: 1 + (begins <= now)]:
            values = {"link": f"{here}/{page}", "said": _(words, when=when(plan.meet_at, now))}
            others = [each for each in told if each != plan.walk.champion_id]
            for person_id in dict.fromkeys(told if turn == "ahead" else others or told):
                yield from by_both_roads(CHECK, f"{organisation_id}:duty{day}{turn}", person_id, span, values)


def without_number(session: Session, site: str, now: datetime) -> Iterator[Wanted]:
    """Whoever looks after a champion hears two days before a plan that nobody can ring them when they are out; once for
    a plan. A number takes it back."""
    for plan in all_standing(session):
        begins, linkage = plan.meet_at - SET_OUT, plan.linkage
        agreed = plan.is_agreed and linkage.state in WITH_A_PLAN and begins - BEFORE <= now < begins
        if not agreed or plan.walk.champion.phone:
            continue
        cares = supervisor_of(session, linkage)
        cares = stand_ins(session, linkage.organisation_id, now).get(cares or "", cares)
        values = {"link": f"{site}/requests/exceptions", "said": _(UNRUNG, when=when(plan.meet_at, now))}
        for person_id in [cares] if cares else there(session, linkage.organisation_id, now):
            about, span = f"{linkage.id}:number{plan.number}", Span(begins - BEFORE, begins)
            yield from by_both_roads(NEWS, about, person_id, span, values)


def _uncovered(session: Session, now: datetime) -> dict[tuple[str, date], Plan]:
    """The first agreed plan of each day soon, by organisation, with nobody on duty while they are out; not one from
    which the champion has come home."""
    found: dict[tuple[str, date], Plan] = {}
    for plan in sorted(all_standing(session), key=lambda each: (each.meet_at, each.id)):
        about = (plan.linkage.organisation_id, local_day(plan.meet_at, LONDON))
        is_soon = plan.meet_at - SET_OUT - BEFORE <= now < plan.ends_at + HOME
        is_on = plan.is_agreed and plan.linkage.state in WITH_A_PLAN and not came_home(plan)
        if is_soon and is_on and about not in found and not cover_of(session, plan).is_on:
            found[about] = plan
    return found
