"""Making the box agree with what is to be told of champions: to those who look after them, and to themselves."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.champions.models import Application
from app.champions.queries.champions import Seen, all_applications, of_organisation, welcoming
from app.champions.queries.looking_after import coordinators
from app.champions.rules.waiting import CARES, MORNING, NOW_READY, OWN, WAITS, WORTH_SAYING, Wait, Waiting, told_from
from app.champions.rules.words import Status
from app.directory.rules.words import day_name
from app.kernel.days import LONDON, local_day, to_instant
from app.kernel.speech import _
from app.notices.actions.planning import reconcile
from app.notices.rules.planning import Span, Wanted, by_both_roads
from app.people.queries.covering import stand_ins

NEWS = timedelta(days=2)
"""So long it is news that somebody is ready."""

CARE, OWN_KIND = "champion_care", "champion_own"
TOLD = CARES | {Wait.CHECK_ENDS, Wait.CHECK_OVER, Wait.SUPERVISION_DUE, Wait.SUPERVISION_OVERDUE, Wait.STEPPED_BACK}
"""What is told by a message; everything else waits on the page of today."""


def tell(session: Session, site: str, now: datetime) -> int:
    """Plan what is to be told by now, and take back what is so no more; how many messages changed."""
    wanted: list[Wanted] = []
    for here in welcoming(session):
        page = f"{site}/organisations/{here.slug}/champions"
        staff, covers = coordinators(session, here.id), stand_ins(session, here.id, now)
        for seen in of_organisation(session, here.id, now):
            named = seen.champion.supervisor_id if seen.supervisor else None
            looked_after = [covers.get(named, named)] if named else staff
            wanted += _of_champion(seen, looked_after, page, site, now)
        for each in all_applications(session, here.id):
            wanted += _of_application(each, staff, page)
    return reconcile(session, [CARE, OWN_KIND], wanted, now).changes


def _of_champion(seen: Seen, staff: list[str], page: str, site: str, now: datetime) -> Iterator[Wanted]:
    champion, today = seen.champion, local_day(now, LONDON)
    for each in seen.waiting:
        if each.wait in TOLD:
            about, span = f"{champion.id}:{each.wait.value}_{each.day}", _span(told_from(each, seen.constants))
            said = _said(WAITS[each.wait], each, today, name=seen.name)
            for person_id in staff:
                yield from by_both_roads(CARE, about, person_id, span, {"link": f"{page}/{champion.id}", "said": said})
            if each.wait in OWN:
                values = {"link": f"{site}/champion/{champion.id}", "said": _said(OWN[each.wait], each, today)}
                yield from by_both_roads(OWN_KIND, about, champion.holding.person_id, span, values)
    if champion.status is Status.READY and champion.ready_on:
        begins = to_instant(champion.ready_on, MORNING, LONDON)
        values = {"link": f"{site}/champion/{champion.id}", "said": _(NOW_READY)}
        about, span = f"{champion.id}:ready_{champion.ready_on}", Span(begins, begins + NEWS)
        yield from by_both_roads(OWN_KIND, about, champion.holding.person_id, span, values)


def _of_application(each: Application, staff: list[str], page: str) -> Iterator[Wanted]:
    if each.conversation_on or each.invitation_id:
        return
    span = Span(each.made_at, each.made_at + WORTH_SAYING)
    values = {
        "link": f"{page}/applied/{each.id}",
        "said": _("Somebody would like to help. They hope to hear from you."),
    }
    for person_id in staff:
        yield from by_both_roads(CARE, f"{each.id}:applied", person_id, span, values)


def _said(words: str, each: Waiting, today: date, *, name: str = "") -> str:
    return _(words, name=name, day=day_name(each.day, today))


def _span(day: date) -> Span:
    begins = to_instant(day, MORNING, LONDON)
    return Span(begins, begins + WORTH_SAYING + timedelta(days=7))
