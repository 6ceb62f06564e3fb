"""Never meeting somebody again: it holds either way, whoever said so, through any history; and it tells nobody."""

from datetime import timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.actions.apart import block, carry_over, exclude, unblock
from app.concerns.models import Barred, Block
from app.concerns.queries.apart import barred, bars, blocked_pairs, blocks_of, exclusions
from app.concerns.rules.apart import CannotKeepApart
from app.kernel.clock import running
from app.people.models import Person
from app.rights.actions.erasing import forget
from app.rights.queries.copies import held_on
from tests.browser import Browser
from tests.concerns.safe import CAME, safe
from tests.factories.directories import venue
from tests.people.entering import warrant_of

STEPS = 600


def test_sr_072_through_any_history_a_pair_is_apart_while_either_of_the_two_says_so(session: Session) -> None:
    people = safe(session)
    ids, chance, said = [person.id for person in people.people.values()], Random(7), set[tuple[str, str]]()
    for _step in range(STEPS):
        one, other = chance.sample(ids, 2)
        if chance.random() < 0.5:
            block(session, one, other, CAME)
            said.add((one, other))
        else:
            for each in blocks_of(session, one):
                if each.against_id == other:
                    unblock(session, one, each.id)
            said.discard((one, other))
        some = chance.sample(ids, 4)
        wanted = {frozenset(pair) for pair in said if set(pair) <= set(some)}
        assert blocked_pairs(session, some) == wanted


def test_sr_072_a_pair_that_staff_keep_apart_is_apart_until_they_end_it(session: Session) -> None:
    people = safe(session)
    by, pair = warrant_of(people["Cora"], "exclusion.keep"), (people["Nia"].id, people["Cal"].id)
    for wrong, why in (((pair[0], pair[0]), "An order of a court"), (pair, "short"), ((pair[0], "0" * 32), "A court")):
        with pytest.raises(CannotKeepApart):
            exclude(session, by, people.at.id, CAME, pair=wrong, reason=why)
    exclude(session, by, people.at.id, CAME, pair=pair, reason="An order of a court")

    assert blocked_pairs(session, pair) == {frozenset(pair)}
    exclusions(session, people.at.id)[0].ended_at = CAME + timedelta(days=1)
    assert blocked_pairs(session, pair) == set()


def test_sr_072_somebody_sees_whom_they_named_takes_it_back_and_the_other_sees_nothing(
    browser: Browser, session: Session
) -> None:
    people = safe(session)
    block(session, people["Nia"].id, people["Cal"].id, CAME)
    exclude(session, warrant_of(people["Cora"], "exclusion.keep"), people.at.id, CAME,
            pair=(people["Nia"].id, people["Cal"].id), reason="An order of a court")  # fmt: skip
    session.commit()
    seen = browser.sign_in(people["Cal"]).get("/account/blocks")
    assert "There is nobody on your list." in seen.text
    told = {part.table: part for part in held_on(session, people["Cal"])}
    assert "exclusion" not in told and told["block"].rows == []

    page = browser.sign_in(people["Nia"]).get("/account/blocks")
    assert "Cal" in page.text and "Since Monday 21 December 2026" in page.text
    mine = session.query(Block).one()
    assert browser.sign_in(people["Cal"]).post(f"/account/blocks/{mine.id}/take-back").status == 303
    assert session.query(Block).count() == 1
    session.rollback()
    browser.sign_in(people["Nia"]).post(f"/account/blocks/{mine.id}/take-back")
    session.rollback()
    assert session.query(Block).count() == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sr_090_with_an_account_go_its_blocks_those_against_it_and_its_pairs(app: Flask, session: Session) -> None:
    people = safe(session)
    nia, cal = people["Nia"], people["Cal"]
    block(session, nia.id, cal.id, CAME)
    block(session, cal.id, people["Cora"].id, CAME)
    exclude(session, warrant_of(people["Cora"], "exclusion.keep"), people.at.id, CAME, pair=(nia.id, cal.id),
            reason="An order of a court")  # fmt: skip

    forget(session, cal, running())

    assert session.query(Block).count() == 0 and exclusions(session, people.at.id) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_building_that_somebody_is_not_to_enter_is_for_staff_alone_locked_and_goes_with_the_account(
    app: Flask, browser: Browser, session: Session
) -> None:
    people = safe(session)
    hall, far = venue(1, 53.7, -1.9, area_id=people.at.areas[0].area_id), venue(2, 53.7, -1.5)
    session.add_all([hall, far])
    session.commit()
    nia, cal, page = people["Nia"], people["Cal"], f"/organisations/{people.at.slug}/apart"
    browser.sign_in(people["Cora"])
    good = {"person": nia.id, "building": hall.id, "because": "An order of a court"}
    for wrong in ({"person": cal.id}, {"person": ""}, {"building": far.id}, {"because": "short"}):
        refused = browser.post(f"{page}/buildings", good | wrong)
        assert refused.status == 400 and (good | wrong)["because"] in refused.text, wrong
    assert browser.post(f"{page}/buildings", good, follow=True).text.count("Nia: Hall 1") == 1

    kept = session.scalars(select(Barred)).one()
    raw = session.execute(select(Barred.venue_sealed, Barred.reason_sealed)).one()
    assert (kept.venue, kept.reason) == (hall.id, "An order of a court")
    assert not [part for part in raw if hall.id.encode() in part or b"court" in part]
    assert "barred" not in {part.table for part in held_on(session, nia)}
    session.rollback()
    browser.post(f"{page}/buildings/{kept.id}/end")
    session.rollback()
    assert bars(session, people.at.id) == [] and barred(session, [nia.id]) == {}
    session.rollback()
    browser.post(f"{page}/buildings", good)
    forget(session, session.get_one(Person, nia.id), running())
    assert session.query(Barred).count() == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_keeps_others_away_from_somebody_holds_when_two_accounts_turn_out_to_be_one(session: Session) -> None:
    people = safe(session)
    made, known, cal, sam = (people[name].id for name in ("Nia", "Lena", "Cal", "Dora"))
    for one, other in ((made, cal), (known, cal), (sam, made), (sam, known), (cal, made)):
        block(session, one, other, CAME)
    exclude(session, warrant_of(people["Cora"], "exclusion.keep"), people.at.id, CAME, pair=(made, people["Cora"].id),
            reason="An order of a court")  # fmt: skip

    carry_over(session, made, known)

    apart = {frozenset({known, other}) for other in (cal, sam, people["Cora"].id)}
    assert blocked_pairs(session, [known, cal, sam, people["Cora"].id]) == apart
    assert {each.against_id for each in blocks_of(session, known)} == {cal} and blocks_of(session, made) == []
