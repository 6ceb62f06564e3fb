"""How far ahead it is looked: a week, a fortnight where there is nobody so soon, and no further, which is said."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.actions import diary
from app.kernel.days import LONDON, to_instant
from app.linkage.matching.actions import driving
from app.linkage.matching.models import Offer
from app.linkage.matching.queries.looking import look_at, why_not
from app.linkage.matching.queries.possible import choice
from app.linkage.matching.rules.shortlist import look
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from tests.linkage.cast import NOW, asked, hub
from tests.linkage.matching.town import HALIFAX, TUESDAY, meeting, ready

pytestmark = [pytest.mark.parametrize("database", ["sqlite"], indirect=True), pytest.mark.usefixtures("app")]
DAY = timedelta(days=1)
SOON, LATER, BEYOND = TUESDAY, TUESDAY + 7 * DAY, TUESDAY + 14 * DAY


def dates(session: Session, linkage: Linkage, now: datetime = NOW) -> list[date]:
    found = look(look_at(session, hub(session), [linkage], now))
    return [each.starts.date() for each in next(iter(found.fits.values()), ())]


def test_a_week_then_a_fortnight_then_it_is_said_that_the_date_is_beyond(session: Session) -> None:
    tuesday, cal = meeting(session, 1), ready(session)
    linkage = asked(session, state=State.TRIAGE, listing_id=tuesday.id)
    assert dates(session, linkage) == [SOON]

    for chosen, found in ((SOON, [SOON]), (LATER, [LATER]), (BEYOND, [])):
        linkage.wished_on = chosen
        session.flush()
        assert dates(session, linkage) == found
    reason = why_not(session, linkage, cal.id, NOW)
    assert reason and reason.says == "The date that they chose is further off than we look"
    seen = choice(session, linkage, NOW)
    assert seen.cannot == (("Cal", "The date that they chose is further off than we look"),)
    assert "1 of 1 cannot: the date is further off than we look" in seen.steps
    assert "On another date of it: 1 champion" in seen.otherwise


def test_who_can_go_within_the_week_is_not_made_to_wait_for_a_later_date(session: Session) -> None:
    later = meeting(session, 1, LATER)
    linkage = asked(session, state=State.TRIAGE, listing_id=later.id)
    ready(session)
    assert dates(session, linkage) == [LATER]
    meeting(session, 2)
    linkage.listing_id, linkage.wishes = None, replace(Wishes(), point=HALIFAX)
    session.flush()
    assert dates(session, linkage) == [SOON]


def test_a_date_that_has_passed_is_as_if_none_had_been_chosen(session: Session) -> None:
    tuesday = meeting(session, 1)
    ready(session)
    linkage = asked(session, state=State.TRIAGE, listing_id=tuesday.id, wished_on=SOON)
    last = to_instant(SOON, time(17, 30), LONDON)
    assert dates(session, linkage, last) == [SOON]
    assert dates(session, linkage, last + timedelta(minutes=1)) == [LATER]
    assert dates(session, linkage, last + DAY) == [LATER]


def test_what_goes_by_itself_waits_for_a_date_that_is_far_off_without_a_word_that_nobody_is_free(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub(session).constants = {"asking": "itself"}
    tuesday, cal = meeting(session, 1), ready(session)
    linkage = asked(session, state=State.TRIAGE, listing_id=tuesday.id, wished_on=BEYOND)
    driving.release(session, None, linkage, NOW)
    looks: list[datetime] = []
    plain = driving.look_at
    monkeypatch.setattr(driving, "look_at", lambda *given: (looks.append(given[-1]), plain(*given))[1])

    for minute in range(0, 121, 10):
        driving.drive(session, NOW + timedelta(minutes=minute))
    assert looks == [NOW + timedelta(hours=hour) for hour in range(3)], "once an hour, not each minute"
    assert (linkage.state, session.scalars(select(Task)).all()) == (State.TRIAGE, [])
    near = BEYOND - 13 * DAY
    diary.rewrite(session, near)
    driving.drive(session, to_instant(near, time(9), LONDON))
    assert [each.champion_id for each in session.scalars(select(Offer))] == [cal.id]
