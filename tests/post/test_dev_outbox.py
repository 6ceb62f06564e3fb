"""The last messages, readable while the site is worked on, and nowhere else."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.post.actions import put
from app.post.actions.dev_box import KEPT, DevBox
from app.post.actions.push import Push, new_key
from app.post.actions.smtp import Smtp
from app.post.actions.texts import FormGateway
from app.post.actions.ways import NoWay
from app.post.jobs import ways
from app.post.rules.letter import NotSent, Trouble
from config import Settings, UnsafeSettings
from tests.browser import Browser
from tests.conftest import MakeApp, run_command
from tests.post.letters import ADDRESS, LINK, NUMBER, message, outgoing, posted, values_of

SERVED = {"env": "production", "base_url": "https://site.example"}


def test_the_last_messages_are_read_newest_first_by_their_recipients_eyes(
    app: Flask, browser: Browser, session: Session
) -> None:
    soon = running().replace(year=running().year + 1)
    put(session, message(ends_at=soon), running())
    put(session, message(key="b", channel="text", to=NUMBER, ends_at=soon), running())
    put(session, message(key="c", channel="none", ends_at=soon), running())
    session.commit()

    assert [(kept.channel, kept.to) for kept in posted(app)] == [("text", NUMBER), ("email", ADDRESS)]
    page = browser.get("/dev/outbox")
    assert page.text.index(NUMBER) < page.text.index(ADDRESS)
    assert "sign_in_code" in page.text
    assert "Your code is 402913" in page.text
    assert page.links()[LINK] == LINK
    assert page.headers["Cache-Control"] == "no-store"


def test_an_empty_box_has_a_page_too(browser: Browser) -> None:
    assert "Nothing yet." in browser.get("/dev/outbox").text


def test_what_a_message_says_is_shown_as_words(app: Flask, browser: Browser, tmp_path: Path) -> None:
    DevBox(tmp_path / "instance").carry(outgoing(values=values_of("sign_in_code") | {"code": "<b>4</b>"}))

    assert "Your code is <b>4</b>" in browser.get("/dev/outbox").text


def test_only_the_last_are_kept_and_only_for_the_owner_of_the_site(tmp_path: Path) -> None:
    box = DevBox(tmp_path / "not there yet")
    for number in range(KEPT + 5):
        box.carry(outgoing(id=str(number)))

    assert [kept.id for kept in box.kept()] == [str(number) for number in reversed(range(5, KEPT + 5))]
    assert oct(box.path.stat().st_mode & 0o777) == "0o600"


def test_two_processes_of_one_site_share_the_box(tmp_path: Path) -> None:
    DevBox(tmp_path).carry(outgoing(id="one"))
    DevBox(tmp_path).carry(outgoing(id="two"))

    assert [kept.id for kept in DevBox(tmp_path).kept()] == ["two", "one"]


def test_production_has_no_such_page_and_leaves_no_such_file(make_app: MakeApp, tmp_path: Path) -> None:
    box = DevBox(tmp_path / "instance")
    box.carry(outgoing())

    site = make_app(**SERVED)

    assert "post.outbox" not in site.view_functions
    assert site.test_client().get("/dev/outbox").status_code == 404
    assert not box.path.exists()


def test_production_without_a_road_lets_messages_wait_and_says_so_without_the_number() -> None:
    roads = ways(Settings(**SERVED))

    assert all(isinstance(road, NoWay) for road in roads.values())
    with pytest.raises(NotSent) as refusal:
        roads["text"].carry(outgoing(channel="text", to=NUMBER))
    assert refusal.value.trouble is Trouble.UNREACHABLE
    assert NUMBER not in str(refusal.value)


def test_a_mail_server_takes_mail_also_during_development() -> None:
    roads = ways(Settings(smtp_url="smtp://localhost?tls=none"))

    assert isinstance(roads["email"], Smtp)
    assert isinstance(roads["text"], DevBox)


def test_a_gateway_takes_texts_also_during_development() -> None:
    roads = ways(Settings(text_url="twilio://AC1:secret@twilio?from=Messages"))

    assert isinstance(roads["email"], DevBox)
    assert isinstance(roads["text"], FormGateway)


def test_a_gateway_that_cannot_be_read_stops_the_start(make_app: MakeApp) -> None:
    with pytest.raises(UnsafeSettings, match=r"ALONGSIDE_TEXT_URL cannot be used\. For Twilio") as refusal:
        make_app(text_url="twilio://AC1:secret@twilio")

    assert "secret" not in str(refusal.value)


def test_a_road_that_cannot_be_read_stops_the_start(make_app: MakeApp) -> None:
    with pytest.raises(UnsafeSettings, match=r"ALONGSIDE_SMTP_URL cannot be used\. It begins with smtp://") as refusal:
        make_app(smtp_url="https://user:secret@mail.example")

    assert "secret" not in str(refusal.value)


def test_phones_are_told_only_where_there_is_a_key() -> None:
    assert "push" not in ways(Settings())
    assert isinstance(ways(Settings(push_key=new_key()))["push"], Push)


def test_a_key_for_phones_that_cannot_be_read_stops_the_start(make_app: MakeApp) -> None:
    with pytest.raises(UnsafeSettings, match="ALONGSIDE_PUSH_KEY cannot be used") as refusal:
        make_app(push_key="nonsense")

    assert "nonsense" not in str(refusal.value)


def test_a_new_key_for_phones_is_printed_and_can_be_used(app: Flask) -> None:
    printed = run_command(app, "keys", "push").output.strip()

    assert Push(printed, "https://site.example").public_key != Push(new_key(), "https://site.example").public_key
