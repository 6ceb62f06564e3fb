"""What somebody who asks for company wishes for, in values that can be sealed and read again."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from app.kernel.speech import marked


class Gender(StrEnum):
    """Whom somebody would feel at ease with."""

    ANY = "any"
    WOMAN = "woman"
    MAN = "man"
    NON_BINARY = "non_binary"


class Likeness(StrEnum):
    """Something that a champion knows from their own life, asked for by the newcomer alone."""

    SAME_ROUTE = "same_route"
    METHADONE_OR_BUPRENORPHINE = "methadone_or_buprenorphine"
    FAMILY = "family"
    FAITH = "faith"
    LGBTQ = "lgbtq"
    YOUNG = "young"


class Journey(StrEnum):
    """How somebody gets about."""

    FOOT = "foot"
    BUS = "bus"
    CAR = "car"


class Access(StrEnum):
    """What somebody needs on the way and there."""

    STEP_FREE = "step_free"
    BSL = "bsl"
    HEARING_LOOP = "hearing_loop"
    INTERPRETER = "interpreter"


FIRST = {
    "familiar": marked("somebody who knows that very meeting"),
    "travel": marked("a short way"),
    "dates": marked("several dates to choose from"),
    "likeness": marked("somebody like them, in what they asked for"),
}
"""What a newcomer may put first, for staff: by the code of the term of matching."""


WEEK = ("mon", "tue", "wed", "thu", "fri")
IN_THE_DAY, EVENING = ("morning", "afternoon"), ("evening",)
TIMES: dict[str, tuple[str, ...]] = {
    "weekday_day": tuple(f"{day}_{part}" for day in WEEK for part in IN_THE_DAY),
    "weekday_evening": tuple(f"{day}_{part}" for day in WEEK for part in EVENING),
    "saturday": tuple(f"sat_{part}" for part in (*IN_THE_DAY, *EVENING)),
    "sunday": tuple(f"sun_{part}" for part in (*IN_THE_DAY, *EVENING)),
}
"""What is ticked in one go, as the times that are kept."""

TIMES_SAID = {
    "weekday_day": marked("Monday to Friday, in the day"),
    "weekday_evening": marked("Monday to Friday, after 5pm"),
    "saturday": marked("Saturdays"),
    "sunday": marked("Sundays"),
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything may be left out. `gender`: of the champion; `own_gender`: their own, for champions who go with some
    only. `languages`: codes, most wished first; none is English. `point`: roughly from where they come, two decimals.
    `minutes`: how long the way may take. `late_minutes`: the same for what ends late in
    the evening; None is as long. `free`: when they could go, as "tue_evening"; none is at any time. `routes`: kinds of
    meeting that they would like to be helped with choosing from; none is any. `avoid`: venues that they do
    not want to go to. `first`: what weighs most to them, as the codes of `FIRST`. `again`: somebody who went with them
    before, if that can be. `belongs`: a meeting that they name is there for them, so its closed dates are too. `help`:
    their own words on what would help."""

    gender: Gender = Gender.ANY
    languages: tuple[str, ...] = ()
    likeness: tuple[Likeness, ...] = ()
    access: tuple[Access, ...] = ()
    point: tuple[float, float] | None = None
    place: str = ""
    journey: Journey = Journey.BUS
    minutes: int = 45
    free: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    help: str = field(default="", repr=False)
    own_gender: str = ""
    first: tuple[str, ...] = ()
    again: bool = False
    belongs: bool = True
    routes: tuple[str, ...] = ()
    late_minutes: int | None = None


def free_at(ticked: Collection[str]) -> tuple[str, ...]:
    """The times of what was ticked."""
    return tuple(code for name, codes in TIMES.items() if name in ticked for code in codes)


def ticked(free: Collection[str]) -> list[str]:
    """What would be ticked for these times."""
    return [name for name, codes in TIMES.items() if set(codes) <= set(free)]


def written(wishes: Wishes) -> str:
    """As text, to be sealed."""
    return json.dumps(asdict(wishes), separators=(",", ":"))


def read(text: str) -> Wishes:
    """The wishes again; "" is none. What is not known is passed over, so that older ones can be read. Raises
    ValueError where it is no text of ours."""
    given: dict[str, Any] = json.loads(text) if text else {}
    known = {each.name for each in fields(Wishes)}
    made = {name: _value(name, value) for name, value in given.items() if name in known}
    return Wishes(**made)


def _value(name: str, value: Any) -> Any:
    words = {"gender": Gender, "journey": Journey}
    lists = {"likeness": Likeness, "access": Access}
    if name in words:
        return words[name](value)
    if name in lists:
        return tuple(lists[name](each) for each in value)
    return tuple(value) if isinstance(value, list) else value
