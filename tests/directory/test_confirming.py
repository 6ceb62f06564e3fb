"""Representatives are asked every 90 days if their listing is still right, twice at most, and not once they said so."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.actions.confirming import ask_to_confirm
from app.directory.models import Listing
from app.directory.rules.confirming import asks
from app.directory.rules.status import Status
from app.directory.rules.timetable import Kind
from app.kernel.roles import Role
from app.people.models import Holding
from app.post.models import Letter
from tests.factories.directories import listing, weekly
from tests.factories.persons import organisation, person

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 12, 21)
NOON = datetime(2026, 12, 21, 12, tzinfo=LONDON)
SITE = "https://site.example"


@pytest.mark.parametrize(
    ("confirmed", "due"),
    [
        (0, []),
        (75, []),
        (76, [14]),
        (90, [0, 14]),
        (100, [-10, 4]),
        (179, [-89, -75]),
        (180, [0, 14]),
        (400, [-40, -26]),
    ],
)
def test_is_asked_ninety_days_after_somebody_said_so_and_two_weeks_later(confirmed: int, due: list[int]) -> None:
    found = asks(TODAY - timedelta(days=confirmed), TODAY - timedelta(days=999), NOON)

    assert [each.due_at.astimezone(LONDON) for each in found] == [
        datetime.combine(TODAY + timedelta(days=days), time(10), LONDON) for days in due
    ]
    assert len({each.cycle for each in found}) == len(due)


def test_ten_in_the_morning_is_ten_on_both_sides_of_a_clock_change() -> None:
    march = datetime(2027, 3, 28, 12, tzinfo=LONDON)
    (first,) = asks(date(2027, 1, 2), date(2026, 1, 1), march)[:1]

    assert (first.due_at.astimezone(LONDON).hour, first.ends_at.astimezone(LONDON).hour) == (10, 10)


def looked_after(session: Session, confirmed: date | None) -> tuple[Listing, Holding]:
    made = listing(1, Kind.MEETING, [weekly(date(2026, 1, 5), time(19))], in_person=False, online=True)
    made.confirmed_on = confirmed
    session.add(made)
    session.flush()
    gus = person(session, "Gus", Role.GROUP_REPRESENTATIVE, organisation(session), group=made.id)
    session.commit()
    return made, gus.holdings[0]


def due_by(session: Session, now: datetime) -> Counter[str]:
    session.expire_all()
    return Counter(session.scalars(select(Letter.channel).where(Letter.due_at <= now)))


def test_the_representative_hears_by_their_road_and_inside_and_no_more_once_somebody_confirmed(
    session: Session,
) -> None:
    made, _held = looked_after(session, TODAY - timedelta(days=90))

    assert ask_to_confirm(session, SITE, NOON) == 4
    assert ask_to_confirm(session, SITE, NOON) == 0
    assert due_by(session, NOON) == {"wished": 1, "inbox": 1}
    made.confirmed_on = TODAY
    assert ask_to_confirm(session, SITE, NOON) == 4
    assert due_by(session, NOON + timedelta(days=99)) == {}


def test_what_nobody_ever_confirmed_is_asked_about_the_day_after_somebody_took_it_on(session: Session) -> None:
    _made, held = looked_after(session, None)
    held.since = NOON
    session.commit()

    ask_to_confirm(session, SITE, NOON)
    assert due_by(session, NOON) == {}
    assert due_by(session, NOON + timedelta(days=1)) == {"wished": 1, "inbox": 1}


@pytest.mark.parametrize("what", ["listing", "role", "person"])
def test_nobody_is_asked_about_what_is_not_on_or_no_longer_theirs(session: Session, what: str) -> None:
    made, held = looked_after(session, TODAY - timedelta(days=90))
    if what == "listing":
        made.status = Status.PAUSED
    elif what == "role":
        held.ended_at = NOON
    else:
        held.person.suspended_at = NOON
    session.flush()

    assert ask_to_confirm(session, SITE, NOON) == 0
