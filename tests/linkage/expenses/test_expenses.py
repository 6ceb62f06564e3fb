"""Fares and miles come back to champions: what it cost, nothing flat, and nothing of the newcomer in it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.expenses.actions.claims import see_to
from app.linkage.expenses.models import Claim
from app.linkage.expenses.queries.claims import to_claim
from app.linkage.expenses.rules.claims import (
    TABLE,
    CannotClaim,
    Outing,
    Spent,
    Step,
    amount,
    can_be_claimed,
    check_step,
    read,
)
from app.linkage.referral.rules.house import House
from app.people.models import Holding
from app.post.models import Letter
from app.rights.actions.erasing import forget
from tests.browser import Browser
from tests.linkage.cast import by, cora, person
from tests.linkage.walks import NOON, Two
from tests.linkage.walks import two as made

sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
At = Callable[[str], datetime]
HOUR = timedelta(hours=1)


@pytest.fixture
def two(app: Flask, session: Session, at: At) -> Two:
    """Nia and Cal; they were to meet on the day before, and she did not come. The clock stands at Wednesday noon."""
    at("2026-12-23T12:00")
    found = made(session)
    day = NOON - timedelta(days=1)
    session.add(Plan(
        linkage_id=found.linkage.id, walk_id=found.walk.id, number=1, listing_id=found.meeting.id, starts_at=day,
        meet_at=day, ends_at=day + HOUR, made_at=day, made_by=found.cal.id, newcomer_agreed_at=day,
        champion_agreed_at=day, ended_at=day + HOUR, outcome=Outcome.NEWCOMER_ABSENT,
    ))  # fmt: skip
    session.commit()
    return found


def test_money_and_miles_are_read_as_people_type_them_and_no_flat_sum_is_taken() -> None:
    def typed(fares: str, miles: str = "", *, ticket: bool = True, rate: int = 45) -> Spent | str:
        try:
            return read(fares, miles, has_ticket=ticket, rate=rate)
        except CannotClaim as refused:
            return refused.field

    assert [typed(each) for each in ("3.40", "£3.4", " £ 3.40 ", "12")] == [Spent(340, 0, True)] * 3 + [
        Spent(1200, 0, True)
    ]
    assert typed("", "12.5", ticket=False) == Spent(0, 125, False), "miles need no ticket"
    assert [typed(*each) for each in (("", ""), ("0", "0"), ("three", ""), ("3.405", ""), ("-3", ""), ("999", ""))] == [
        "fares"
    ] * 6
    assert [typed("", each) for each in ("1,000", "12.55", "999", "-4", "x")] == ["miles"] * 5
    assert (typed("3", ticket=False), typed("", "3", rate=0)) == ("ticket", "miles")
    assert [amount(340, 0, 45), amount(0, 125, 45), amount(340, 1, 45)] == [340, 563, 345]
    assert House.of({"mileage": 46}).mileage == House.of({"mileage": -1}).mileage == 45
    assert House.of({"mileage": 0}).mileage == 0


def test_what_can_be_claimed_for_is_what_they_set_out_for() -> None:
    def can(outcome: Outcome | None, ended: timedelta | None = None, ago: timedelta = HOUR) -> bool:
        meet = NOON - ago
        return can_be_claimed(Outing(meet, outcome, None if ended is None else meet + ended), NOON)

    assert {each for each in Outcome if can(each)} == set(Outcome) - {Outcome.CHAMPION_ABSENT}
    assert [can(None, each * HOUR) for each in (-4, -2, 1)] == [False, True, True]
    assert [can(None, None, each) for each in (-HOUR, timedelta(days=89), timedelta(days=91))] == [False, True, False]


def test_a_claim_goes_only_where_the_table_lets_it() -> None:
    ways = {(step, to) for step in Step for to in Step if _goes(step, to)}
    assert ways == {(step, to) for step, may in TABLE.items() for to in may}
    assert not TABLE[Step.PAID], "what is paid stays paid"


def _goes(step: Step, to: Step) -> bool:
    try:
        check_step(step, to)
    except CannotClaim:
        return False
    return True


@sqlite
def test_a_champion_claims_a_coordinator_asks_agrees_and_pays_and_nobody_else_is_in_it(
    two: Two, browser: Browser
) -> None:
    session, plan, staff = two.session, two.plan, cora(two.session)
    browser.sign_in(two.cal)
    assert "Monday Steps" in browser.get("/expenses").text
    bare = browser.post(f"/expenses/{plan.id}", {"fares": "3.40"})
    assert (bare.status, bare.one("input", name="fares").get("value")) == (400, "3.40")
    assert "Tick that you have the ticket" in bare.text
    browser.post(f"/expenses/{plan.id}", {"fares": "3.40", "ticket": "1", "miles": "10"})
    claim = session.scalars(select(Claim)).one()

    page = browser.sign_in(staff).get("/organisations/calder-hub/expenses")
    assert "£7.90" in page.text
    assert "Nia" not in page.text
    here = f"/organisations/calder-hub/expenses/{claim.id}"
    assert browser.post(f"{here}/paid").status == 409
    assert "Write what you would like to know" in browser.post(f"{here}/ask").text
    browser.post(f"{here}/ask", {f"{claim.id}-asks": "Was it one bus or two?"})
    assert "Was it one bus or two?" in browser.sign_in(two.cal).get("/expenses").text
    browser.post(f"/expenses/{plan.id}", {"fares": "4.40", "ticket": "1"})
    browser.sign_in(staff)
    browser.post(f"{here}/agree")
    assert browser.sign_in(two.cal).post(f"/expenses/{plan.id}", {"fares": "90", "ticket": "1"}).status == 400
    assert browser.post(f"/expenses/{plan.id}/back").status == 409
    browser.sign_in(staff).post(f"{here}/paid")
    sheet = browser.get("/organisations/calder-hub/expenses/list.csv").source
    assert "Tuesday 22 December 2026,Cal,£4.40,,45,£4.40,Paid" in sheet
    assert "Nia" not in sheet + browser.get("/organisations/calder-hub/expenses/list").text
    assert "Paid" in browser.sign_in(two.cal).get("/expenses").text
    session.rollback()
    assert len(set(session.scalars(select(Letter.key).where(Letter.kind == "champion_own")))) == 4, "asked, and paid"


@sqlite
def test_it_is_their_own_outing_their_own_claim_and_a_colleague_who_agrees(two: Two, browser: Browser) -> None:
    session, plan = two.session, two.plan
    oz, con = person(session, "Oz", Role.COORDINATOR), person(session, "Con", Role.CHAMPION)
    for who in (con, oz, two.nia):
        assert browser.sign_in(who).get(f"/expenses/{plan.id}").status == 404
    browser.sign_in(two.cal).post(f"/expenses/{plan.id}", {"fares": "3", "ticket": "1"})
    session.add(Holding(person_id=two.cal.id, role=Role.COORDINATOR, organisation_id=oz.holdings[0].organisation_id,
                        since=NOON))  # fmt: skip
    session.commit()
    claim = session.scalars(select(Claim)).one()
    here = f"/organisations/calder-hub/expenses/{claim.id}/agree"
    assert browser.post(here).status == 404, "nobody agrees to their own"
    assert browser.sign_in(oz).post(here).status == 303
    session.refresh(claim)
    with pytest.raises(Refused):
        see_to(session, by(oz), claim, Step.SENT, NOON)


@sqlite
def test_a_claim_outlives_whom_they_went_with_and_ends_with_its_champion(
    app: Flask, two: Two, browser: Browser
) -> None:
    session = two.session
    browser.sign_in(two.cal).post(f"/expenses/{two.plan.id}", {"miles": "4"})
    session.rollback()
    with app.app_context():
        forget(session, two.nia, NOON)
    session.commit()
    claim = session.scalars(select(Claim)).one()
    assert (claim.plan_id, claim.amount, to_claim(session, two.cal.id, NOON)) == (None, 180, [])
    assert "£1.80" in browser.get("/expenses").text
    with app.app_context():
        forget(session, two.cal, NOON)
    assert session.scalars(select(Claim)).all() == []
