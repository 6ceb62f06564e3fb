"""What somebody said of how they may be reached, and what follows for one message at the moment when it would leave."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.notices.rules.hours import USUAL, Hours, next_allowed
from app.post.rules import Channel
from app.post.rules.leaving import Answer, Drop, Leave, Wait
from app.post.rules.letter import Trouble

HOLDS = timedelta(days=90)
"""After that we ask once whether it is still right. What was said goes on protecting, whatever comes back."""

URGENT = frozenset({
    "sign_in_code", "contact_code", "sign_in_new", "invitation", "no_account", "contact_changed", "break_glass",
    "digest_confirm", "concern_now", "concern_waits", "concern_unread", "walk_check",
    "pocket_list",
})  # fmt: skip
"""Kinds that somebody asked for this minute, that tell of a danger to an account or to somebody's life, or that ask
whether somebody who is out with a newcomer is safe."""

OF_DUTY = frozenset({"concern_new"})
"""Kinds that are a duty of whoever gets them, for as long as they hold it: nothing that they stopped holds them back,
they keep to the hours."""

TO_THE_OLD_ADDRESS = "contact_changed"
ALL_KINDS = ""


class Wish(StrEnum):
    """The road that somebody wishes for. PUSH: a phone of theirs says that there is something to read. INSIDE: nothing
    leaves the site, they look by themselves."""

    EMAIL = "email"
    TEXT = "text"
    PUSH = "push"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody's own word on how to reach them. `wish` is None where they never said; `stopped` are kinds that they
    stopped, "" for all of them."""

    wish: Wish | None = None
    hours: Hours = field(default_factory=lambda: USUAL)
    do_not_contact: bool = False
    watched: bool = False
    plain_words: bool = False
    settled_at: datetime | None = None
    stopped: frozenset[str] = frozenset()

    @property
    def is_flagged(self) -> bool:
        """Would a message to an old address put them in danger?"""
        return self.do_not_contact or self.watched

    def is_old(self, now: datetime) -> bool:
        """Is it so long ago that they said it that we ask?"""
        return self.settled_at is not None and now - self.settled_at >= HOLDS

    def wants_plain(self, now: datetime) -> bool:
        """May words be plain? Only by their own choice, while it is fresh, and where nobody else looks."""
        return self.plain_words and not self.watched and not self.is_old(now)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where somebody can be reached; "" for a road that they have not. `push` is the one phone that is told."""

    person_id: str
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    push: str = field(default="", repr=False)


def answer(kind: str, asked: str, reach: Reach, contacts: Contacts, now: datetime) -> Answer:
    """What is to be done with a message that would leave now. `asked` is the road that whoever put it asked for."""
    if asked == Channel.INBOX:
        return Leave(Channel.INBOX, contacts.person_id)
    if kind == TO_THE_OLD_ADDRESS:
        return Drop(Trouble.NOT_WANTED) if reach.is_flagged else Leave(asked)
    if kind in URGENT:
        return _by(asked, reach, replace(contacts, push=""), now)
    if kind in OF_DUTY:
        return _in_good_time(asked, _dutiful(reach, contacts, now), contacts, now)
    if reach.do_not_contact or {kind, ALL_KINDS} & reach.stopped:
        return Drop(Trouble.NOT_WANTED)
    if reach.wish is Wish.INSIDE:
        return Drop(Trouble.INSIDE)
    return _in_good_time(asked, reach, contacts, now)


def _dutiful(reach: Reach, contacts: Contacts, now: datetime) -> Reach:
    """As they said, but for what would keep a duty from them: no hours at all, or to look by themselves."""
    is_inside = reach.wish is Wish.INSIDE or (reach.wish is Wish.PUSH and not contacts.push)
    hours = reach.hours if next_allowed(reach.hours, now) else USUAL
    return replace(reach, wish=None if is_inside else reach.wish, hours=hours)


def _in_good_time(asked: str, reach: Reach, contacts: Contacts, now: datetime) -> Answer:
    """Within their hours. Who chose their phone and has none any more finds it inside the site where no other road is
    sure to be theirs alone."""
    allowed = next_allowed(reach.hours, now)
    if allowed is None:
        return Drop(Trouble.NOT_WANTED)
    if allowed > now:
        return Wait(allowed)
    if reach.wish is Wish.PUSH and not contacts.push and (reach.watched or not (contacts.email or contacts.phone)):
        return Drop(Trouble.INSIDE)
    return _by(asked, reach, contacts, now)


def _by(asked: str, reach: Reach, contacts: Contacts, now: datetime) -> Answer:
    """By the road that they wish for and by no other; where they never said, or no phone of theirs can be told any
    more, by what they have."""
    addresses = {Channel.EMAIL: contacts.email, Channel.TEXT: contacts.phone}
    if reach.wish is Wish.PUSH and contacts.push:
        return Leave(Channel.PUSH, contacts.push)
    road = Channel(reach.wish) if reach.wish in (Wish.EMAIL, Wish.TEXT) else None
    if road is None:
        found = [channel for channel in (Channel(asked), *addresses) if addresses.get(channel)]
        road = found[0] if found else Channel.EMAIL
    if not addresses[road]:
        return Drop(Trouble.NO_ROAD)
    return Leave(road, addresses[road], reach.wants_plain(now))
