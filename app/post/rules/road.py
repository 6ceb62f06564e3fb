"""The road to the mail server, as `ALONGSIDE_SMTP_URL` writes it.

smtp://user:password@mail.example.org:587          with STARTTLS, which the server must offer
smtps://user:password@mail.example.org             with TLS from the first byte, port 465
smtp://localhost:25?tls=none                       in the clear: only for a server on the same machine
smtps://…?from=hello@example.org                   with another sender than no-reply@ and the site's own host
"""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from app.kernel.contact import tidy_email

HERE = "localhost"


class Tls(StrEnum):
    """When the road is encrypted: from the first byte, by STARTTLS, or not at all."""

    WHOLE = "whole"
    START = "start"
    NONE = "none"


PORTS = {Tls.WHOLE: 465, Tls.START: 587, Tls.NONE: 25}
SCHEMES = {"smtp": (Tls.START, Tls.NONE), "smtps": (Tls.WHOLE,)}


@dataclass(frozen=True, slots=True)
class Road:
    """How to reach the mail server, and the address that mail comes from."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


def read_road(url: str, base_url: str) -> Road:
    """The road that a setting describes, for a site at `base_url`. Raises ValueError with a sentence that does not
    repeat the setting, since it may hold a password."""
    parts = urlsplit(url)
    choices = {name: found[-1] for name, found in parse_qs(parts.query).items()}
    tls = _tls(parts, choices.pop("tls", ""))
    sender = choices.pop("from", f"no-reply@{own_host(base_url)}")
    if choices or parts.path not in ("", "/"):
        raise ValueError("It may end in ?tls= and from=, and in nothing else.")
    if "from=" in parts.query and tidy_email(sender) != sender:
        raise ValueError("Its from is no e-mail address in small letters.")
    if not parts.hostname:
        raise ValueError("It names no host.")
    if parts.password and tls is Tls.NONE and parts.hostname != HERE:
        raise ValueError("It would send a password in the clear: leave tls=none away.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Road(parts.hostname, _port(parts) or PORTS[tls], tls, sender, user, password)


def own_host(base_url: str) -> str:
    """The host name of this site."""
    return urlsplit(base_url).hostname or HERE


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ValueError("Its port is no number. In a password, write / as %2F and @ as %40.") from None


def _tls(parts: SplitResult, chosen: str) -> Tls:
    ways = SCHEMES.get(parts.scheme)
    if ways is None:
        raise ValueError("It begins with smtp:// or smtps://.")
    found = [way for way in ways if way == (chosen or ways[0])]
    if not found:
        raise ValueError("Its tls is start or none, and only with smtp://.")
    return found[0]
