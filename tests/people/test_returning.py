"""Letting somebody back in who has lost every way."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.kernel.access import Relation, Warrant
from app.kernel.clock import running
from app.kernel.roles import Role
from app.people.actions import returning, sessions
from app.people.actions.passwords import set_word
from app.people.models import Passkey, Person
from app.people.queries.factors import factors_of
from app.people.queries.people import actor, by_contact
from app.people.queries.returning import by_token
from app.people.rules.contact import Contact
from tests.browser import Browser
from tests.factories.persons import also, organisation, person

NEW = Contact("email", "nia.anew@example.org")


def warrant_of(who: Person) -> Warrant:
    return Warrant(actor(who), actor(who).seats[0], Relation.ORGANISATION, "people.return")


@pytest.fixture
def cast(session: Session) -> dict[str, Person]:
    here = organisation(session)
    people = {
        "Nia": person(session, "Nia", Role.NEWCOMER, here),
        "Cal": person(session, "Cal", Role.CHAMPION, here),
        "Cora": person(session, "Cora", Role.COORDINATOR, here),
        "Priya": person(session, "Priya", Role.COORDINATOR, here),
    }
    session.commit()
    return people


def test_a_newcomer_comes_back_with_a_new_address_and_everything_earlier_is_gone(
    session: Session, cast: dict[str, Person], browser: Browser
) -> None:
    nia = cast["Nia"]
    set_word(session, nia, "a word of hers")
    _row, old = sessions.begin(session, nia, running(), label="")
    _way, token = returning.ask(session, warrant_of(cast["Cora"]), nia.holdings[0], running())
    session.commit()

    page = browser.post(f"/return/{token}", {"contact": NEW.text})

    session.expire_all()
    assert page.location == "/today"
    assert browser.get("/today").status == 200
    assert by_contact(session, NEW) == nia
    assert not factors_of(session, nia).has_word
    assert sessions.recognise(session, old, running()) is None
    assert browser.post(f"/return/{token}", {"contact": NEW.text}).status == 404


def test_looking_at_a_way_back_does_not_use_it_up(session: Session, cast: dict[str, Person], browser: Browser) -> None:
    _way, token = returning.ask(session, warrant_of(cast["Cora"]), cast["Nia"].holdings[0], running())
    session.commit()

    for _ in range(3):
        assert browser.get(f"/return/{token}").status == 200

    assert by_token(session, token, running())
    assert by_token(session, token, running() + returning.LASTS + timedelta(seconds=1)) is None


def test_for_two_factors_a_second_person_has_to_agree(session: Session, cast: dict[str, Person]) -> None:
    way, token = returning.ask(session, warrant_of(cast["Cora"]), cast["Cal"].holdings[0], running())

    assert token == ""
    for nobody in ("Cora", "Cal"):
        with pytest.raises(returning.CannotReturn, match="Somebody else"):
            returning.agree(session, warrant_of(cast[nobody]), way, running())
    assert returning.agree(session, warrant_of(cast["Priya"]), way, running())
    with pytest.raises(returning.CannotReturn, match="any more"):
        returning.agree(session, warrant_of(cast["Priya"]), way, running())


def test_a_champion_who_comes_back_sets_new_ways_in_before_anything_else(
    session: Session, cast: dict[str, Person], browser: Browser
) -> None:
    cal = cast["Cal"]
    session.add(Passkey(person_id=cal.id, credential_id="old", public_key=b"", made_at=running()))
    way, _none = returning.ask(session, warrant_of(cast["Cora"]), cal.holdings[0], running())
    token = returning.agree(session, warrant_of(cast["Priya"]), way, running())
    session.commit()

    browser.post(f"/return/{token}", {"contact": "someone.else@example.org"})

    session.expire_all()
    assert browser.get("/today").location == "/account/ways-in"
    assert factors_of(session, cal).passkeys == 0
    assert cal.email == "cal@example.org"


def test_nobody_lets_themselves_back_in(session: Session, cast: dict[str, Person]) -> None:
    with pytest.raises(returning.CannotReturn, match="Somebody else"):
        returning.ask(session, warrant_of(cast["Cora"]), cast["Cora"].holdings[0], running())


def test_a_newcomer_who_is_a_champion_elsewhere_needs_a_second_person(
    session: Session, cast: dict[str, Person]
) -> None:
    also(session, cast["Nia"], Role.CHAMPION, organisation(session, "worth"))

    _way, token = returning.ask(session, warrant_of(cast["Cora"]), cast["Nia"].holdings[0], running())

    assert token == ""


def test_those_who_checked_here_do_not_speak_for_another_organisation(
    session: Session, cast: dict[str, Person]
) -> None:
    cal, there = cast["Cal"], organisation(session, slug="elsewhere")
    elsewhere = also(session, cal, Role.COORDINATOR, there)
    way, _none = returning.ask(session, warrant_of(cast["Cora"]), cal.holdings[0], running())
    token = returning.agree(session, warrant_of(cast["Priya"]), way, running())
    assert token

    returning.come_back(session, way, None, running())
    session.commit()

    assert [holding.role for holding in cal.live_holdings] == [Role.CHAMPION]
    assert elsewhere.suspended_at


def test_an_address_of_somebody_else_is_refused_and_nothing_is_used_up(
    session: Session, cast: dict[str, Person], browser: Browser
) -> None:
    _way, token = returning.ask(session, warrant_of(cast["Cora"]), cast["Nia"].holdings[0], running())
    session.commit()

    page = browser.post(f"/return/{token}", {"contact": "cal@example.org"})

    assert page.status == 400
    assert "Give another one" in page.text
    assert by_token(session, token, running())
