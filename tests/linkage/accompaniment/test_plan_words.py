"""Words of a plan: reported, taken down everywhere, and seen otherwise by whoever wrote them, also when it is over."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from app.concerns.models import Concern
from app.kernel.roles import Role
from app.linkage.accompaniment.actions.lines import judge
from app.linkage.accompaniment.models import LineReport
from app.linkage.matching.actions import rounds
from tests.browser import Browser
from tests.linkage.cast import by, person
from tests.linkage.walks import NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

FLAT = "By the flats, and do not tell anybody"


def fresh(two: Two) -> LineReport:
    two.session.rollback()
    two.session.expire_all()
    return two.session.scalars(select(LineReport)).one()


def test_words_of_a_plan_are_reported_taken_down_everywhere_and_seen_otherwise_when_the_walk_is_over(
    two: Two, browser: Browser, at: Callable[[str], datetime]
) -> None:
    sal, plan = person(two.session, "Sal", Role.COORDINATOR), two.planned()
    plan.where = FLAT
    two.session.commit()
    mine, theirs = f"/mine/{two.linkage.page}", f"/walks/{two.walk.id}"
    at("2026-12-23T12:00")

    page = browser.sign_in(two.nia).get(f"{mine}/now").text
    assert "Report where to meet" in page
    assert "Report how to get there" not in page
    for _twice in range(2):
        assert browser.post(f"{mine}/words/where/report").status == 303
    assert "Report where to meet" not in browser.get(f"{mine}/now").text
    assert browser.post(f"{theirs}/words/where/report").status == 404
    assert FLAT in two.session.scalars(select(Concern)).one().words

    report, known = fresh(two), two.plan.sequence
    judge(two.session, report, by(sal, "line.judge"), NOON, answer="down", reason="A place to meet is public.")
    rounds.end_walk(two.session, two.linkage, "own", NOON)
    two.session.commit()
    assert (two.plan.where, two.plan.sequence) == ("Hall 1, Halifax. A red door", known + 1)

    line = f"{theirs}/lines/{report.line_id}"
    page = browser.sign_in(two.cal).get(theirs)
    assert "A place to meet is public." in page.text
    assert page.links()["I see it otherwise"] == line
    at("2027-01-21T12:00")
    assert browser.get(line).status == 404
    at("2027-01-19T12:00")
    assert browser.post(f"{line}/appeal", {"words": "It is a bus stop."}).status == 303
    judge(two.session, fresh(two), by(sal, "line.judge"), NOON, answer="stays", reason="It is a bus stop indeed.")
    assert two.plan.where == FLAT
