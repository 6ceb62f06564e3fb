"""What whoever runs the server types about people."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.people.models import Person
from tests.browser import Browser
from tests.conftest import MakeApp, run_command
from tests.people.entering import Cast, is_in


def test_sr_041_an_admin_whom_no_page_reaches_is_suspended_from_the_server_and_let_back(
    app: Flask, cast: Cast, session: Session
) -> None:
    browser = Browser(app).sign_in(cast["Tam"])

    done = run_command(app, "suspend", " TAM@example.org")
    assert (done.exit_code, is_in(browser), is_in(browser.sign_in(cast["Tam"]))) == (0, False, False)
    assert run_command(app, "suspend", "tam@example.org").output == "Error: They are suspended already.\n"
    assert run_command(app, "suspend", "--lift", "tam@example.org").exit_code == 0
    assert not is_in(browser)
    assert is_in(browser.sign_in(cast["Tam"]))

    told = session.scalars(select(AuditEvent).order_by(AuditEvent.seq))
    assert [(each.actor_id, each.subject_id, each.outcome) for each in told] == [
        ("", cast["Tam"].id, "suspended"), ("", cast["Tam"].id, "brought_back"),
    ]  # fmt: skip


def test_nobody_is_suspended_by_an_address_that_nobody_has(app: Flask, cast: Cast, session: Session) -> None:
    for typed in ("zoe@example.org", "Tam"):
        assert run_command(app, "suspend", typed).exit_code == 1

    assert not [each for each in session.scalars(select(Person)) if each.suspended_at]


def test_the_first_link_is_one_of_the_public_address_or_says_that_the_port_may_be_another(make_app: MakeApp) -> None:
    public = run_command(make_app(base_url="https://alongside.example"), "create-admin").output
    here = run_command(make_app(), "create-admin").output

    assert "https://alongside.example/join/" in public
    assert "port" not in public
    assert "another port" in here
