"""What goes with an account and what stays, in plain words, by the register."""

from collections.abc import Iterator

from app.kernel.speech import _
from app.rights.rules.notice import headings, leaves
from app.rights.rules.register import Entry, register


def goes() -> dict[str, list[str]]:
    """Everything that is deleted or emptied with an account, by the heading of the privacy page."""
    found: dict[str, list[str]] = {}
    names = headings()
    for entry in _led_to():
        if (entry.is_emptied or not entry.stays) and entry.says:
            things = found.setdefault(names[entry.group], [])
            things += [words for words in [_(entry.says)] if words not in things]
    return found


def in_short() -> list[str]:
    """The same in a sentence for each part of the privacy page; some parts share one."""
    names = leaves()
    return list(dict.fromkeys(names[entry.group] for entry in _led_to() if entry.is_emptied or not entry.stays))


def stays() -> list[str]:
    """What outlives an account, and why: a sentence each."""
    return list(dict.fromkeys(_(entry.stays) for entry in _led_to() if entry.stays))


def _led_to() -> Iterator[Entry]:
    return (entry for entry in register() if entry.is_of_people and entry.subject)
