"""The words of each kind of message, discreet by default: whoever sees them over a shoulder learns nothing.

Words stand in `templates/messages/`: `<kind>.txt` for e-mail, whose first line is the subject, and `<kind>.text.txt`
for a text message, but for kinds of `ONLY_MAIL`. Kinds of `INSIDE` have `<kind>.inside.txt` for the inbox inside the
site, where words are plain, and may have `<kind>.plain.txt` and `<kind>.plain.text.txt` for whoever chose plain words.
They are put together when the message leaves, so that no database holds them. An organisation may have discreet words
of its own (`OwnWords`) in place of ours; plain words and those for the inbox are always ours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.post.rules import gsm

FOLDER = Path(__file__).parents[3] / "templates" / "messages"

MAIL, TEXT = ".txt", ".text.txt"

SENDER = "Messages"
"""Who an e-mail comes from, in words: a locked screen shows it."""

KINDS: dict[str, frozenset[str]] = {
    "sign_in_code": frozenset({"code", "link", "minutes"}),
    "contact_code": frozenset({"code", "minutes"}),
    "sign_in_new": frozenset({"link"}),
    "invitation": frozenset({"link", "days"}),
    "no_account": frozenset(),
    "contact_changed": frozenset({"link"}),
    "break_glass": frozenset({"link"}),
    "still_there": frozenset({"link", "days"}),
    "confirm_due": frozenset({"link", "name"}),
    "reach_check": frozenset({"link"}),
    "saved_reminder": frozenset({"link", "name", "when", "where"}),
    "saved_changed": frozenset({"link", "name", "said"}),
    "concern_now": frozenset({"link"}),
    "concern_new": frozenset({"link"}),
    "concern_waits": frozenset({"link", "ring"}),
    "concern_unread": frozenset({"link"}),
    "ask_received": frozenset({"link"}),
    "ask_new": frozenset({"link"}),
    "walk_reminder": frozenset({"link", "when", "where"}),
    "walk_news": frozenset({"link", "said"}),
    "walk_off": frozenset({"link", "said"}),
    "walk_along": frozenset({"link", "said"}),
    "walk_check": frozenset({"link", "said"}),
    "walk_ask": frozenset({"link", "said"}),
    "check_up": frozenset({"link", "said"}),
    "pocket_list": frozenset({"link"}),
    "digest_confirm": frozenset({"link", "days"}),
    "digest": frozenset({"reader", "since"}),
    "offer_made": frozenset({"link"}),
    "offer_over": frozenset({"link"}),
    "company_news": frozenset({"link", "said"}),
    "task_due": frozenset({"link", "said"}),
    "walk_over": frozenset({"link", "said"}),
    "champion_care": frozenset({"link", "said"}),
    "champion_own": frozenset({"link", "said"}),
}
"""Every kind of message, and the values that its words need."""

FOUND_LATE: Mapping[str, frozenset[str]] = {"digest": frozenset({"list"})}
"""Kinds whose words need other values than those that they are put with: found when they leave, so that nothing keeps
them."""

ONLY_MAIL = frozenset({"digest_confirm", "digest"})
"""Kinds for addresses without an account, which have no words for a text message."""

INSIDE = frozenset({
    "confirm_due", "reach_check", "saved_reminder", "saved_changed", "offer_made", "offer_over", "company_news",
    "task_due", "walk_over", "ask_received", "ask_new",
    "champion_care", "champion_own", "walk_reminder", "walk_news", "walk_off", "walk_along", "walk_check",
    "walk_ask", "check_up",
})  # fmt: skip
"""Kinds that are told inside the site too."""

DISCREET = frozenset({"code", "link", "minutes", "days", "ring"})
"""The values that discreet words may hold; any other, such as a name, stands in plain words only. `ring` is colleagues
to ring, first names with numbers: it goes to staff alone, and at night it must not want a way in first."""

PLACE = re.compile(r"\{([a-z]+)\}")
"""Where a value goes."""

NO_ROOM = "Something is waiting for you. Stop: {stop}"
"""For a text that would not fit with its stop link: the way to stop comes first."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Discreet words of one kind for one road. A text has no subject."""

    words: str
    subject: str = ""


def as_mail(
    kind: str, values: Mapping[str, str | int], *, stop: str = "", is_plain: bool = False, own: OwnWords | None = None
) -> tuple[str, str]:
    """Subject and body of an e-mail. Raises KeyError for a missing value."""
    said = _of(kind, MAIL, is_plain, own)
    end = f"\n\nTo stop these messages:\n{stop}\n" if stop else "\n"
    return filled(said.subject, values), filled(said.words, values) + end


def as_text(
    kind: str, values: Mapping[str, str | int], *, stop: str = "", is_plain: bool = False, own: OwnWords | None = None
) -> str:
    """The words of a text message; discreet ones where plain ones would not fit, ours where somebody's own would not.
    Raises KeyError for a missing value."""
    end = f" Stop: {stop}" if stop else ""
    words = filled(_of(kind, TEXT, is_plain, own).words, values) + end
    if gsm.fits(words):
        return words
    if is_plain:
        return as_text(kind, values, stop=stop, own=own)
    if own:
        return as_text(kind, values, stop=stop)
    return NO_ROOM.format(stop=stop) if stop else words


def as_note(kind: str, values: Mapping[str, str | int]) -> tuple[str, str]:
    """Title and words inside the site. Raises KeyError for a missing value."""
    title, _, words = _words(f"{kind}.inside.txt").partition("\n")
    return filled(title, values), filled(words.strip(), values)


def ours(kind: str, end: str) -> OwnWords:
    """Our own discreet words, with their places; `end` is `MAIL` or `TEXT`."""
    return _read(f"{kind}{end}", end)


def filled(words: str, values: Mapping[str, str | int]) -> str:
    """Words with their values in place; nothing else in them means anything. Raises KeyError for a missing value."""
    return PLACE.sub(lambda place: str(values[place[1]]), words)


def _of(kind: str, end: str, is_plain: bool, own: OwnWords | None) -> OwnWords:
    plain = f"{kind}.plain{end}"
    if is_plain and (FOLDER / plain).exists():
        return _read(plain, end)
    return own or ours(kind, end)


def _read(name: str, end: str) -> OwnWords:
    if end == TEXT:
        return OwnWords(_words(name).strip())
    subject, _, body = _words(name).partition("\n")
    return OwnWords(body.strip(), subject)


@cache
def _words(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
