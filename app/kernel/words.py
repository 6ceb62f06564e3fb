"""English for lists, counts and the names of days."""

import re
import unicodedata
from collections.abc import Sequence

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def in_words(words: Sequence[str], last: str = "and") -> str:
    """A list as it is spoken: "a", "a and b", "a, b and c"; empty for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 day", "3 days"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """A place in a row: "1st", "22nd"; -1 is "last"."""
    if number == -1:
        return "last"
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def slug(text: str, longest: int = 60) -> str:
    """Words fit for an address: lower case, letters and digits joined by hyphens; "x" when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-") or "x"


def printable(text: str) -> str:
    """What somebody typed without control characters, which no page may hold; line ends and tabs stay."""
    return "".join(sign for sign in text if sign in "\n\r\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
