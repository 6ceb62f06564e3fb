"""An organisation's own words for a message: which messages may have them, and what such words may hold.

Words are e-mail or text of one kind, always discreet ones. They are looked at when they are saved and again when a
message leaves, since the lists of telling words grow.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.errors import Refused
from app.kernel.roles import GO_ALONG, Role
from app.kernel.speech import _, counted, marked
from app.notices.rules.reach import URGENT
from app.post.rules import Channel, gsm
from app.post.rules.telling import folded, telling_word
from app.post.rules.wording import DISCREET, KINDS, MAIL, ONLY_MAIL, PLACE, TEXT, OwnWords, as_text, ours

CHANNELS: Mapping[str, str] = {Channel.EMAIL: MAIL, Channel.TEXT: TEXT}
LETS_IN = marked("It carries a code or a link that lets somebody in, so it says the same everywhere.")
WARNS = marked("It warns of a danger to somebody, so it says the same everywhere.")
FIXED: Mapping[str, str] = {
    "sign_in_code": LETS_IN,
    "contact_code": LETS_IN,
    "invitation": LETS_IN,
    "no_account": marked("It answers somebody whom we do not know, so it belongs to no organisation."),
    "pocket_list": marked("It goes to somebody who has no account, and says the same everywhere."),
    "sign_in_new": WARNS,
    "contact_changed": WARNS,
    "break_glass": WARNS,
    "concern_now": WARNS,
    "walk_check": WARNS,
    "concern_waits": WARNS,
    "concern_unread": WARNS,
}
"""Kinds whose words are ours, and why."""

LOOK_AT = marked("Something to look at")
"""Of concerns no more is told, not even to colleagues who look at what did not arrive: one may be about them."""

NAMES: Mapping[str, str] = {
    "confirm_due": marked("A listing to confirm"),
    "reach_check": marked("Is this still the right way to reach you?"),
    "still_there": marked("Do you want to stay?"),
    "saved_reminder": marked("A reminder"),
    "saved_changed": marked("A date that changed"),
    "offer_made": marked("A question to a champion"),
    "offer_over": marked("A question that is settled"),
    "company_news": marked("News of a request"),
    "task_due": marked("Something that waits for staff"),
    "walk_over": marked("A walk that has ended"),
    "ask_received": marked("A request came"),
    "pocket_list": marked("A list of meetings"),
    "ask_new": marked("Somebody waits, for coordinators"),
    "champion_care": marked("Something that waits about a champion"),
    "champion_own": marked("A champion’s own check or supervision"),
    "walk_reminder": marked("A reminder of going together"),
    "walk_news": marked("News between two who go together"),
    "walk_off": marked("A plan for today that is off"),
    "walk_along": marked("Somebody who is learning comes along"),
    "walk_check": marked("Is somebody safe?"),
    "walk_ask": marked("How it is going"),
    "check_up": marked("How somebody is, later on"),
    "sign_in_code": marked("Code to sign in"),
    "contact_code": marked("Code for a new address"),
    "invitation": marked("Invitation"),
    "no_account": marked("No account with this address"),
    "sign_in_new": marked("A new way to sign in"),
    "contact_changed": marked("Address changed"),
    "break_glass": marked("A record was opened in need"),
    "concern_now": LOOK_AT,
    "concern_new": LOOK_AT,
    "concern_waits": LOOK_AT,
    "concern_unread": LOOK_AT,
}
ADAPTABLE = tuple(kind for kind in KINDS if kind not in URGENT | ONLY_MAIL)
"""Kinds of which an organisation may choose the words: none that somebody waits for, or that warns."""

GOES = GO_ALONG | {Role.CHAMPION}
"""Whoever may go with somebody: staff do where no champion is free."""

CONCERNS: Mapping[str, frozenset[Role]] = {
    "walk_reminder": GOES | {Role.NEWCOMER},
    "walk_news": GOES | {Role.NEWCOMER},
    "walk_off": GOES | {Role.NEWCOMER},
    "walk_along": GOES | {Role.NEWCOMER},
    "walk_ask": frozenset({Role.NEWCOMER}),
    "check_up": frozenset({Role.NEWCOMER}),
    "confirm_due": frozenset({Role.GROUP_REPRESENTATIVE}),
    "offer_made": GOES,
    "offer_over": GOES,
    "company_news": frozenset({Role.NEWCOMER}),
    "task_due": frozenset({Role.COORDINATOR}),
    "walk_over": GOES,
    "ask_new": frozenset({Role.COORDINATOR}),
    "ask_received": frozenset({Role.NEWCOMER}),
    "champion_care": frozenset({Role.COORDINATOR}),
    "champion_own": frozenset({Role.CHAMPION}),
}
"""Whose role a kind is about; any role for those that are not named."""

SAMPLES: Mapping[str, str | int] = {"minutes": 60, "days": 90, "ring": "Lena 07700 900123"}
LONGEST_PATH = "/account/reach"
LONGEST_SUBJECT, LONGEST_BODY = 60, 800
MARKS = frozenset(" \n.,;:?'\"-–—‘’“”&{}")
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
"""What a keyboard makes of quotes and dashes, as a text has them."""

ADDRESS = re.compile(r"https?:|www\.|\w\.[^\W\d]{2,}", re.IGNORECASE)


class CannotUse(Refused):
    """Words that no message may have; the sentence says what to do. `field` is "subject" or "words"."""

    def __init__(self, sentence: str, field: str = "words") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Looked:
    """With what words are looked at: our own address, and the names that tell besides the lists."""

    site: str
    names: frozenset[str] = frozenset()

    @property
    def values(self) -> dict[str, str | int]:
        """Values as long as they may be, to show and to measure."""
        return {**SAMPLES, "link": f"{self.site}{LONGEST_PATH}"}

    @property
    def stop(self) -> str:
        """A link to stop messages."""
        return f"{self.site}/stop/{'a' * 24}"


def tidy(text: str) -> str:
    """What was typed as it is kept: letters in their usual form, no control characters, no spaces at the ends."""
    usual = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = "".join(letter for letter in usual if letter == "\n" or letter.isprintable())
    return "\n".join(line.rstrip() for line in seen.split("\n")).strip()


def needed(kind: str, channel: str) -> frozenset[str]:
    """The values that words of this kind have to hold."""
    return frozenset(PLACE.findall(ours(kind, CHANNELS[channel]).words))


def allowed(kind: str) -> frozenset[str]:
    """The values that they may hold."""
    return KINDS[kind] & DISCREET


def checked(kind: str, channel: str, own: OwnWords, looked: Looked) -> OwnWords:
    """The words as they are kept. Raises `CannotUse`."""
    words, subject = tidy(own.words), tidy(own.subject)
    if channel == Channel.TEXT:
        words, subject = " ".join(words.translate(STRAIGHT).split()), ""
    else:
        _check_subject(subject)
        _check_said(subject, "subject", looked)
    if not words:
        raise CannotUse(_("Write what the message says."))
    if len(words) > LONGEST_BODY:
        raise CannotUse(_("Use {most} characters or fewer.", most=LONGEST_BODY))
    _check_places(kind, channel, words)
    _check_said(words, "words", looked)
    found = OwnWords(words, subject)
    if channel == Channel.TEXT:
        _check_length(kind, found, looked)
    return found


def _check_subject(subject: str) -> None:
    if not subject or "\n" in subject:
        raise CannotUse(_("Write a subject on one line."), "subject")
    if len(subject) > LONGEST_SUBJECT:
        raise CannotUse(_("Use {most} characters or fewer.", most=LONGEST_SUBJECT), "subject")
    if "{" in subject or "}" in subject:
        raise CannotUse(_("Leave values such as {link} out of the subject.", link="{link}"), "subject")


def _check_places(kind: str, channel: str, words: str) -> None:
    """Every value that is needed, none that there is not, one link, and braces for nothing else."""
    used = PLACE.findall(words)
    for name in used:
        if name not in allowed(kind):
            raise CannotUse(_("Take out {name}: this message has no such value.", name=f"{{{name}}}"))
    if set(PLACE.sub("", words)) & {"{", "}"}:
        raise CannotUse(_("Use the signs { and } only around the name of a value, as it stands in the list."))
    for name in sorted(needed(kind, channel) - set(used)):
        raise CannotUse(_("Put {name} where it belongs: the message needs it.", name=f"{{{name}}}"))
    if used.count("link") > 1:
        raise CannotUse(_("Use {link} once only: a message asks for one thing.", link="{link}"))


def _check_said(words: str, field: str, looked: Looked) -> None:
    said = PLACE.sub(" ", words)
    if ADDRESS.search(said):
        raise CannotUse(_("Leave out addresses of pages, and put a space after each full stop."), field)
    for letter in said:
        if letter not in MARKS and not _is_plain(letter):
            sentence = _("Take out “{letter}”: we cannot tell how it looks to others.", letter=letter)
            raise CannotUse(sentence, field)
    word = telling_word(said, looked.names)
    if word:
        raise CannotUse(_("Take out “{word}”: it may tell others what this is about.", word=word), field)


def _is_plain(letter: str) -> bool:
    """A letter that our lists can read, with or without an accent, or a digit."""
    bare = folded(letter)
    return bare.isascii() and bare.isalnum()


def _check_length(kind: str, own: OwnWords, looked: Looked) -> None:
    odd = next((letter for letter in own.words if gsm.length(letter) is None), "")
    if odd:
        raise CannotUse(_("Write “{letter}” in another way: a text message cannot hold it.", letter=odd))
    said = as_text(kind, looked.values, stop="", own=own)
    over = (gsm.length(f"{said} Stop: {looked.stop}") or 0) - gsm.LONGEST
    if over > 0:
        raise CannotUse(counted("Use {count} character fewer, so that it fits into one text.",
                                "Use {count} characters fewer, so that it fits into one text.", over))  # fmt: skip
