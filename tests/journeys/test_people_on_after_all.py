"""A group calls one date off by mistake, and puts it back: what the two who planned to go there read and keep."""

import pytest
from sqlalchemy.orm import Session

from app.directory.models import OneOff
from app.directory.rules.timetable import Change
from tests.journeys.calderdale import THAT_DAY, TITLE, database, on_the_way
from tests.journeys.together import MINUTE, Journey
from tests.linkage.walks import NEXT, NOON

__all__ = ["database", "on_the_way"]
pytestmark = pytest.mark.browser


def test_a_date_that_was_called_off_by_mistake_brings_the_plan_back_and_both_read_so(
    on_the_way: Journey, session: Session
) -> None:
    journey, them = on_the_way, on_the_way.them
    them.meeting.one_offs = [OneOff(day=NEXT.date(), change=Change.CANCELLED)]
    session.commit()
    journey.clock(NOON + MINUTE)
    sent = len(journey.left.taken)
    them.meeting.one_offs = []
    session.commit()

    journey.clock(NOON + 2 * MINUTE)

    assert journey.told(sent) == [("cal", "walk_news"), ("nia", "walk_news")]
    for who, page, path in ((them.nia, journey.nia, journey.mine), (them.cal, journey.cal, journey.walk)):
        page.goto(path)
        assert page.get_by_text("meet at 7:15pm").count() == 1
        assert page.get_by_text("That one is not on").count() == 0
        assert any(each.startswith("It is on after all, and your plan stands again") for each in journey.said(who))
        assert journey.calendar(who) == [(TITLE, "CONFIRMED", THAT_DAY)]
    assert journey.written()[-2:] == ["plan_on_again", "planned"]
