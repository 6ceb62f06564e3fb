"""Push messages: what a push service receives, opened with the phone's own keys; and what becomes of one."""

import base64
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.post.actions.push import CannotPush, Push, new_key
from app.post.rules.letter import NotSent, Trouble
from app.post.rules.push import WORDS, NoPushService, Phone, known_phone, read_phone
from tests.post.letters import outgoing

US = "https://site.example"


def url_safe(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class Service:
    """A push service with one phone; it remembers what came, and answers `status`."""

    status: int = 201
    port: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))
    came: list[tuple[Message, bytes]] = field(default_factory=list)

    @property
    def phone(self) -> Phone:
        return Phone(f"http://127.0.0.1:{self.port}/phone", url_safe(point(self.key)), url_safe(self.secret))


@pytest.fixture
def service() -> Iterator[Service]:
    found = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.came.append((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(found.status)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def pushed(service: Service, key: str) -> None:
    Push(key, US).carry(outgoing(channel="push", to=service.phone.as_text()))


def test_the_phone_opens_it_and_finds_nothing_said(service: Service) -> None:
    pushed(service, new_key())

    headers, locked = service.came[0]
    assert http_ece.decrypt(locked, private_key=service.key, auth_secret=service.secret) == WORDS.encode()
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Topic"] == "a" * 32
    assert headers["TTL"] == str(24 * 60 * 60)


def test_it_is_signed_with_our_key_anew_each_time(service: Service) -> None:
    key = new_key()
    road = Push(key, US)
    for _time in range(2):
        road.carry(outgoing(channel="push", to=service.phone.as_text()))

    for headers, _locked in service.came:
        said = dict(part.strip().split("=", 1) for part in headers["Authorization"].removeprefix("vapid ").split(","))
        ours = base64.urlsafe_b64decode(road.public_key + "==")
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), ours)
        claims = jwt.decode(said["t"], public, ["ES256"], audience=f"http://127.0.0.1:{service.port}")
        assert said["k"] == road.public_key
        assert claims["sub"] == US


@pytest.mark.parametrize(
    ("status", "becomes"),
    [
        (404, Trouble.GONE),
        (410, Trouble.GONE),
        (400, Trouble.REFUSED),
        (413, Trouble.REFUSED),
        (429, Trouble.LATER),
        (503, Trouble.LATER),
    ],
)
def test_sr_108_what_the_push_service_answers_decides(service: Service, status: int, becomes: Trouble) -> None:
    service.status = status

    assert trouble(lambda: pushed(service, new_key())) is becomes


def test_sr_108_where_nobody_listens_it_is_tried_again(service: Service) -> None:
    phone = Phone("http://127.0.0.1:1/phone", service.phone.p256dh, service.phone.auth)

    def push() -> None:
        Push(new_key(), US).carry(outgoing(channel="push", to=phone.as_text()))

    assert trouble(push) is Trouble.UNREACHABLE


@pytest.mark.parametrize("to", ["", "{}", "[]", Phone("https://x", "not a point", "x").as_text()])
def test_what_is_no_phone_is_given_up(to: str) -> None:
    assert trouble(lambda: Push(new_key(), US).carry(outgoing(channel="push", to=to))) is Trouble.REFUSED


def trouble(carry: Callable[[], None]) -> Trouble:
    with pytest.raises(NotSent) as told:
        carry()
    assert "phone/" not in str(told.value)
    return told.value.trouble


@pytest.mark.parametrize("key", ["", "nonsense", "AAAA"])
def test_a_key_that_cannot_be_read_is_refused(key: str) -> None:
    with pytest.raises(CannotPush):
        Push(key, US)


POINT = "BNNL5ZaTfK81qhXOx23-wewhigUeFb632jN6LvRWCFH1ubQr77FE_9qV1FuojuRmHP42zmf34rXgW80OvUVDgTk"
KEYS = {"p256dh": POINT, "auth": "zqbxT6JKstKSY9JKibZLSQ"}


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/QGabc",
        "https://db5p.notify.windows.com/w/?token=abc",
    ],
)
def test_a_subscription_at_a_known_service_is_kept_as_it_is(endpoint: str) -> None:
    phone = known_phone(endpoint, KEYS)

    assert read_phone(phone.as_text()) == phone
    assert endpoint not in repr(phone)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com.example/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://fcm.googleapis.com:8080/x",
        "https://notfcm-googleapis.com/x",
        "https://fcm.googleapis.com/\r\nx",
        "https://fcm.googleapis.com/" + "x" * 1000,
        "",
    ],
)
def test_sr_063_nobody_makes_us_call_another_machine(endpoint: str) -> None:
    with pytest.raises(NoPushService):
        known_phone(endpoint, KEYS)


@pytest.mark.parametrize("keys", [{}, {"p256dh": "a b", "auth": "x"}, {"p256dh": "x", "auth": ""}])
def test_a_subscription_without_its_keys_is_none(keys: dict[str, str]) -> None:
    with pytest.raises(NoPushService):
        known_phone("https://web.push.apple.com/x", keys)
