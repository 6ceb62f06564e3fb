"""The road that text messages take, as `ALONGSIDE_TEXT_URL` writes it.

notify://TEMPLATE?key=KEY                          GOV.UK Notify, for public bodies; its template is ((words)) alone
twilio://SID:TOKEN@twilio?from=Messages            Twilio
https://user:password@gateway.example.org/send     any gateway that takes a form by POST, with the fields to and text
    ?to=number&text=message&from=Messages          their names where they are called otherwise; all else goes along
notify://…&at=https://… · twilio://…&at=https://…  the same service at another address
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit, urlunsplit

from app.post.rules.road import HERE

SHORTEST_NOTIFY_KEY = 73
"""Two ids of 36 characters with a line between them; a name may stand before them."""


class Service(StrEnum):
    """Whose protocol a gateway speaks."""

    NOTIFY = "notify"
    TWILIO = "twilio"
    GATEWAY = "gateway"


HOMES = {Service.NOTIFY: "https://api.notifications.service.gov.uk", Service.TWILIO: "https://api.twilio.com"}


@dataclass(frozen=True, slots=True)
class TextRoad:
    """How to reach what sends texts. `fields` go along with every message of a plain gateway, and `named` says what its
    fields `to` and `text` are called; `template` is Notify's."""

    service: Service
    url: str
    user: str = ""
    secret: str = field(default="", repr=False)
    template: str = ""
    sender: str = ""
    named: tuple[str, str] = ("to", "text")
    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def read_text_road(url: str) -> TextRoad:
    """The road that a setting describes. Raises ValueError with a sentence that does not repeat the setting, since it
    holds a secret."""
    parts = urlsplit(url)
    choices = {name: found[-1] for name, found in parse_qs(parts.query).items()}
    reader = READERS.get(parts.scheme)
    if reader is None:
        raise ValueError("It begins with notify://, twilio:// or https://.")
    road = reader(parts, choices)
    address = urlsplit(road.url)
    if not address.hostname:
        raise ValueError("It names no host.")
    if address.scheme != "https" and address.hostname not in (HERE, "127.0.0.1"):
        raise ValueError("It would send who is written to in the clear: use https.")
    return road


def _notify(parts: SplitResult, choices: dict[str, str]) -> TextRoad:
    key, at = choices.pop("key", ""), choices.pop("at", HOMES[Service.NOTIFY])
    if len(key) < SHORTEST_NOTIFY_KEY:
        raise ValueError("Its key is not a whole one of GOV.UK Notify.")
    if not parts.netloc or choices:
        raise ValueError("For Notify it is notify://TEMPLATE?key=KEY.")
    return TextRoad(Service.NOTIFY, at, secret=key, template=parts.netloc)


def _twilio(parts: SplitResult, choices: dict[str, str]) -> TextRoad:
    sender, at = choices.pop("from", ""), choices.pop("at", HOMES[Service.TWILIO])
    if not (parts.username and parts.password and sender) or choices:
        raise ValueError("For Twilio it is twilio://SID:TOKEN@twilio?from=SENDER.")
    url = f"{at}/2010-04-01/Accounts/{parts.username}/Messages.json"
    return TextRoad(Service.TWILIO, url, parts.username, unquote(parts.password), sender=sender)


def _gateway(parts: SplitResult, choices: dict[str, str]) -> TextRoad:
    named = choices.pop("to", "to"), choices.pop("text", "text")
    host = parts.hostname or ""
    place = f"{host}:{parts.port}" if parts.port else host
    url = urlunsplit((parts.scheme, place, parts.path, "", ""))
    user, secret = unquote(parts.username or ""), unquote(parts.password or "")
    return TextRoad(Service.GATEWAY, url, user, secret, named=named, fields=tuple(choices.items()))


READERS: Mapping[str, Callable[[SplitResult, dict[str, str]], TextRoad]] = {
    "notify": _notify,
    "twilio": _twilio,
    "https": _gateway,
    "http": _gateway,
}
