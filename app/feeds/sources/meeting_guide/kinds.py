"""What a row's type codes say: who may come, how, in which language, and what else is true of the meeting."""

import re
from dataclasses import dataclass

from app.directory.rules import vocabulary
from app.directory.rules.schedule import Audience
from app.directory.rules.vocabulary import Fact
from app.feeds.sources.findings import Findings
from app.feeds.sources.meeting_guide.envelope import Row
from app.feeds.sources.text import line


@dataclass(frozen=True, slots=True)
class Kinds:
    """The meaning of the types of one row."""

    facts: frozenset[Fact]
    audience: Audience
    attributes: tuple[str, ...]
    languages: tuple[str, ...]
    unknown: tuple[str, ...]


def kinds_of(row: Row, route: str, findings: Findings) -> Kinds:
    """The types of a row, read by the code table of its own fellowship; unknown ones are kept as they stand."""
    facts: set[Fact] = set()
    attributes: set[str] = set()
    languages: set[str] = set()
    unknown: list[str] = []
    for code in _codes(row, findings):
        fact = vocabulary.fact_from_alias(route, code)
        language = vocabulary.language_from_alias(route, code)
        attribute = vocabulary.from_alias(route, code)
        if fact:
            facts.add(fact)
        elif language:
            languages.add(language)
        elif attribute:
            attributes.add(attribute)
        elif code not in unknown:
            unknown.append(code)
            findings.warn("types", "type_unknown", f"We do not know the type “{code}”; it is not shown.")
    audience = _audience(facts, findings)
    ordered = sorted(attributes, key=list(vocabulary.attributes()).index)
    return Kinds(frozenset(facts), audience, tuple(ordered), tuple(sorted(languages)), tuple(unknown))


def for_a_room(attributes: tuple[str, ...], in_person: bool) -> tuple[str, ...]:
    """The attributes that make sense: step-free means nothing where nobody meets in a room."""
    table = vocabulary.attributes()
    return tuple(code for code in attributes if in_person or not table[code].place_only)


def _codes(row: Row, findings: Findings) -> list[str]:
    """The row's types one by one, whether a list, a text with commas, numbers or words."""
    given = row.get("types")
    if given is None:
        findings.warn("types", "types_missing", "No types: we cannot say whether anyone may come.")
        return []
    if isinstance(given, str):
        findings.warn("types", "unusual_form", "Read the types from one text with commas.")
        given = re.split(r"[,;\n]", given)
    if not isinstance(given, list):
        findings.warn("types", "types_unreadable", "The types are neither a list nor a text; we left them out.")
        return []
    codes = [line(code, 60) for code in given]
    if not all(codes):
        findings.warn("types", "type_empty", "One of the types is empty.")
    return [code for code in codes if code]


def _audience(facts: set[Fact], findings: Findings) -> Audience:
    """Who may come. A meeting that says both open and closed is closed, so that nobody is sent away at the door."""
    if Fact.CLOSED in facts:
        if Fact.OPEN in facts:
            findings.warn("types", "open_and_closed", "Marked both open and closed; we took closed. Please correct it.")
        return Audience.CLOSED
    if Fact.ON_REQUEST in facts:
        return Audience.ON_REQUEST
    return Audience.OPEN if Fact.OPEN in facts else Audience.UNKNOWN
