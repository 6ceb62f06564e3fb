"""What a form of times means, what changed, what may be undone, and how all of it reads."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.directory.models import Revision
from app.directory.rules.editing import patterns
from app.directory.rules.editing.changes import CannotUndo, changes, check_undo, corrected, since, standing
from app.directory.rules.editing.moving import CannotChangeDate, Elsewhen, moved
from app.directory.rules.editing.patterns import AS_IS, DATES, MONTHLY, WEEKLY, WEEKS, Chosen
from app.directory.rules.editing.wording import differences, field_name, value_words
from app.directory.rules.habits import habit
from app.directory.rules.schedule import Change
from app.kernel.days import LONDON
from app.kernel.recurrence import between
from app.kernel.roles import Role

TODAY = date(2026, 12, 21)
EVENING = {"start": time(19, 30), "end": time(21)}
DAYS = some.sets(some.integers(0, 6), min_size=1).map(sorted).map(tuple)
WHICH = some.sets(some.sampled_from(patterns.WHICH), min_size=1).map(
    lambda found: tuple(sorted(found, key=patterns.WHICH.index))
)
TIMES = some.times().map(lambda at: at.replace(second=0, microsecond=0))


def kept(**said: Any) -> dict[str, Any]:
    """The series that somebody means who chooses this."""
    return patterns.meant(Chosen(**EVENING | said), None, LONDON, TODAY)


@pytest.mark.parametrize(
    ("said", "words", "days"),
    [
        ({"days": (0,)}, "Mondays, 7:30pm to 9pm", ["12-21", "12-28", "01-04"]),
        ({"days": (1, 4)}, "Tuesdays and Fridays, 7:30pm to 9pm", ["12-22", "12-25", "12-29"]),
        ({"how": WEEKS, "weeks": 2, "days": (0,), "first": date(2026, 12, 28)}, "Every other Monday, 7:30pm to 9pm",
         ["12-28", "01-11", "01-25"]),
        ({"how": MONTHLY, "days": (3,), "which": (2, 4)}, "2nd and 4th Thursday of the month, 7:30pm to 9pm",
         ["12-24", "01-14", "01-28"]),
        ({"how": MONTHLY, "days": (5,), "which": (-1,)}, "Last Saturday of the month, 7:30pm to 9pm",
         ["12-26", "01-30", "02-27"]),
        ({"how": DATES, "dates": "24/12/2026\n2026-12-31, 1 January 2027"}, "", ["12-24", "12-31", "01-01"]),
    ],
)  # fmt: skip
def test_a_choice_means_these_days(said: dict[str, Any], words: str, days: list[str]) -> None:
    series = patterns.as_series(kept(**said))

    given_days = between(series.rule, series.first, TODAY, TODAY + timedelta(days=90))
    assert [f"{day:%m-%d}" for day in given_days][:3] == days
    assert habit(series, LONDON) == words


@given(days=DAYS, which=WHICH, weeks=some.integers(2, 52), start=TIMES, end=TIMES)
def test_what_is_kept_is_shown_again_as_it_was_chosen(
    days: tuple[int, ...], which: tuple[int, ...], weeks: int, start: time, end: time
) -> None:
    hours = {"start": start, "end": end if end != start else time((start.hour + 1) % 24), "first": TODAY}
    for said in (
        Chosen(WEEKLY, days, **hours),
        Chosen(WEEKS, days, weeks, **hours),
        Chosen(MONTHLY, days, None, which, **hours),
        Chosen(DATES, (), None, (), "24/12/2026\n31/12/2026", **hours | {"first": date(2026, 12, 24)}),
    ):
        assert patterns.faults(said, None) == {}
        assert patterns.chosen(patterns.meant(said, None, LONDON, TODAY)) == said


def test_an_end_after_midnight_is_on_the_next_day() -> None:
    assert kept(days=(4,), start=time(22), end=time(0, 30))["minutes"] == 150


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO",
                                  "FREQ=MONTHLY;BYDAY=1MO,2TU"])  # fmt: skip
def test_a_rule_that_the_form_cannot_say_stays_as_it_is(rule: str) -> None:
    was = kept(days=(0,)) | {"rule": rule, "season": "04-01/10-31"}
    shown = patterns.chosen(was)

    assert shown.how == AS_IS
    assert patterns.meant(shown, was, LONDON, TODAY) == was


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({}, "days", "at least one day"),
        ({"days": (1,), "start": None}, "start", "when it starts"),
        ({"days": (1,), "end": time(19, 30)}, "end", "not the start"),
        ({"how": WEEKS, "days": (1,), "weeks": 1, "first": TODAY}, "weeks", "from 2 to 52"),
        ({"how": WEEKS, "days": (1,), "weeks": 2}, "first", "counted from it"),
        ({"how": MONTHLY, "days": (1,)}, "which", "which weeks"),
        ({"how": DATES, "dates": "24/12/2026, Christmas"}, "dates", "“Christmas”"),
        ({"how": DATES}, "dates", "from 1 to 200"),
        ({"how": AS_IS}, "how", "how often"),
        ({"days": (1,), "first": TODAY, "until": date(2026, 12, 1)}, "until", "after the first"),
    ],
)
def test_says_what_is_not_clear_yet(said: dict[str, Any], field: str, words: str) -> None:
    assert words in patterns.faults(Chosen(**EVENING | said), None)[field]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"to_day": date(2026, 12, 29)}, [(Change.TIME, date(2026, 12, 29), None, None)]),
        ({"start": time(18), "end": time(19, 30)}, [(Change.TIME, None, time(18), None)]),
        ({"end": time(22)}, [(Change.TIME, None, None, 150)]),
        ({"venue_id": "v2", "start": time(19, 30), "end": time(21)}, [(Change.VENUE, None, None, None)]),
        ({"venue_id": "v2", "start": time(9), "end": time(10)}, [(Change.TIME, None, time(9), 60),
                                                                 (Change.VENUE, None, None, None)]),
    ],
)  # fmt: skip
def test_a_date_is_moved_by_what_is_different(wanted: dict[str, Any], found: list[Any]) -> None:
    series, which = patterns.as_series(kept(days=(0,))), ("new", date(2026, 12, 28))

    said = moved(Elsewhen(which, **wanted), series, "v1", TODAY)

    assert [(each.change, each.to_day, each.start, each.minutes) for each in said] == found


@pytest.mark.parametrize("lasts", [{"all_day": True, "start": "00:00", "minutes": 1440}, {"minutes": 3000}])
def test_what_lasts_whole_days_is_moved_by_its_day_alone(lasts: dict[str, Any]) -> None:
    wanted = Elsewhen(("new", date(2026, 12, 28)), date(2026, 12, 30), time(0), time(0))

    said = moved(wanted, patterns.as_series(kept(days=(0,)) | lasts), "v1", TODAY)

    assert [(each.to_day, each.start, each.minutes) for each in said] == [(date(2026, 12, 30), None, None)]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [({}, "what is different"), ({"venue_id": "v1"}, "what is different"), ({"to_day": date(2026, 12, 1)}, "to come"),
     ({"end": time(19, 30)}, "not the start"),
     ({"start": time(19, 30), "end": time(18, 30)}, "before the start")],
)  # fmt: skip
def test_says_why_a_date_may_not_be_moved(wanted: dict[str, Any], words: str) -> None:
    with pytest.raises(CannotChangeDate, match=words):
        moved(Elsewhen(("new", date(2026, 12, 28)), **wanted), patterns.as_series(kept(days=(0,))), "v1", TODAY)


def act(name: str, after: dict[str, Any], undoes: str | None = None) -> Revision:
    day = datetime(2026, 12, 21, 18, tzinfo=UTC)
    before = dict.fromkeys(after, "before")
    return Revision(
        id=name, act="words", role=Role.COORDINATOR, made_at=day, before=before, after=after, undoes_id=undoes
    )


A, B = act("a", {"name": "1"}), act("b", {"name": "2", "room": "x"})
UNDO_B, UNDO_A, UNDO_UNDO_A = act("ub", {}, "b"), act("ua", {}, "a"), act("uua", {}, "ua")


@pytest.mark.parametrize(
    ("acts", "hold", "fields"),
    [
        ([], [], set()),
        ([A, B], ["a", "b"], {"name", "room"}),
        ([A, B, UNDO_B], ["a"], {"name"}),
        ([A, UNDO_A], [], set()),
        ([A, UNDO_A, UNDO_UNDO_A], ["a"], {"name"}),
    ],
)
def test_what_was_undone_no_longer_holds(acts: list[Revision], hold: list[str], fields: set[str]) -> None:
    assert [each.id for each in standing(acts)] == hold
    assert corrected(acts) == fields


@pytest.mark.parametrize(
    ("undone", "acts", "current", "words"),
    [
        (A, [A, UNDO_A], {"name": "before"}, "undone already"),
        (A, [A, B], {"name": "2"}, "Name: changed again on Monday 21 December 2026 by a coordinator"),
        (A, [A], {"name": "by its list"}, "Name: no longer as this act left it"),
    ],
)
def test_says_what_has_changed_since(
    undone: Revision, acts: list[Revision], current: dict[str, Any], words: str
) -> None:
    with pytest.raises(CannotUndo, match=words):
        check_undo(undone, acts, current)


def test_undoing_may_go_back_step_by_step() -> None:
    check_undo(B, [A, B], {"name": "2", "room": "x"})
    check_undo(A, [A, B, UNDO_B], {"name": "1"})
    check_undo(UNDO_A, [A, UNDO_A], {})


def test_an_editor_is_told_of_what_came_after() -> None:
    assert since([A, B], "a") == [B]
    assert since([A, B], "b") == []
    assert since([A, B], "") == since([A, B], "gone") == [A, B]
    assert since([], "") == []


plain = some.dictionaries(some.sampled_from(["name", "room", "day:2026-12-24"]), some.none() | some.text(max_size=3))


@given(before=plain, after=plain)
def test_changes_hold_just_what_differs(before: dict[str, Any], after: dict[str, Any]) -> None:
    was, now = changes(before, after)

    assert was.keys() == now.keys()
    assert {name for name in {**before, **after} if before.get(name) != after.get(name)} == was.keys()
    assert {**before, **now} == {**before, **{name: after.get(name) for name in now}}


def test_every_difference_is_told_in_words() -> None:
    off = {"change": "cancelled", "to_day": None, "start": None, "venue_id": None, "note": "No heating."}
    away = {"change": "time", "to_day": "2026-12-29", "start": "18:00", "venue_id": "v2", "note": ""}
    before = {"room": "", "audience": "open", "day:2026-12-24": None, "contact_public": False, "languages": ["en"]}
    after = {"room": "2", "audience": "closed", "day:2026-12-24": [off], "contact_public": True, "languages": ["cy"]}

    told = {each.name: (each.was, each.now) for each in differences(before, after, {})}

    assert told["Thursday 24 December 2026"] == ("as usual", "Cancelled. No heating.")
    assert told["Room"] == ("nothing", "2")
    assert told["Languages"] == ("English", "Welsh")
    assert value_words("day:2026-12-28", [away], {"v2": "Hall 7"}) == (
        "Moved to Tuesday 29 December 2026, from 6pm, at Hall 7."
    )
    assert value_words("times", [kept(days=(0,)), kept(how=DATES, dates="24/12/2026")], {}) == (
        "Mondays, 7:30pm to 9pm; Thursday 24 December 2026"
    )


def test_every_field_of_a_snapshot_has_a_name() -> None:
    from app.directory.actions.snapshots import ACCESS, AS_KEPT, DOOR_TEXTS, TEXTS

    for name in (*TEXTS, *DOOR_TEXTS, *ACCESS, *AS_KEPT, "times", "routes", "languages"):
        assert field_name(name) != name
