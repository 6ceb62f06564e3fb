"""Counts that stay when people go: they name nobody, say no small number, and are right before and after."""

from datetime import date
from random import Random
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Count, Entry, Linkage
from app.linkage.referral.queries.tallies import facts
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.tally import (
    FEWEST,
    Figures,
    Tally,
    first_day,
    hidden,
    mark_of,
    quarter_of,
    quarters,
    told,
)
from app.people.models import Person
from app.rights.actions.erasing import forget
from tests.browser import Browser, words
from tests.linkage.cast import NOW, asked, hub, person

ON = (State.TRIAGE, State.OFFERING, State.ACCEPTED, State.CONTACTING, State.PLANNED, State.GOING, State.ATTENDED)


def came(session: Session, number: int, entry: Entry, agency: str, steps: int) -> Linkage:
    made = asked(session, person(session, f"N{number}"), entry=entry, agency=agency, proved_at=NOW)
    for to in ON[:steps]:
        move(session, made, to, None, NOW)
    return made


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_figures_are_the_same_before_and_after_people_are_erased(
    app: Flask, session: Session, browser: Browser
) -> None:
    rae = person(session, "Cora", Role.COORDINATOR)
    kept = [came(session, each, Entry.STAFF, "Ward 7", 7 if each < 11 else 0) for each in range(22)]
    kept += [came(session, 30 + each, Entry.TELEPHONE, "Zoë’s mother", 0) for each in range(3)]
    kept += [came(session, 40 + each, Entry.SELF, "", 3) for each in range(12)]
    for each in kept[25:]:
        note(session, each, "tried", None, NOW, reason="spoke")
    asked(session, person(session, "Nobody"), entry=Entry.SELF, agrees=False)
    session.commit()
    seen, before = facts(session, hub(session).id, NOW)
    assert seen[0] == [Figures("October to December 2026", 37, 23, 23, 11, 11, 0, 0)], (
        "who sees the requests may count them"
    )
    assert [(each.label, each.asked) for each in seen[2]] == [("Ward 7", 22), ("Zoë’s mother", 3)]
    assert before[0] == [Figures("October to December 2026", 37, 23, 23, 11, 11, None, None)]
    assert [each.asked for each in before[1]] == [None, 22, None], "twelve are left out, else three could be worked out"
    assert [(each.label, each.asked) for each in before[2]] == [("Ward 7", None), ("Zoë’s mother", None)]

    with app.app_context():
        for linkage in (*kept[3:16], kept[22], *kept[25:30]):
            forget(session, session.get_one(Person, linkage.person_id), NOW)
    session.commit()

    assert facts(session, hub(session).id, NOW)[1] == before
    assert len(session.scalars(select(Linkage.id)).all()) == len(kept) + 1 - 19
    rows = session.scalars(select(Count)).all()
    assert {(each.quarter, each.entry, each.asked) for each in rows} == {
        ("2026-4", Entry.STAFF, 13), ("2026-4", Entry.TELEPHONE, 1), ("2026-4", Entry.SELF, 5),
    }  # fmt: skip
    assert not [each for each in rows if "Zo" in each.agency_mark], "what somebody typed does not stay"
    page = browser.sign_in(rae).get("/referrals")
    first = next(
        each for each in page.all("section") if each.findall("h4") and words(each.findall("h4")[0]) == "Ward 7"
    )
    assert numbers(first)[0] == "22"
    told_ = {words(each.findall("h4")[0]): numbers(each) for each in page.all("section") if each.findall("h4")}
    assert told_["October to December 2026"] == ["37", "23", "23", "11", "11", "not shown", "not shown"]
    assert told_["Ward 7"] == ["not shown"] * 7


def numbers(section: Element) -> list[str]:
    return [words(each) for each in section.iter("dd")]


def test_quarters_are_those_of_the_calendar_and_a_year_is_five_of_them() -> None:
    assert [quarter_of(date(2026, month, 28)) for month in (1, 3, 4, 12)] == [
        "2026-1", "2026-1", "2026-2", "2026-4",
    ]  # fmt: skip
    assert quarters(date(2026, 2, 1)) == ["2026-1", "2025-4", "2025-3", "2025-2", "2025-1"]
    assert first_day("2025-4").isoformat() == "2025-10-01"
    assert mark_of("a", "") == "" != mark_of("a", "GP") == mark_of("a", "gp") != mark_of("b", "GP")


def test_no_small_number_is_told_nor_one_that_the_whole_gives_away() -> None:
    chance = Random(7)
    for _turn in range(3000):
        cells = [chance.choice((0, 1, 9, 10, 11, 40)) for _cell in range(chance.randint(1, 6))]
        left_out = hidden(cells)
        lost = [cells[at] for at in left_out]
        assert all(cell >= FEWEST for at, cell in enumerate(cells) if at not in left_out)
        whole = len(left_out) == len(cells)
        assert whole or not lost or (len(lost) > 1 and sum(lost) >= FEWEST), cells
    rows = told(
        [
            ("a", Tally(40, 35, 20, 20, 20, 20)),
            ("b", Tally(60, 30, 12, 12, 12, 30)),
            ("c", Tally(60, 30, 12, 12, 12, 30)),
        ]
    )
    assert [each.linked for each in rows] == [None, None, 30], "35 of 40 would tell of five"
