"""Known or unknown, the answer is the same: status, body, headers, length, and every statement to the database
(SR-034, SR-035). How long each takes is measured by `python -m bench.enumeration`."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.kernel.clock import running
from app.kernel.roles import Role
from app.people.actions.invitations import make
from app.people.actions.passwords import set_password
from app.people.models import Person
from tests.browser import Browser
from tests.people.entering import Cast, ask, letters, statements

pytestmark = pytest.mark.usefixtures("cast")

KNOWN, UNKNOWN, WARM = "nia@example.org", "zoe@example.org", "amy@example.org"
VARIES = re.compile(
    r"\b[0-9]{6}\b|[0-9a-f]{32}|[0-9a-hjkmnp-tv-z]{16}|([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}"
)
Ask = Callable[[str], TestResponse]


def told(answer: TestResponse, contact: str) -> tuple[int, str, list[str]]:
    """All that an answer tells, with the contact that was typed and random names left out."""
    text = answer.get_data(as_text=True).replace(contact, "…")
    headers = [VARIES.sub("", f"{name}: {value}") for name, value in answer.headers.items()]
    return answer.status_code, VARIES.sub("", text), headers


def check_same(app: Flask, asking: Ask, known: str = KNOWN, unknown: str = UNKNOWN) -> None:
    """Ask for both; whatever tells them apart fails the test."""
    asking(WARM)
    answers: dict[str, TestResponse] = {}

    def note(contact: str) -> list[str]:
        return statements(app, lambda: answers.update({contact: asking(contact)}))

    assert note(known) == note(unknown)
    assert told(answers[known], known) == told(answers[unknown], unknown)


def posting(app: Flask, path: str, field: str, **form: str) -> Ask:
    client = app.test_client(use_cookies=False)
    return lambda contact: client.post(path, data=form | {field: contact})


def posting_as(browser: Browser, path: str, field: str, **form: str) -> Ask:
    return lambda contact: browser.post(path, form | {field: contact}).answer


@pytest.mark.parametrize("known", ["nia@example.org", "cal@example.org", "tam@example.org"])
def test_sr_034_asking_for_a_code_tells_nothing(app: Flask, known: str) -> None:
    check_same(app, posting(app, "/sign-in", "contact"), known)


def test_sr_034_a_wrong_code_tells_nothing(app: Flask) -> None:
    refs = {contact: ask(Browser(app), contact)[0] for contact in (KNOWN, UNKNOWN, WARM)}
    sent = posting(app, "/sign-in/code", "ref", code="000000")

    check_same(app, lambda contact: sent(refs[contact]), KNOWN, UNKNOWN)


@pytest.mark.parametrize("known", ["nia@example.org", "cal@example.org"])
def test_sr_034_a_wrong_password_tells_nothing(app: Flask, session: Session, known: str, cast: Cast) -> None:
    set_password(session, session.get_one(Person, cast["Cal"].id), "grey otter under nine bridges")
    session.commit()

    check_same(app, posting(app, "/sign-in/password", "email", password="some other words", code="123456"), known)


def test_sr_034_too_many_tries_tell_nothing(app: Flask) -> None:
    for path, field in (("/sign-in", "contact"), ("/sign-in/password", "email")):
        asking = posting(app, path, field, password="some other words", code="123456")
        for _turn in range(5):
            asking(KNOWN), asking(UNKNOWN)
        assert asking(KNOWN).status_code == 429
        check_same(app, asking)


def test_sr_034_inviting_tells_nothing(app: Flask, cast: Cast) -> None:
    cora = Browser(app).sign_in(cast["Cora"])

    check_same(app, posting_as(cora, "/organisations/calder/invite", "email", role="champion", listing="", name="Zoe"))


def test_sr_034_taking_an_invitation_up_tells_nothing(app: Flask, cast: Cast, session: Session) -> None:
    made = make(session, Role.NEWCOMER, cast["Cora"].holdings[0].organisation_id, running(), made_by=cast["Cora"].id)
    session.commit()

    check_same(app, posting(app, f"/join/{made.token}", "contact", name="Zoe"))


def test_sr_034_naming_a_new_address_tells_nothing(app: Flask, cast: Cast) -> None:
    gus = Browser(app).sign_in(cast["Gus"])

    check_same(app, posting_as(gus, "/account/contact", "contact"))


def test_sr_034_somebody_elses_address_cannot_be_told_from_a_wrong_code(app: Flask, cast: Cast) -> None:
    gus = Browser(app).sign_in(cast["Gus"])
    answers = []
    for contact in (KNOWN, UNKNOWN):
        page = gus.post("/account/contact", {"contact": contact})
        ref = page.all("input", name="ref")[0].get("value")
        code = letters(app)[-1].values["code"] if contact == KNOWN else "000000"
        answers.append(gus.post("/account/contact/code", {"ref": ref, "contact": contact, "code": code}).answer)

    assert told(answers[0], KNOWN) == told(answers[1], UNKNOWN)


def test_sr_035_an_unknown_address_leaves_the_same_row_and_gets_nothing(app: Flask) -> None:
    for contact in (KNOWN, UNKNOWN, "cal@example.org"):
        ask(Browser(app), contact)

    assert [(each.kind, each.channel) for each in letters(app)] == [
        ("sign_in_code", "email"), ("sign_in_code", "none"), ("sign_in_code", "none"),
    ]  # fmt: skip


def test_sr_035_asking_for_unknown_addresses_is_limited(app: Flask) -> None:
    asking = posting(app, "/sign-in", "contact")

    assert [asking(UNKNOWN).status_code for _turn in range(7)] == [200] * 5 + [429] * 2
    assert [asking(f"zoe{turn}@example.org").status_code for turn in range(26)][-2:] == [429] * 2
