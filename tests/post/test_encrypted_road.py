"""The road to the mail server is encrypted, and only towards a server that can show who it is."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.kernel.clock import running
from app.post.actions.smtp import Smtp
from app.post.rules.letter import NotSent, Trouble
from app.post.rules.road import read_road
from tests.post.conftest import MailServer, free_port
from tests.post.letters import outgoing

USER, PASSWORD = "site", "s3cret"


@dataclass
class Encrypted:
    """A mail server that wants STARTTLS or TLS from the first byte, a name and a password."""

    server: MailServer
    certificate: Path
    scheme: str

    def road(self, password: str = PASSWORD) -> Smtp:
        url = f"{self.scheme}://{USER}:{password}@localhost:{self.server.port}"
        return Smtp(read_road(url, "https://site.example"))


def certificate(folder: Path) -> Path:
    """A key and a certificate for localhost, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(running() - timedelta(days=1)).not_valid_after(running() + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path = folder / "localhost.pem"
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
        + builder.sign(key, hashes.SHA256()).public_bytes(pem)
    )
    return path


def signs_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    is_right = given == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=is_right)


@pytest.fixture(params=["smtp", "smtps"])
def encrypted(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Encrypted]:
    path = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server = MailServer(port=free_port())
    starts_plain = request.param == "smtp"
    tls = {"tls_context" if starts_plain else "ssl_context": context}
    wants = {"auth_required": starts_plain, "auth_require_tls": starts_plain, "authenticator": signs_in}
    controller = Controller(server, "localhost", server.port, **tls, **wants)
    try:
        controller.start()
    except ssl.SSLError:
        """The server looks once whether it answers, and does not trust itself either."""
    yield Encrypted(server, path, request.param)
    controller.stop()


def test_a_message_takes_the_encrypted_road(encrypted: Encrypted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.certificate))

    encrypted.road().carry(outgoing())

    assert len(encrypted.server.mails) == 1


def test_a_server_that_nobody_vouches_for_gets_nothing(encrypted: Encrypted) -> None:
    with pytest.raises(NotSent, match="SSLCertVerificationError") as refusal:
        encrypted.road().carry(outgoing())

    assert refusal.value.trouble is Trouble.UNREACHABLE
    assert encrypted.server.mails == []


def test_a_wrong_password_is_told_without_it(encrypted: Encrypted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.certificate))

    with pytest.raises(NotSent, match="SMTPAuthenticationError 535") as refusal:
        encrypted.road("wr0ng").carry(outgoing())

    assert "wr0ng" not in str(refusal.value)
    assert encrypted.server.mails == []
