"""Which days a rule falls on, by arithmetic in the local calendar. No clock times, no zones.

The rules are the part of RFC 5545 section 3.3.10 that the field uses; every question is answered by
arithmetic on the day asked about, never by stepping through the years before it.
"""

from app.kernel.recurrence.rule import BadRule, ByDay, Freq, Rule, between, following, is_on
from app.kernel.recurrence.text import parse, parse_with_end, to_text

__all__ = [
    "BadRule",
    "ByDay",
    "Freq",
    "Rule",
    "between",
    "following",
    "is_on",
    "parse",
    "parse_with_end",
    "to_text",
]
