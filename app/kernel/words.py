"""Words for lists, places in a row and the names of days, and words fit for addresses."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, time

from app.kernel.speech import _, marked

WEEKDAYS = (
    marked("Monday"),
    marked("Tuesday"),
    marked("Wednesday"),
    marked("Thursday"),
    marked("Friday"),
    marked("Saturday"),
    marked("Sunday"),
)
SHORT_WEEKDAYS = (
    marked("Mon"),
    marked("Tue"),
    marked("Wed"),
    marked("Thu"),
    marked("Fri"),
    marked("Sat"),
    marked("Sun"),
)
MONTHS = (
    marked("January"),
    marked("February"),
    marked("March"),
    marked("April"),
    marked("May"),
    marked("June"),
    marked("July"),
    marked("August"),
    marked("September"),
    marked("October"),
    marked("November"),
    marked("December"),
)
JOINED = {"and": marked("{some} and {last}"), "or": marked("{some} or {last}")}
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates of direction (Unicode Standard Annex 9, 2). No name needs one."""
ENDINGS = {1: marked("{number}st"), 2: marked("{number}nd"), 3: marked("{number}rd")}


def weekday(number: int) -> str:
    """The name of a day of the week, Monday is 0."""
    return _(WEEKDAYS[number])


def short_weekday(number: int) -> str:
    """The short name of a weekday, Monday 0: "Tue"."""
    return _(SHORT_WEEKDAYS[number])


def month(number: int) -> str:
    """The name of a month, January is 1."""
    return _(MONTHS[number - 1])


def in_words(words: Sequence[str], last: str = "and") -> str:
    """A list as it is spoken: "a", "a and b", "a, b and c"; empty for none. `last` is "and" or "or"."""
    if len(words) < 2:
        return "".join(words)
    return _(JOINED[last], some=", ".join(words[:-1]), last=words[-1])


def sentence(text: str) -> str:
    """The text with a full stop at its end, unless it ends a sentence already; empty stays empty."""
    return text if not text or text[-1] in ".!?" else f"{text}."


def ordinal(number: int) -> str:
    """A place in a row: "1st", "22nd"; -1 is "last"."""
    if number == -1:
        return _("last")
    if number % 100 in (11, 12, 13) or number % 10 not in ENDINGS:
        return _("{number}th", number=number)
    return _(ENDINGS[number % 10], number=number)


def slug(text: str, longest: int = 60) -> str:
    """Words fit for an address: lower case, letters and digits joined by hyphens; "x" when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-") or "x"


def printable(text: str) -> str:
    """What somebody typed without control characters and codes that are no characters, which no page may hold, and
    without signs that turn round what stands beside them; line ends, tabs and the marks of other scripts stay."""
    return "".join(sign for sign in text if _is_fit(sign))


def _is_fit(sign: str) -> bool:
    if sign in TURNING:
        return False
    code = ord(sign)
    is_none = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return sign in "\n\r\t" or not (is_none or unicodedata.category(sign) in ("Cc", "Cs"))


def time_of_day(moment: datetime | time) -> str:
    """A time of day: "7:30pm", "7pm", "noon", "midnight"."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return _("noon") if moment.hour else _("midnight")
    parts = {"twelve": moment.hour % 12 or 12, "hour": moment.hour, "minute": f"{moment.minute:02}"}
    if moment.minute:
        return _("{twelve}:{minute}am", **parts) if moment.hour < 12 else _("{twelve}:{minute}pm", **parts)
    return _("{twelve}am", **parts) if moment.hour < 12 else _("{twelve}pm", **parts)


def hour_name(hour: int) -> str:
    """A full hour by the clock: "9am", "noon"; 24 is midnight."""
    return time_of_day(time(hour % 24))
