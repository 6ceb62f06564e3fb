"""When a coordinator is away, and who stands in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.errors import Refused
from app.kernel.speech import _

LONGEST = timedelta(days=366)


class CannotCover(Refused):
    """This cannot be; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away from a day to a day, both included, and another stands in."""

    person_id: str
    cover_id: str
    first: date
    last: date

    def is_on(self, day: date) -> bool:
        """Is it so on this day?"""
        return self.first <= day <= self.last


def check_cover(away: Away, others: list[Away], staff: set[str], today: date) -> None:
    """Raise `CannotCover` unless somebody else, who is there, stands in on days that can be."""
    if not away.first <= away.last or away.last < today or away.last - away.first > LONGEST:
        raise CannotCover(_("Choose a first and a last day, with the last one still to come."))
    if away.person_id not in staff or away.cover_id not in staff - {away.person_id}:
        raise CannotCover(_("Choose a colleague who coordinates here."))
    if any(each.person_id == away.person_id and each.first <= away.last and away.first <= each.last for each in others):
        raise CannotCover(_("Somebody stands in on one of those days already. End that first, or choose other days."))
    if any(each.person_id == away.cover_id and each.first <= away.last and away.first <= each.last for each in others):
        raise CannotCover(_("They are away themselves on one of those days. Choose somebody else."))


def stands_in(person_id: str, aways: list[Away], day: date) -> str:
    """Who acts for somebody on a day: they themselves, or whoever covers for them, and so on; never round in a ring."""
    seen = [person_id]
    while (found := next((each for each in aways if each.person_id == seen[-1] and each.is_on(day)), None)) is not None:
        if found.cover_id in seen:
            break
        seen.append(found.cover_id)
    return seen[-1]


def all_away(people: Sequence[str], aways: Sequence[Away], today: date) -> tuple[date, date] | None:
    """The first day from today on which each of these people is away, and the last one on end; None where there is no
    such day, or nobody to be away."""

    def nobody(day: date) -> bool:
        return all(any(each.person_id == who and each.is_on(day) for each in aways) for who in people)

    first = next(
        (day for day in sorted({today, *(each.first for each in aways)}) if day >= today and nobody(day)), None
    )
    if first is None or not people:
        return None
    last = first
    while nobody(last + timedelta(days=1)):
        last += timedelta(days=1)
    return first, last
