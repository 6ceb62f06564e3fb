"""Limits hold across workers and restarts, and what a request says of where it comes from changes nothing (SR-036)."""

import threading
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import Client

from app import db
from app.web.limits import count, source
from app.web.models import Attempt
from tests.browser import Browser
from tests.conftest import MakeApp
from tests.moving import Moving

HERE = "203.0.113.77"
SPOOFS = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP")


def ask(app: Flask, contact: str, sender: str = HERE, **headers: str) -> int:
    client = app.test_client(use_cookies=False)
    answer = client.post("/sign-in", data={"contact": contact}, headers=headers, environ_base={"REMOTE_ADDR": sender})
    return answer.status_code


def test_sr_036_two_workers_and_a_restart_count_as_one(make_app: MakeApp) -> None:
    one, other = make_app(), make_app()
    answers = [ask((one, other)[turn % 2], "nia@example.org") for turn in range(4)]
    again = make_app()
    answers += [ask(again, "nia@example.org") for _turn in range(3)]

    assert answers == [200] * 5 + [429] * 2


def test_sr_036_of_many_at_once_exactly_so_many_get_through(app: Flask, database: Engine) -> None:
    let_through: list[bool] = []
    together = threading.Barrier(6)

    def knock() -> None:
        with app.test_request_context(), Session(db.writing(database)) as session:
            together.wait()
            for _number in range(5):
                let_through.append(count(session, "knock", 3600, "whoever") <= 10)
                session.commit()

    threads = [threading.Thread(target=knock) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(let_through) == {True: 10, False: 20}


def test_sr_036_what_a_request_says_of_its_sender_does_not_start_a_new_count(app: Flask) -> None:
    answers = [
        ask(app, f"person{number}@example.org", **{SPOOFS[number % len(SPOOFS)]: f"198.51.100.{number}"})
        for number in range(32)
    ]

    assert answers == [200] * 30 + [429] * 2


def test_sr_036_behind_the_front_server_its_last_word_counts_and_nothing_before_it(app: Flask) -> None:
    client = Client(ProxyFix(app, x_for=1, x_proto=1), use_cookies=False)
    answers = [
        client.post(
            "/sign-in",
            data={"contact": f"person{number}@example.org"},
            headers={"X-Forwarded-For": f"198.51.100.{number}, {HERE}"},
        ).status_code
        for number in range(32)
    ]

    assert answers == [200] * 30 + [429] * 2


def test_sr_036_a_network_of_ipv6_is_one_sender(app: Flask) -> None:
    answers = [ask(app, f"person{number}@example.org", f"2001:db8:0:1::{number:x}") for number in range(32)]

    assert answers == [200] * 30 + [429] * 2
    assert ask(app, "nia@example.org", "2001:db8:0:2::1") == 200


@pytest.mark.parametrize(
    ("address", "counted"),
    [("203.0.113.9", "203.0.113.9"), ("::ffff:203.0.113.9", "203.0.113.9"), ("", ""), ("unix:", ""),
     ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")],
)  # fmt: skip
def test_a_sender_is_an_address_or_a_network(app: Flask, address: str, counted: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert source() == counted


def test_sr_036_no_address_and_no_contact_is_kept(browser: Browser, session: Session) -> None:
    browser.post("/sign-in", {"contact": "nia@example.org"}, environ_base={"REMOTE_ADDR": HERE})
    browser.post("/sign-in/password", {"email": "nia@example.org", "password": "x", "code": "1"},
                 environ_base={"REMOTE_ADDR": HERE})  # fmt: skip

    keys = session.scalars(select(Attempt.key)).all()
    assert len(keys) == 4
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)


def test_sr_036_the_same_sender_has_other_keys_at_another_installation(make_app: MakeApp, session: Session) -> None:
    ask(make_app(), "nia@example.org")
    ask(make_app(secret_key="o" * 40), "nia@example.org")

    assert len(session.scalars(select(Attempt.key)).all()) == 4


def test_sr_037_nobody_is_locked_out_for_good(app: Flask, clock: Moving) -> None:
    for _turn in range(9):
        ask(app, "nia@example.org")
    clock.move(minutes=15)

    assert ask(app, "nia@example.org", "198.51.100.1") == 200


@pytest.mark.parametrize("path", ["/sign-in/code", "/sign-in/link/x", "/join", "/join/x", "/sign-in/passkey/options"])
def test_sr_036_every_way_in_is_limited(browser: Browser, path: str) -> None:
    statuses = [browser.post(path, {"code": "x", "ref": "x"}).status for _turn in range(62)]

    assert statuses[-1] == 429
    assert 429 not in statuses[:60]
