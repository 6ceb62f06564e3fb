"""A message before it leaves: about what, of which kind, by which road, to whom; and what none may hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.kernel.contact import tidy_email
from app.kernel.errors import Refused
from app.post.rules import gsm
from app.post.rules.wording import KINDS, ONLY_MAIL, as_text

NUMBER = re.compile(r"\+[1-9][0-9]{7,14}")
"""A telephone number with its country, as ITU-T E.164 has it."""

WEB = re.compile(r"https?://\S+")
NO_LINK = "https://none"
PATH = re.compile(r"/[a-z0-9/_-]*")
"""A path of ours, which the address of this site is put before when a message for a person leaves."""

LONG_SITE = "https://messages.example-council.gov.uk"
"""As long as the address of a site may well be: a text has to fit with it."""
NO_VALUES: frozenset[str] = frozenset()


class Channel(StrEnum):
    """The road by which a message leaves. PUSH ends on a phone of its person, and only says that there is something to
    read. INBOX ends inside the site. WISHED is the one that its person wished for, found when it leaves. What goes by
    NONE reaches nobody: it is put into the box all the same, so that an address we know and one that we do not know
    cost the same."""

    EMAIL = "email"
    TEXT = "text"
    PUSH = "push"
    INBOX = "inbox"
    WISHED = "wished"
    NONE = "none"


BY_MAIL = frozenset({Channel.EMAIL, Channel.NONE})


class CannotSend(Refused):
    """A message that must not go into the box; the sentence says what is wrong and never whom it was for."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one recipient.

    `key` names what it is about, as `kind:subject:cycle:person:channel`, and holds no contact; the same key is never
    said twice. `kind` is one of `KINDS`, `channel` one of `Channel`. `to` is one e-mail address, or one telephone
    number like +447700900123. `values` fill the words of the kind. After `ends_at` (of the running clock) it is not
    worth sending.

    One for somebody with an account names them by `person_id`: whether, when and where it goes is asked when it leaves.
    It has no `to`, or the one that it goes to if it may. With a `due_at` it waits until then, and both moments are of
    people's time.
    """

    key: str
    kind: str
    channel: str
    to: str = field(repr=False)
    values: Mapping[str, str | int] = field(repr=False)
    ends_at: datetime
    person_id: str | None = None
    due_at: datetime | None = None


def check_message(message: Message) -> None:
    """Raise `CannotSend` when a message has no words, not its values, no single recipient, or would not fit."""
    needs = KINDS.get(message.kind, NO_VALUES)
    link = str(message.values.get("link", NO_LINK))
    for is_wrong, sentence in (
        (message.kind not in KINDS, f"There are no words for a message of kind “{message.kind}”."),
        (message.channel not in set(Channel), f"There is no road called “{message.channel}”."),
        (message.kind in ONLY_MAIL and message.channel not in BY_MAIL, "This kind of message goes by e-mail alone."),
        (
            message.channel == Channel.PUSH and "code" in needs,
            "A code does not go to a phone that may be in other hands.",
        ),
        (message.values.keys() != needs, "The message does not have the values that its words need."),
        (not all(map(_is_one_line, message.values.values())), "What goes into a message is written on one line."),
        (not _is_link(link, message.person_id), "The link of a message is no web address."),
        (not message.key or not _is_one_line(message.key), "A message needs a key on one line."),
        (bool(message.to) and message.to in message.key, "The key of a message holds no contact."),
        (not _is_one_recipient(message), "That is not an address that we can write to."),
    ):
        if is_wrong:
            raise CannotSend(sentence)
    if message.channel in (Channel.TEXT, Channel.WISHED) and not gsm.fits(
        as_text(message.kind, with_site(message.values, LONG_SITE))
    ):
        raise CannotSend("The message does not fit into one text.")


def with_site(values: Mapping[str, str | int], site: str) -> Mapping[str, str | int]:
    """The values of a message with a link that leads to us from anywhere."""
    link = str(values.get("link", ""))
    return {**values, "link": f"{site}{link}"} if site and PATH.fullmatch(link) else values


def _is_link(link: str, person_id: str | None) -> bool:
    return bool(WEB.fullmatch(link) or (person_id and PATH.fullmatch(link)))


def _is_one_line(value: str | int) -> bool:
    return str(value).isprintable()


def _is_one_recipient(message: Message) -> bool:
    """One, never a list: neither form of contact can hold a comma, a space or the end of a line."""
    if message.person_id and not message.to:
        return True
    if message.channel == Channel.EMAIL:
        return message.to.isprintable() and tidy_email(message.to) == message.to != ""
    if message.channel == Channel.TEXT:
        return NUMBER.fullmatch(message.to) is not None
    return message.channel == Channel.NONE
