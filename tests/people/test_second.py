"""The second factor beside a password."""

import pytest
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.kernel.roles import Role
from app.people.actions import recovery
from app.people.actions.second import is_second
from app.people.models import RecoveryCode
from app.people.rules.recovery import as_kept
from app.seal import ring
from tests.browser import Browser
from tests.factories.persons import organisation, person


@pytest.mark.parametrize("typed", ["8032-myjq-dsyj-2x1p", "8032 myjq dsyj 2x1p", "8032MYJQDSYJ2X1P"])
def test_a_code_on_paper_with_six_digits_is_not_taken_for_an_apps(session: Session, typed: str) -> None:
    cal = person(session, "Cal", Role.CHAMPION, organisation(session))
    kept = ring().index(as_kept(typed), recovery.SORT)
    session.add(RecoveryCode(person_id=cal.id, code_hash=kept, made_at=running()))
    session.flush()

    assert is_second(session, cal, typed, running())
    assert not is_second(session, cal, typed, running())


def test_a_champions_code_typed_on_the_wrong_page_is_not_used_up(session: Session, browser: Browser) -> None:
    cal = person(session, "Cal", Role.CHAMPION, organisation(session))
    code = recovery.make_codes(session, cal, running())[0]
    session.commit()

    page = browser.post("/sign-in/recovery", {"code": code})

    assert page.status == 400
    assert is_second(session, cal, code, running())


def test_a_newcomers_code_lets_them_in_once(session: Session, browser: Browser) -> None:
    nia = person(session, "Nia", Role.NEWCOMER, organisation(session))
    code = recovery.make_codes(session, nia, running())[0]
    session.commit()

    assert browser.post("/sign-in/recovery", {"code": code}).location == "/account/contact"
    browser.sign_out()
    assert browser.post("/sign-in/recovery", {"code": code}).status == 400
