"""The rules of the way: tries, words of the two, what a plan follows, when somebody is asked again."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directory.rules.timetable import Occurrence, State
from app.kernel.days import wall_span
from app.linkage.accompaniment.rules.asking import DAYS, next_ask
from app.linkage.accompaniment.rules.following import Turn, turned
from app.linkage.accompaniment.rules.outcomes import Words, differ, settled
from app.linkage.accompaniment.rules.planning import CannotPlan, check_words, choices, meets_at
from app.linkage.accompaniment.rules.trying import MOST, UNANSWERED, Next, follows
from app.linkage.accompaniment.rules.words import Outcome, Result
from app.saved.rules.reminders import name_of, state_of
from tests.conftest import LONDON

MIDDAY = datetime(2026, 12, 28, 12, tzinfo=LONDON)
MONDAY = date(2026, 12, 28)
TABLE = {
    (Outcome.ATTENDED, Outcome.ATTENDED): Outcome.ATTENDED,
    (Outcome.SHUT, Outcome.SHUT): Outcome.SHUT,
    (Outcome.NEWCOMER_ABSENT, Outcome.NEWCOMER_ABSENT): Outcome.NEWCOMER_ABSENT,
    (Outcome.CHAMPION_ABSENT, Outcome.CHAMPION_ABSENT): Outcome.CHAMPION_ABSENT,
    (Outcome.STOOD_DOWN, Outcome.STOOD_DOWN): Outcome.STOOD_DOWN,
    (Outcome.STOOD_DOWN, Outcome.NEWCOMER_ABSENT): Outcome.STOOD_DOWN,
    (Outcome.NEWCOMER_ABSENT, Outcome.STOOD_DOWN): Outcome.STOOD_DOWN,
}
"""Every pair of words that agrees; all others are for a person to ask."""


@given(st.lists(st.tuples(st.sampled_from(list(Result)), st.integers(0, 40)), min_size=1), st.booleans())
def test_only_tries_of_three_days_in_a_row_and_a_word_make_somebody_else_look(
    pressed: list[tuple[Result, int]], has_written: bool
) -> None:
    """Each some hours after the one before."""
    at, tries = MIDDAY, []
    for result, hours in pressed:
        at += timedelta(hours=hours)
        tries.append((result, at))
    lately = list(takewhile(lambda each: each[0] in UNANSWERED, reversed(tries)))
    in_vain = has_written and len({each.astimezone(LONDON).date() for _result, each in lately}) >= MOST

    found = follows(tries, has_written=has_written)

    assert (found is Next.REACH_OUT) == in_vain
    assert (found is Next.LEAVE_BE) == (tries[-1][0] is Result.ASKED_NOT_TO)


@pytest.mark.parametrize(("newcomer", "champion"), list(product(Outcome, Outcome)))
def test_where_two_words_agree_that_is_what_happened_and_else_a_person_asks(
    newcomer: Outcome, champion: Outcome
) -> None:
    words = Words(newcomer, champion, is_over=True)

    assert settled(words) is TABLE.get((newcomer, champion))
    assert differ(words) == ((newcomer, champion) not in TABLE)


@pytest.mark.parametrize(
    ("newcomer", "champion", "was_here", "outcome"),
    [
        (Outcome.ATTENDED, None, "", None),
        (Outcome.ATTENDED, None, "champion", Outcome.ATTENDED),
        (None, Outcome.ATTENDED, "champion", None),
        (None, Outcome.ATTENDED, "newcomer", Outcome.ATTENDED),
        (None, Outcome.NEWCOMER_ABSENT, "", Outcome.NEWCOMER_ABSENT),
        (None, Outcome.NEWCOMER_ABSENT, "newcomer", None),
        (Outcome.CHAMPION_ABSENT, None, "", Outcome.CHAMPION_ABSENT),
        (Outcome.CHAMPION_ABSENT, None, "champion", None),
        (Outcome.SHUT, None, "champion", Outcome.SHUT),
        (Outcome.STOOD_DOWN, None, "champion", Outcome.STOOD_DOWN),
        (None, None, "champion", None),
    ],
)
def test_one_word_counts_at_once_unless_the_other_could_say_otherwise(
    newcomer: Outcome | None, champion: Outcome | None, was_here: str, outcome: Outcome | None
) -> None:
    words = Words(newcomer, champion, was_here == "newcomer", was_here == "champion")
    late = Words(newcomer, champion, words.newcomer_was_here, words.champion_was_here, is_over=True)

    assert settled(words) is outcome
    assert settled(late) is (newcomer or champion)


def occurrence(
    day: date = MONDAY, at: time = time(19, 30), venue_id: str = "ha11ha11", state: State = State.ON,
    *, in_person: bool = True,
) -> Occurrence:  # fmt: skip
    span = wall_span(day, at, 90, "Europe/London")
    return Occurrence("s", MONDAY, *span, venue_id=venue_id, state=state, in_person=in_person)


HERE = occurrence()


@pytest.mark.parametrize(
    ("dates", "turn"),
    [
        ([HERE], Turn.SAME),
        ([occurrence(at=time(20))], Turn.MOVED),
        ([occurrence(day=date(2026, 12, 29))], Turn.MOVED),
        ([occurrence(venue_id="quayquay")], Turn.MOVED),
        ([occurrence(state=State.CANCELLED)], Turn.OFF),
        ([occurrence(in_person=False)], Turn.OFF),
        ([], Turn.OFF),
        ([Occurrence("other", MONDAY, HERE.starts, HERE.ends, venue_id="ha11ha11")], Turn.SAME),
    ],
)
def test_a_plan_knows_its_date_wherever_it_is_moved(dates: list[Occurrence], turn: Turn) -> None:
    assert turned(name_of(HERE), state_of(HERE), dates).turn is turn


def test_dates_to_choose_are_those_that_can_still_be_met_at_the_wished_one_first() -> None:
    later = Occurrence("s", date(2027, 1, 4), *wall_span(date(2027, 1, 4), time(19, 30), 90, "Europe/London"))
    online = occurrence(in_person=False)
    off = occurrence(state=State.CANCELLED)
    now = meets_at(HERE) - timedelta(minutes=1)

    assert choices([HERE, later, online, off], date(2027, 1, 4), now) == [later, HERE]
    assert choices([HERE, later], None, meets_at(HERE)) == [later]


@pytest.mark.parametrize(
    "words",
    ["ring me on 07700 900123", "nia@mail.example", "nia (at) mail.example", "find me on Instagram",
     "text +44 7700 900123", "I am @nia_walks"],
)  # fmt: skip
def test_words_of_a_plan_give_nobody_s_number_away(words: str) -> None:
    with pytest.raises(CannotPlan, match="leave out"):
        check_words("Outside", looks=words)


@pytest.mark.parametrize("words", ["the 592 or 590 bus at 7:05", "by 12-14 Mill Lane", "a coat from 1980", "two stops"])
def test_usual_words_of_a_journey_are_fine(words: str) -> None:
    check_words("Outside", journey=words)


@pytest.mark.parametrize("since", ["2026-10-05T20:30", "2027-03-01T20:30", "2026-12-28T20:30"])
def test_questions_keep_their_hour_by_the_clock_on_the_wall_when_the_clocks_change(since: str) -> None:
    """Day 3, 7, then weekly to week 12, at half past eight in the evening, before and after both changes."""
    went = datetime.fromisoformat(since).replace(tzinfo=LONDON)
    moment, asked = went.astimezone(UTC), []
    while following := next_ask(went, moment):
        asked.append(following.astimezone(LONDON))
        moment = following

    assert [(each.date() - went.date()).days for each in asked] == list(DAYS)
    assert {(each.hour, each.minute) for each in asked} == {(20, 30)}
    assert asked[-1].date() - went.date() == timedelta(days=84)
