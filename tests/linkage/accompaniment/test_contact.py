"""Tries to reach somebody, and what may be seen of how."""

from datetime import datetime, timedelta

import pytest

from app.consent.actions.agreements import agree as consent
from app.consent.rules.texts import SHARE_CONTACT
from app.linkage.accompaniment.actions.contact import tried
from app.linkage.accompaniment.actions.lines import say
from app.linkage.accompaniment.queries.pairs import attempts
from app.linkage.accompaniment.queries.ways import CLOSED, ways_of
from app.linkage.accompaniment.rules.words import Result, Saying
from app.linkage.referral.rules.states import State
from app.notices.models import SafeContact
from app.notices.queries.reach import safe_contact
from app.notices.rules.reach import Wish
from app.seal import new_id
from tests.conftest import LONDON
from tests.linkage.walks import NOON, Two

DAY = timedelta(days=1)


def test_three_tries_without_an_answer_are_nobody_s_fault_and_somebody_else_looks(two: Two) -> None:
    for days, result in enumerate((Result.NO_ANSWER, Result.LEFT_MESSAGE)):
        tried(two.session, two.pair, result, two.as_cal, NOON + days * DAY)
        say(two.session, two.pair, Saying.HELLO, two.as_cal, NOON)
    assert two.linkage.state is State.CONTACTING

    tried(two.session, two.pair, Result.NO_ANSWER, two.as_cal, NOON + 2 * DAY)

    assert (two.linkage.state, two.linkage.reason) == (State.OUTREACH, "no_answer")
    assert two.timers() == ["decide", "reach_out"]


def test_a_press_again_is_the_same_try_and_three_of_one_day_or_without_a_word_are_not_enough(two: Two) -> None:
    at = NOON
    for minutes in (0, 1, 8, 60, 120):
        at = NOON + timedelta(minutes=minutes)
        tried(two.session, two.pair, Result.NO_ANSWER, two.as_cal, at)
    assert [each.at for each in attempts(two.session, two.walk)] == [NOON, at - timedelta(hours=1), at]
    say(two.session, two.pair, Saying.HELLO, two.as_nia, at)
    for days in (1, 2):
        tried(two.session, two.pair, Result.NO_ANSWER, two.as_cal, NOON + days * DAY)
    assert two.linkage.state is State.CONTACTING, "only the newcomer has used the other road"

    say(two.session, two.pair, Saying.HELLO, two.as_cal, NOON + 2 * DAY)
    tried(two.session, two.pair, Result.NO_ANSWER, two.as_cal, NOON + 3 * DAY)

    assert two.linkage.state is State.OUTREACH


def test_speaking_ends_the_count_and_the_first_try_is_no_longer_due(two: Two) -> None:
    for days, result in enumerate((Result.NO_ANSWER, Result.NO_ANSWER, Result.SPOKE, Result.NO_ANSWER)):
        tried(two.session, two.pair, result, two.as_cal, NOON + days * DAY)

    assert (two.linkage.state, two.timers()) == (State.CONTACTING, ["tries"])


@pytest.mark.parametrize(
    ("result", "task", "wish", "do_not"),
    [(Result.WRONG_NUMBER, "other_road", Wish.EMAIL, False), (Result.ASKED_NOT_TO, "leave_be", Wish.TEXT, True)],
)
def test_a_road_that_leads_elsewhere_or_is_not_wished_is_used_no_more(
    two: Two, result: Result, task: str, wish: Wish, do_not: bool
) -> None:
    two.session.add(SafeContact(id=new_id(), person_id=two.nia.id, channel=Wish.TEXT, settled_at=NOON))
    two.walk.shares_contact = True
    two.session.commit()

    tried(two.session, two.pair, result, two.as_cal, NOON)

    kept = safe_contact(two.session, two.nia.id)
    assert kept
    assert (kept.channel, kept.do_not_contact, two.tasks()) == (wish, do_not, [task])
    assert (two.linkage.state, two.walk.shares_contact) == (State.CONTACTING, False)


@pytest.mark.parametrize(
    ("clock", "opens"),
    [
        ("2027-03-28T07:59", "2027-03-28T08:00"),
        ("2026-10-25T07:59", "2026-10-25T08:00"),
        ("2026-12-23T21:30", "2026-12-24T08:00"),
        ("2027-03-28T08:00", ""),
    ],
)
def test_how_to_reach_somebody_is_seen_only_if_shared_and_within_their_hours(two: Two, clock: str, opens: str) -> None:
    """By the clock on the wall, in both nights when the clocks change."""
    now = datetime.fromisoformat(clock).replace(tzinfo=LONDON)
    assert ways_of(two.session, two.pair, now) == CLOSED

    two.walk.shares_contact = True
    assert ways_of(two.session, two.pair, now) == CLOSED
    consent(two.session, two.as_nia, two.nia.id, SHARE_CONTACT, NOON)
    found = ways_of(two.session, two.pair, now)

    assert found.is_open == (not opens)
    assert found.opens_at == (datetime.fromisoformat(opens).replace(tzinfo=LONDON) if opens else None)
