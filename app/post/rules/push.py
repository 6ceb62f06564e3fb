"""Push messages: to whom, and what a phone is told. Nothing is in them: the phone says that there is something to read,
and the words wait inside the site."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from app.kernel.errors import Refused

WORDS = "update"
"""All that is ever sent; the phone puts its own neutral sentence in its place."""

SERVICES = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    "notify.windows.com",
)
"""Who carries push messages for the browsers there are; a host below one of them is theirs too."""

LONGEST = 1000
URL_SAFE = re.compile(r"[A-Za-z0-9_-]{1,200}={0,2}")


class NoPushService(Refused):
    """What a browser gave us is no subscription at a push service that we know."""


@dataclass(frozen=True, slots=True)
class Phone:
    """One browser that asked to be told (W3C Push API, PushSubscription): where, and the keys to lock it with."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)

    def as_text(self) -> str:
        """As one line, for a letter's recipient."""
        return json.dumps({"endpoint": self.endpoint, "p256dh": self.p256dh, "auth": self.auth})


def read_phone(said: str) -> Phone:
    """What `as_text` wrote. Raises `NoPushService`."""
    try:
        found = json.loads(said)
        return Phone(found["endpoint"], found["p256dh"], found["auth"])
    except (ValueError, KeyError, TypeError):
        raise NoPushService("This is no subscription of a browser.") from None


def known_phone(endpoint: str, keys: Mapping[str, str]) -> Phone:
    """A subscription as a browser gives it. Only known services are ever called, so that nobody makes this site call
    a machine of their choice. Raises `NoPushService`."""
    parts = urlsplit(endpoint[:LONGEST])
    host = parts.hostname or ""
    is_known = any(host == service or host.endswith(f".{service}") for service in SERVICES)
    is_plain = parts.scheme == "https" and parts.netloc == host and len(endpoint) <= LONGEST and endpoint.isprintable()
    p256dh, auth = keys.get("p256dh", ""), keys.get("auth", "")
    if not (is_known and is_plain and URL_SAFE.fullmatch(p256dh) and URL_SAFE.fullmatch(auth)):
        raise NoPushService("This browser's messages go by a service that we do not know.")
    return Phone(endpoint, p256dh, auth)
