"""How long somebody stays signed in, and how a browser is called in plain words (security decisions 3.3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.kernel.roles import STAFF, Role
from app.kernel.speech import _

SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last visit is kept."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session may rest, and how long it may last at all."""

    idle: timedelta
    absolute: timedelta


FOR_STAFF = Limits(timedelta(minutes=15), timedelta(hours=8))
FOR_OTHERS = Limits(timedelta(minutes=30), timedelta(hours=12))
OWN_PHONE = Limits(timedelta(days=30), timedelta(days=30))
"""By a newcomer's own choice, on a phone that nobody else holds."""


def limits(roles: Collection[Role], *, own_phone: bool) -> Limits:
    """The strictest of what the roles ask for."""
    if STAFF.intersection(roles):
        return FOR_STAFF
    if own_phone and set(roles) == {Role.NEWCOMER}:
        return OWN_PHONE
    return FOR_OTHERS


def is_over(seen_at: datetime, ends_at: datetime, present: datetime, idle: timedelta) -> bool:
    """Has it rested too long, or lasted too long? The last visit is known only to five minutes, in the person's
    favour."""
    return present >= ends_at or present - seen_at >= idle + SEEN_EVERY


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("SamsungBrowser", "Samsung Internet"),
            ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


def label(user_agent: str) -> str:
    """A coarse name for a browser, without version or model: "Chrome on Android"."""
    browser = _first(BROWSERS, user_agent) or _("A browser")
    system = _first(SYSTEMS, user_agent)
    return _("{browser} on {system}", browser=browser, system=system) if system else browser


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in names if mark in text), "")
