"""Texts by a gateway: what a real HTTP server receives, and what becomes of a text whatever it answers."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote_plus

import pytest

from app.post.actions import texts
from app.post.actions.texts import text_way
from app.post.rules.letter import NotSent, Outgoing, Trouble
from app.post.rules.text_road import read_text_road
from app.post.rules.wording import OwnWords, as_text
from tests.post.letters import NUMBER, outgoing, values_of

KEY = "ours-11111111-2222-3333-4444-555555555555-66666666-7777-8888-9999-000000000000"
TEXT = outgoing(channel="text", to=NUMBER)
WORDS = as_text(TEXT.kind, TEXT.values)
SERVICES = ["notify", "twilio", "gateway"]
STOP = "https://messages.calder.example/stop/" + "a" * 24
ASKED = outgoing(kind="reach_check", channel="text", to=NUMBER, values=values_of("reach_check"), stop=STOP)


@dataclass
class Gateway:
    """Remembers what was posted. `status` and `body` are its answer; it hangs up instead where `hangs_up`, and is
    silent where `is_silent`."""

    port: int = 0
    status: int = 201
    body: str = "{}"
    hangs_up: bool = False
    is_silent: bool = False
    posts: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)

    def url(self, service: str) -> str:
        here = f"http://127.0.0.1:{self.port}"
        return {
            "notify": f"notify://template-1?key={KEY}&at={here}",
            "twilio": f"twilio://AC1:secret%2Fone@twilio?from=Messages&at={here}",
            "gateway": f"http://user:secret@127.0.0.1:{self.port}/send?to=number&text=message&from=Messages",
        }[service]

    def carry(self, service: str, letter: Outgoing = TEXT) -> None:
        text_way(read_text_road(self.url(service))).carry(letter)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    found = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found.posts.append((self.path, dict(self.headers), content))
            if found.is_silent:
                found.let_go.wait(5)
            if found.hangs_up or found.is_silent:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(found.status)
            if found.status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(found.body.encode())

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield found
    found.let_go.set()
    server.shutdown()
    server.server_close()
    thread.join()


def trouble(carry: Callable[[], None]) -> Trouble:
    with pytest.raises(NotSent) as told:
        carry()
    assert NUMBER not in str(told.value)
    assert "402913" not in str(told.value)
    return told.value.trouble


def test_notify_gets_the_whole_text_as_the_one_field_of_its_template(gateway: Gateway) -> None:
    gateway.carry("notify")

    path, headers, content = gateway.posts[0]
    assert path == "/v2/notifications/sms"
    assert headers["Authorization"].startswith("Bearer ")
    asked = {"phone_number": NUMBER, "template_id": "template-1", "personalisation": {"words": WORDS}}
    assert json.loads(content) == {**asked, "reference": TEXT.id}


def test_twilio_gets_a_form_from_the_sender_that_was_set(gateway: Gateway) -> None:
    gateway.carry("twilio")

    path, headers, content = gateway.posts[0]
    assert path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert headers["Authorization"].startswith("Basic ")
    assert parse_qs(content) == {"To": [NUMBER], "From": ["Messages"], "Body": [WORDS]}


def test_a_plain_gateway_gets_its_own_names_for_things(gateway: Gateway) -> None:
    gateway.carry("gateway")

    path, _headers, content = gateway.posts[0]
    assert path == "/send"
    assert parse_qs(content) == {
        "number": [NUMBER], "message": [WORDS], "from": ["Messages"], "reference": [TEXT.id],
    }  # fmt: skip


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    ("status", "becomes"),
    [
        (302, Trouble.UNKNOWN),
        (400, Trouble.REFUSED),
        (401, Trouble.UNREACHABLE),
        (403, Trouble.UNREACHABLE),
        (429, Trouble.LATER),
        (500, Trouble.UNKNOWN),
        (503, Trouble.LATER),
    ],
)
def test_what_a_gateway_answers_decides_whether_a_text_is_tried_again(
    gateway: Gateway, service: str, status: int, becomes: Trouble
) -> None:
    gateway.status = status

    assert trouble(lambda: gateway.carry(service)) is becomes
    assert len(gateway.posts) == 1


@pytest.mark.parametrize("service", SERVICES)
def test_sr_108_a_text_that_was_taken_and_not_acknowledged_is_of_unknown_fate(gateway: Gateway, service: str) -> None:
    gateway.hangs_up = True

    assert trouble(lambda: gateway.carry(service)) is Trouble.UNKNOWN
    assert len(gateway.posts) == 1


@pytest.mark.parametrize("service", SERVICES)
def test_sr_108_so_is_one_whose_answer_did_not_come_in_time(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    monkeypatch.setattr(texts, "PATIENCE", (1.0, 0.1))
    gateway.is_silent = True

    assert trouble(lambda: gateway.carry(service)) is Trouble.UNKNOWN


@pytest.mark.parametrize("service", SERVICES)
def test_sr_108_where_nobody_listens_it_is_tried_again(gateway: Gateway, service: str) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        gateway.port = found.getsockname()[1]

        assert trouble(lambda: gateway.carry(service)) is Trouble.UNREACHABLE


def test_words_that_were_added_to_the_template_are_told_and_not_repeated(
    gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    gateway.body = json.dumps({"content": {"body": f"Recovery service: {WORDS}"}})

    gateway.carry("notify")

    assert "must hold ((words)) alone" in caplog.text
    assert WORDS not in caplog.text


def test_a_template_with_nothing_of_its_own_is_not_told_of(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    gateway.body = json.dumps({"content": {"body": WORDS}})

    gateway.carry("notify")

    assert not caplog.text


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("smtp://host", "begins with notify://, twilio:// or https://"),
        ("notify://template?key=short", "not a whole one"),
        (f"notify://?key={KEY}", "notify://TEMPLATE"),
        (f"notify://template?key={KEY}&colour=red", "notify://TEMPLATE"),
        (f"notify://template?key={KEY}&at=http://elsewhere.example", "in the clear"),
        ("twilio://AC1@twilio?from=Messages", "twilio://SID"),
        ("twilio://AC1:secret@twilio", "twilio://SID"),
        ("http://user:secret@gateway.example/send", "in the clear"),
        ("https:///send", "names no host"),
    ],
)
def test_a_road_that_cannot_be_read_is_refused_without_repeating_it(url: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as refusal:
        read_text_road(url)

    assert "secret" not in str(refusal.value)
    assert KEY not in str(refusal.value)


def test_no_road_shows_its_secret() -> None:
    for url in (
        f"notify://t?key={KEY}",
        "twilio://AC1:hidden@twilio?from=M",
        "https://u:hidden@gateway.example/?k=hidden",
    ):
        assert "hidden" not in repr(read_text_road(url))
        assert KEY not in repr(read_text_road(url))


@pytest.mark.parametrize("service", SERVICES)
def test_sr_029_a_text_that_nobody_asked_for_carries_its_way_to_stop_and_chosen_words(
    service: str, gateway: Gateway
) -> None:
    gateway.carry(service, replace(ASKED, values={"link": "https://site.example/a"}, own=OwnWords("Look: {link}")))

    ((_path, _headers, content),) = gateway.posts
    plain = unquote_plus(content)
    assert f"Look: https://site.example/a Stop: {STOP}" in plain
