"""What is kept becomes what matching may see: times as they pass, limits as they are, wishes as they were said."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

from app.champions.rules.facts import CandidateFacts
from app.champions.rules.readiness import Reason
from app.champions.rules.times import Away, Slot, is_free
from app.champions.rules.words import Gender as Own
from app.champions.rules.words import Help, Kind, Mode, Tag
from app.linkage.matching.rules.hard import feasible
from app.linkage.matching.rules.seen import Carried, Request, asker_of, candidate_of, free
from app.linkage.matching.rules.values import Asker, Candidate, Facts, Ground, Meeting, Point, Span, Way
from app.linkage.referral.rules.wishes import TIMES, Access, Gender, Likeness, Wishes, free_at, ticked
from tests.conftest import LONDON

NOW = datetime(2027, 3, 22, 9, tzinfo=UTC)
"""A Monday; the clocks go forward on the Sunday that follows."""
SLOTS = (Slot(0, time(18), time(23)), Slot(6, time(9), time(2)), Slot(2, time(0), time(0)))
CAL = CandidateFacts(
    person_id="cal", holding_id="h", champion_id="c", organisation_id="o", kinds=frozenset({Kind.COMMUNITY}),
    reasons=(), clear_until=date(2027, 3, 30), rest_until=None, gender=Own.WOMAN, walks_with=frozenset({Own.WOMAN}),
    languages=frozenset({"en", "ur"}), routes_willing=frozenset({"smart"}), routes_belonging=frozenset({"na"}),
    tags=frozenset({Tag.PARENT}), access=frozenset({Help.BSL}), point=(53.72, -1.86),
    modes=frozenset({Mode.FOOT, Mode.BUS}), minutes=30, late_minutes=10, slots=SLOTS, away=(), cap=2, cap_week=1,
)  # fmt: skip
NIA = Request("r", "nia", NOW - timedelta(days=2), agreed=True, adult=True)
HOUR = timedelta(hours=1)


def test_times_are_laid_out_as_they_pass_and_say_the_same_as_the_week_does() -> None:
    away = (Away(date(2027, 3, 28), date(2027, 3, 28)), Away(date(2027, 3, 31), date(2027, 4, 2)))
    spans = list(free(SLOTS, away, NOW))

    for hour in range(24 * 14):
        starts = NOW + hour * HOUR
        inside = any(span.starts <= starts and starts + HOUR <= span.ends for span in spans)
        assert inside == is_free(SLOTS, away, starts, starts + HOUR), starts
    assert Span(datetime(2027, 3, 29, 17, tzinfo=UTC), datetime(2027, 3, 29, 22, tzinfo=UTC)) in spans


def test_a_champion_is_seen_with_every_limit_of_theirs() -> None:
    carried = Carried(1, 1, 1, date(2027, 3, 1), frozenset({"l"}))

    seen = candidate_of(replace(CAL, reasons=(Reason.SUPERVISION, Reason.PAUSED)), carried, NOW)

    assert seen.not_ready == ("supervision", "paused") and seen.checked_until == date(2027, 3, 30)
    assert (seen.gender, seen.company) == ("woman", frozenset({"woman"}))
    assert (seen.languages, seen.helps) == (frozenset({"en", "ur"}), frozenset({"bsl"}))
    assert (seen.routes, seen.belongs) == (frozenset({"smart", "na"}), frozenset({"na"}))
    assert seen.tags == {"parent", "route:na"}
    assert (seen.point, seen.late_minutes) == (Point(53.72, -1.86), 10)
    assert set(seen.ways) == {Way("foot", 30), Way("bus", 30)}
    assert (seen.cap, seen.week, seen.offers, seen.walks, seen.new_this_week) == (2, 1, 1, 1, 1)
    assert (seen.last_matched, seen.meets) == (date(2027, 3, 1), frozenset({"l"}))
    evening = datetime(2027, 3, 22, 19, tzinfo=UTC)
    engaged = candidate_of(CAL, Carried(engaged=((evening, evening + HOUR),)), NOW)
    assert not any(span.starts < evening + HOUR and evening < span.ends for span in engaged.free)
    assert Span(datetime(2027, 3, 22, 18, tzinfo=UTC), evening) in engaged.free
    unsaid = candidate_of(replace(CAL, gender=None, routes_willing=frozenset(), languages=frozenset()), Carried(), NOW)
    assert (unsaid.gender, unsaid.routes, unsaid.languages) == ("", frozenset(), frozenset({"en"}))


def test_somebody_who_asked_is_seen_with_what_they_asked_for() -> None:
    wishes = Wishes(
        Gender.WOMAN, ("ur",), (Likeness.SAME_ROUTE, Likeness.FAMILY), (Access.STEP_FREE, Access.BSL), (53.7, -1.9),
        free=("tue_evening", "some_day"), minutes=20, avoid=("v",), help="Please ring me first",
    )  # fmt: skip
    named = replace(NIA, listing="l", routes=frozenset({"na"}), wished_on=date(2027, 3, 23))

    seen = asker_of(replace(named, discharge_on=date(2027, 3, 22)), wishes, NOW)

    assert (seen.request, seen.person, seen.since, seen.leaves_today) == ("r", "nia", NIA.asked_at, True)
    assert (seen.genders, seen.languages) == (frozenset({"woman"}), frozenset({"ur"}))
    assert seen.likeness == {"route:na", "family"} and seen.belongs == {"na"}
    assert (seen.needs, seen.avoids) == (frozenset({"step_free", "bsl"}), frozenset({"v"}))
    assert (seen.point, seen.ways) == (Point(53.7, -1.9), (Way("bus", 20),))
    assert seen.free[0] == Span(datetime(2027, 3, 23, 17, tzinfo=UTC), datetime(2027, 3, 23, 23, 59, tzinfo=UTC))
    assert (seen.listing, seen.on) == ("l", date(2027, 3, 23)) and len(seen.free) == 3
    said = asker_of(
        replace(named, before=frozenset({"cal"})), replace(wishes, again=True, belongs=False, first=("travel",)), NOW
    )
    assert (said.again, said.belongs, said.puts_first) == (frozenset({"cal"}), frozenset(), ("travel",))
    assert (seen.again, seen.puts_first) == (frozenset(), ())
    anybody = asker_of(replace(NIA, discharge_on=date(2027, 3, 23)), Wishes(), NOW)
    assert anybody.languages == {"en"}
    assert (anybody.genders, anybody.likeness, anybody.free, anybody.leaves_today) == (
        frozenset(),
        frozenset(),
        (),
        False,
    )


def test_nothing_that_matching_may_see_stays_empty_for_ever() -> None:
    """Everything said, each field of what matching sees is other than where nothing is said: no input is dead."""
    wishes = Wishes(
        Gender.WOMAN, ("ur",), (Likeness.FAMILY,), (Access.BSL,), (53.7, -1.9), free=free_at(["saturday"]),
        avoid=("v",), own_gender="woman", first=("travel",), again=True, routes=("na",), late_minutes=20,
    )  # fmt: skip
    request = replace(
        NIA,
        discharge_on=NOW.date(),
        before=frozenset({"cal"}),
        has_interpreter=True,
        barred=frozenset({"hall"}),
        rests=True,
    )
    chosen = replace(request, listing="l", wished_on=NOW.date(), routes=frozenset({"na"}))
    whole, named = asker_of(request, wishes, NOW), asker_of(chosen, wishes, NOW)
    bare = Asker("", "", datetime.min.replace(tzinfo=UTC), agreed=False, adult=False)
    dead = {each.name for each in fields(Asker)
            if getattr(bare, each.name) in {getattr(whole, each.name), getattr(named, each.name)}
            and getattr(whole, each.name) == getattr(named, each.name)}  # fmt: skip
    assert dead == set()
    assert (whole.routes, named.routes, whole.late_minutes, whole.barred) == ({"na"}, set(), 20, {"hall"})

    ours = replace(CAL, reasons=(Reason.PAUSED,), rest_until=NOW, meets=frozenset({"l"}), again=False, cap=1)
    seen = candidate_of(ours, Carried(1, 1, 1, NOW.date()), NOW)
    unknown = Candidate("", adult=False, kinds=frozenset())
    assert {each.name for each in fields(Candidate) if getattr(seen, each.name) == getattr(unknown, each.name)} == set()


def test_what_is_ticked_as_times_is_what_is_kept_and_shown_again() -> None:
    for count in range(len(TIMES) + 1):
        for some in combinations(TIMES, count):
            assert ticked(free_at(some)) == [each for each in TIMES if each in some]
    wishes = Wishes(free=free_at(["weekday_evening", "sunday"]))
    days = {(span.starts.weekday(), span.starts.astimezone(LONDON).hour) for span in asker_of(NIA, wishes, NOW).free}
    assert days == {(day, 17) for day in range(5)} | {(6, 6), (6, 12), (6, 17)}


def test_who_needs_an_interpreter_waits_until_one_is_booked() -> None:
    starts = datetime(2027, 3, 22, 19, tzinfo=UTC)
    meeting = Meeting("m", "l", starts, starts + HOUR, frozenset({"na"}), False, "v", Point(53.72, -1.86))
    wishes, ground = Wishes(languages=("ti",), access=(Access.INTERPRETER,)), Ground(Facts(), NOW)
    named = replace(NIA, listing="l", routes=frozenset({"na"}), gender="woman")
    cal = candidate_of(replace(CAL, late_minutes=None), Carried(), NOW)

    reason = feasible(asker_of(named, wishes, NOW), cal, meeting, ground)

    assert reason and reason.code == "language"
    assert feasible(asker_of(replace(named, has_interpreter=True), wishes, NOW), cal, meeting, ground) is None
