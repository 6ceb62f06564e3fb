"""Whom to ask, in what order, what is kept of it, and how it is told."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.linkage.matching.rules.explaining import (
    CANNOT,
    TO_CHAMPION,
    TO_STAFF,
    for_champion,
    for_newcomer,
    for_staff,
    otherwise,
    said,
    steps,
    why_not,
)
from app.linkage.matching.rules.hard import RULES, Reason
from app.linkage.matching.rules.shortlist import LONGEST, Listed, Look, World, look, shortlist, stored
from app.linkage.matching.rules.soft import PUBLISHED, Pair, Weights, scored
from app.linkage.matching.rules.solving import VERSION, solve, without
from app.linkage.matching.rules.values import Asker, Candidate, Ground, Meeting, Span, Way
from tests.linkage.matching import people
from tests.linkage.matching.people import CAL, GROUND, LEEDS, NIA, NOW, TUESDAY

KEY = b"k" * 32
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MARK = re.compile(r"%|per ?cent|score|point|match", re.IGNORECASE)


def seen(
    askers: Sequence[Asker],
    ours: Sequence[Candidate],
    meetings: Sequence[Meeting] = (TUESDAY,),
    ground: Ground = GROUND,
) -> Look:
    return look(World(askers, ours, meetings, ground, Weights.of(None), KEY))


def named(listed: Sequence[Listed]) -> list[str]:
    return [each.champion for each in listed]


def champions(*names: str, **changes: object) -> list[Candidate]:
    return [replace(CAL, person=name, **changes) for name in names]


def parts(asker: Asker, candidate: Candidate, dates: Sequence[Meeting] = (TUESDAY,)) -> dict[str, int]:
    score = scored(Pair(asker, candidate, dates, GROUND), Weights.of(None))
    return {part.term: part.points for part in score.parts}


def test_each_term_gives_what_it_says() -> None:
    plain = parts(NIA, CAL)
    asked = replace(NIA, likeness=frozenset({"parent", "prison"}), again=frozenset({"cal"}))
    cal = replace(CAL, tags=frozenset({"parent", "lgbtq"}), meets=frozenset({"na"}), walks=1)

    assert plain == {"likeness": 0, "again": 0, "familiar": 0, "travel": 9, "dates": 2, "rest": 10, "load": 10}
    assert parts(asked, replace(cal, last_matched=NOW.date() - 7 * DAY)) == {
        "likeness": 5, "again": 10, "familiar": 10, "travel": 9, "dates": 2, "rest": 2, "load": 5,
    }  # fmt: skip
    assert parts(NIA, replace(CAL, tags=frozenset({"parent"})))["likeness"] == 0
    assert parts(NIA, CAL, [TUESDAY] * 9)["dates"] == 10


def test_what_a_newcomer_puts_first_weighs_most_and_an_organisation_may_weigh_otherwise() -> None:
    ours = Weights.of({"travel": 20, "likeness": -1, "rest": "much", "load": True})

    assert ours.by_term == {**PUBLISHED, "travel": 20}
    assert ours.version.startswith("own-") and Weights.of({"travel": 4}).version == "published-1"
    usual = Weights.of({}).arranged(())
    assert usual == dict(PUBLISHED)
    first = Weights.of({}).arranged(("travel", "nonsense", "dates", "travel"))
    assert list(first.items())[:4] == [("travel", 8), ("dates", 7), ("likeness", 5), ("again", 4)]
    assert sorted(first.values()) == sorted(usual.values())


def test_the_first_is_whoever_the_whole_is_best_with_and_the_next_whoever_would_be_then() -> None:
    near, far = champions("near")[0], champions("far", point=people.SOWERBY)[0]
    both = (
        replace(NIA, request="one", person="n1"),
        replace(NIA, request="two", person="n2", genders=frozenset({"man"})),
    )
    found = seen(both, [replace(near, gender="man"), far])

    assert dict(found.solution.chosen) == {"one": "far", "two": "near"}
    first, second = shortlist(found, "one")
    assert (first.champion, first.is_spare, first.rank) == ("far", True, 1)
    assert (second.champion, second.is_spare, second.rank) == ("near", False, 2)
    assert (first.without, second.without) == ((), ("two",)), "and who that would be is told to staff"
    assert named(shortlist(found, "two")) == ["near"]


def test_somebody_who_is_left_for_now_still_has_a_list_that_says_it_is_at_anothers_cost() -> None:
    longer = replace(NIA, request="longer", since=NOW - 90 * HOUR)
    found = seen([NIA, longer], champions("only"))

    assert dict(found.solution.chosen) == {"longer": "only"}
    assert [(each.champion, each.is_spare) for each in shortlist(found, "request")] == [("only", False)]
    assert dict(seen([replace(NIA, since=NOW)], champions("only")).solution.chosen) == {"request": "only"}
    alike = seen([NIA, replace(NIA, request="alike")], champions("only"))
    assert [shortlist(alike, each.request)[0].is_spare for each in alike.solution.left] == [False]
    today = seen([replace(NIA, leaves_today=True), longer], champions("only"))
    assert dict(today.solution.chosen) == {"request": "only"}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_a_short_list_is_five_at_most_each_once_each_could_go_and_each_the_best_without_those_before(seed: int) -> None:
    random = Random(seed)
    asked, ours = people.askers(random, 5), people.candidates(random, 9)
    found = seen(asked, ours, people.meetings(random, 25), people.ground(random, 5, 9))

    for asker in asked:
        listed = shortlist(found, asker.request)
        could = {champion for request, champion in found.fits if request == asker.request}

        assert set(named(listed)) <= could and len(set(named(listed))) == len(listed) <= LONGEST
        assert len(listed) == min(LONGEST, len(could))
        if asker.request in found.solution.chosen:
            assert listed[0].champion == found.solution.chosen[asker.request] and listed[0].is_spare
        for place, each in enumerate(listed):
            before = [(asker.request, name) for name in named(listed)[:place]]
            again = solve(without(found.problem, before, must=asker.request))
            assert again and again.chosen[asker.request] == each.champion
            assert json.loads(json.dumps(stored(found, asker.request, each))) == stored(found, asker.request, each)


def test_taking_an_agreement_back_takes_somebody_out_of_everything() -> None:
    found = seen([replace(NIA, agreed=False)], champions("a", "b"))

    assert found.fits == {} and found.solution.chosen == {} and shortlist(found, "request") == ()


def test_what_is_kept_tells_how_it_came_about_and_names_nobody_else() -> None:
    woman = replace(NIA, genders=frozenset({"woman"}))
    ours = [*champions("a", "b", gender="woman"), *champions("c"), *champions("d", gender="woman", point=LEEDS)]
    found = seen([woman], ours)
    first = shortlist(found, "request")[0]

    kept = stored(found, "request", first)

    assert kept["funnel"] == [["", 4], ["gender_n", 3], ["travel", 2]]
    assert (kept["solver"], kept["weights"], kept["rank"], kept["meeting"]) == (VERSION, "published-1", 1, "na-22")
    assert kept["parts"]["travel"] == [9, PUBLISHED["travel"]] and kept["hours"] == 64
    others = {"a", "b", "c", "d"} - {first.champion}
    assert others.isdisjoint(str(value) for value in kept.values())


def test_two_reasons_for_the_newcomer_why_you_for_the_champion_and_all_of_it_for_staff() -> None:
    asker = replace(
        NIA, genders=frozenset({"woman"}), languages=frozenset({"ur"}), likeness=frozenset({"methadone_buprenorphine"})
    )
    cal = replace(
        CAL,
        gender="woman",
        languages=frozenset({"en", "ur"}),
        tags=frozenset({"methadone_buprenorphine"}),
        point=people.SOWERBY,
    )
    found = seen([asker], [cal])
    first = shortlist(found, "request")[0]

    assert for_newcomer(asker, cal, first.score) == ("A woman, as you wished.", "Speaks a language that you asked for.")
    assert for_newcomer(NIA, CAL, scored(Pair(NIA, CAL, [TUESDAY], GROUND), Weights.of({}))) == (
        "It is not far.", "Is free when the meeting is on.",
    )  # fmt: skip
    why = for_champion(asker, cal, first.score, GROUND)
    assert why[:3] == [
        "A champion of your gender was asked for.",
        "You speak a language that was asked for.",
        "You know something from your own life that was asked for.",
    ]
    assert why[-1] == "It is about 24 minutes from you."
    assert not re.search("methadone|urdu|nia|woman", " ".join(why), re.IGNORECASE)
    staff = for_staff(asker, cal, first.score, GROUND)
    assert (staff[0], staff[-1]) == ("Of the gender that was wished.", "About 24 minutes from there.")
    assert not re.search(r"\byou", " ".join(staff), re.IGNORECASE)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_nobody_is_told_a_percentage_or_a_score(seed: int) -> None:
    random = Random(seed)
    asked, ours = people.askers(random, 6), people.candidates(random, 8)
    found = seen(asked, ours, people.meetings(random, 20), people.ground(random, 6, 8))

    for (request, champion), score in found.scores.items():
        asker, candidate = found.asker(request), found.candidate(champion)
        told = [*for_newcomer(asker, candidate, score), *for_champion(asker, candidate, score, found.world.ground)]

        assert len(set(told)) == len(told) >= 3
        assert not [sentence for sentence in told if MARK.search(sentence) or not sentence.endswith(".")]


def test_the_coordinator_reads_what_one_other_wish_would_bring() -> None:
    asker = replace(NIA, ways=(Way("bus", 15),), free=(Span(TUESDAY.starts - HOUR, TUESDAY.ends + HOUR),))
    far = replace(TUESDAY, id="far", point=people.SOWERBY)
    thursday = replace(TUESDAY, id="thu", starts=TUESDAY.starts + 2 * DAY, ends=TUESDAY.ends + 2 * DAY)
    late = replace(TUESDAY, id="late", starts=TUESDAY.starts + 8 * DAY, ends=TUESDAY.ends + 8 * DAY)
    only = {"free": (Span(thursday.starts - HOUR, thursday.ends + HOUR),)}
    ours = [*champions("a", "b", free=(Span(TUESDAY.starts - HOUR, TUESDAY.ends + HOUR),)), *champions("c", **only)]

    found = otherwise(seen([asker], ours, [far, thursday, late]), "request")

    assert [said(each) for each in found] == [
        "As it is: nobody", "With 30 minutes on the way: 2 champions", "On Thursday too: 1 champion",
    ]  # fmt: skip
    today = replace(NIA, listing="na", on=NOW.date())
    assert [said(each) for each in otherwise(seen([today], [CAL]), "request")] == [
        "As it is: nobody", "On another date of it: 1 champion", "At any meeting: 1 champion",
    ]  # fmt: skip
    unsaid, bea = replace(NIA, gender=""), replace(CAL, company=frozenset({"woman"}))
    assert [said(each) for each in otherwise(seen([unsaid], [bea]), "request")][1:] == [
        "If they say that they are a woman: 1 champion"
    ]
    rule = Reason("gender_ch", "Goes with people of another gender")
    assert why_not(rule, unsaid, bea) == "Goes with women only; this person has not said."
    assert why_not(rule, replace(unsaid, gender="man"), bea) == "Goes with people of another gender"


def test_the_coordinator_reads_what_would_help_who_named_a_meeting_or_is_free_at_any_time() -> None:
    asker = replace(NIA, ways=(Way("bus", 15),))
    late = replace(TUESDAY, id="late", starts=TUESDAY.starts + 8 * DAY, ends=TUESDAY.ends + 8 * DAY)
    only = {"free": (Span(TUESDAY.starts + 2 * DAY - HOUR, TUESDAY.ends + 2 * DAY + HOUR),)}
    ours = [*champions("a", "b", free=(Span(TUESDAY.starts - HOUR, TUESDAY.ends + HOUR),)), *champions("c", **only)]
    named_it = replace(NIA, listing="far", point=None)
    elsewhere = replace(TUESDAY, id="far", listing="far", point=people.SOWERBY)
    short = [replace(each, ways=(Way("bus", 12),)) for each in ours]
    assert [said(each) for each in otherwise(seen([named_it], short, [elsewhere]), "request")] == [
        "As it is: nobody", "If champions went 15 minutes further: 2 champions",
    ]  # fmt: skip
    near_it = replace(TUESDAY, id="near", listing="near", point=people.SOWERBY, routes=elsewhere.routes)
    lone = [replace(each, free=(Span(TUESDAY.starts - HOUR, TUESDAY.ends + HOUR),)) for each in ours]
    other_day = replace(elsewhere, starts=TUESDAY.starts + DAY, ends=TUESDAY.ends + DAY)
    assert "At any meeting: 3 champions" in [said(each) for each in otherwise(
        seen([named_it], lone, [other_day, near_it]), "request")]  # fmt: skip
    open_time = replace(asker, free=())
    away = champions("d", free=(Span(late.starts - DAY, late.ends + DAY),), gender="man", languages=frozenset({"pl"}))
    assert [said(each) for each in otherwise(seen([open_time], away, [late]), "request")] == ["As it is: 1 champion"]
    here = champions("e", free=(Span(TUESDAY.starts - DAY, TUESDAY.ends + DAY),))
    assert [said(each) for each in otherwise(seen([open_time], [*away, *here], [TUESDAY, late]), "request")] == [
        "As it is: 1 champion", "With a week more to wait: 2 champions",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"genders": frozenset({"woman"})}, "Of any gender: 1 champion"),
        ({"languages": frozenset({"ur"})}, "With an interpreter: 1 champion"),
        ({"listing": "another"}, "At any meeting: 1 champion"),
        ({"agreed": False}, None),
        ({"adult": False}, None),
        ({"barred": frozenset({"hall"})}, None),
        ({"person": "cal"}, None),
    ],
)
def test_one_other_wish_is_tried_at_a_time_and_nothing_that_keeps_people_safe(
    wish: dict[str, object], told: str | None
) -> None:
    found = [said(each) for each in otherwise(seen([replace(NIA, **wish)], [CAL]), "request")]

    assert found == ["As it is: nobody"] + ([told] if told else [])


def test_every_rule_and_every_term_has_words_for_staff() -> None:
    assert set(CANNOT) == {rule.code for rule in RULES}
    assert set(PUBLISHED) - set(TO_STAFF) == {"travel"}, "which is told in minutes"
    assert set(TO_STAFF) == set(TO_CHAMPION)
    assert steps((("", 24), ("gender_n", 15), ("capacity", 1))) == [
        "24 champions", "9 of 24 cannot: not of the gender that was wished",
        "14 of 15 cannot: no room for one more at present", "1 could go",
    ]  # fmt: skip
