"""Crisis lines and safety facts: one table, who says so, and how long ago somebody checked."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app.kernel.speech import _
from app.kernel.words import month
from app.site.rules.opening import Hours, read_hours, standing

TABLE = Path(__file__).parent.parent / "data" / "help.toml"

GOOD_FOR = timedelta(days=180)
"""A check older than this is to be done again. Nothing is hidden meanwhile: an old number is better than none."""


@dataclass(frozen=True, slots=True)
class Check:
    """Where a fact comes from and when somebody last read it at its owner; None if nobody has."""

    source: str
    checked_on: date | None
    recheck_by: date | None

    def stale(self, today: date) -> bool:
        """Is it time to look again? Always, when nobody has looked."""
        if self.checked_on is None:
            return True
        return today > min(self.recheck_by or date.max, self.checked_on + GOOD_FOR)


@dataclass(frozen=True, slots=True)
class Line:
    """One way to reach a person. `group` says where it is shown; `does` is the button, `link` what it opens."""

    key: str
    group: str
    name: str
    does: str
    link: str
    hours: str
    times: tuple[Hours, ...]
    note: str
    check: Check
    standing: str = ""
    """"Open now.", "Opens at 10am.", "Day and night."; filled when it is said, empty where only `hours` is known."""

    @property
    def checked_on(self) -> date | None:
        """The day of the last check at the owner."""
        return self.check.checked_on

    @property
    def checked_words(self) -> str:
        """The day of the last check, as "3 November 2026"; empty if nobody has checked."""
        day = self.checked_on
        return _("{day} {month} {year}", day=day.day, month=month(day.month), year=day.year) if day else ""

    def said(self, moment: datetime) -> "Line":
        """The same in the present language, as things stand at an aware moment."""
        said = replace(self, name=_(self.name), does=_(self.does), hours=_(self.hours), note=_(self.note))
        return replace(said, standing=standing(self.times, moment))


@dataclass(frozen=True, slots=True)
class CareCard:
    """A safety card: when to call 999, what to do, and one line more."""

    key: str
    heading: str
    call_if: tuple[str, ...]
    steps: tuple[str, ...]
    more: str
    check: Check

    def said(self) -> "CareCard":
        """The same in the present language."""
        return replace(
            self,
            heading=_(self.heading),
            call_if=tuple(_(sign) for sign in self.call_if),
            steps=tuple(_(step) for step in self.steps),
            more=_(self.more),
        )


@dataclass(frozen=True, slots=True)
class HelpFacts:
    """Everything that the help pages say."""

    lines: tuple[Line, ...]
    cards: tuple[CareCard, ...]

    def said(self, moment: datetime) -> "HelpFacts":
        """The same in the present language, as things stand at an aware moment."""
        return HelpFacts(tuple(line.said(moment) for line in self.lines), tuple(card.said() for card in self.cards))

    def group(self, name: str) -> tuple[Line, ...]:
        """The lines of one group, in the order of the table."""
        return tuple(line for line in self.lines if line.group == name)

    def card(self, key: str) -> CareCard:
        """One care card. Raises `StopIteration` if the table lacks it."""
        return next(card for card in self.cards if card.key == key)

    def stale(self, today: date) -> tuple[str, ...]:
        """A sentence for staff about each fact that wants checking."""
        facts = [(line.name, line.check) for line in self.lines] + [(card.heading, card.check) for card in self.cards]
        return tuple(_sentence(name, check, today) for name, check in facts if check.stale(today))


@cache
def help_facts() -> HelpFacts:
    """The facts of our own table. The file is part of the site and read once."""
    return parse(TABLE.read_text(encoding="utf-8"))


def answering_now(moment: datetime) -> tuple[Line, ...]:
    """The lines that answer day and night, in the present language; emergencies first."""
    return help_facts().said(moment).group("now")


def parse(text: str) -> HelpFacts:
    """Facts from the words of a table. Raises `KeyError` or `ValueError` when a row lacks something."""
    table = tomllib.loads(text)
    return HelpFacts(
        lines=tuple(_line(row) for row in table.get("line", ())),
        cards=tuple(_card(row) for row in table.get("card", ())),
    )


def _line(row: dict[str, Any]) -> Line:
    words = {name: row[name] for name in ("key", "group", "name", "does", "link", "hours", "note")}
    return Line(**words, times=read_hours(row.get("times", ())), check=_check(row))


def _card(row: dict[str, Any]) -> CareCard:
    return CareCard(row["key"], row["heading"], tuple(row["call_if"]), tuple(row["steps"]), row["more"], _check(row))


def _check(row: dict[str, Any]) -> Check:
    return Check(row["source"], _day(row["checked_on"]), _day(row["recheck_by"]))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _sentence(name: str, check: Check, today: date) -> str:
    if check.checked_on is None:
        return f"{name}: nobody has checked this with its owner yet. It comes from {check.source}."
    days = (today - check.checked_on).days
    return f"{name}: last checked {days} days ago. Check it again with its owner."
