"""Asking for company, step by step: which steps there are, what each asks, and what the answers stand for."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from app.consent.rules.texts import COMPANY, SHARE_CHAMPION, SHARE_CONTACT, TELL_REFERRER
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.referral.rules.wishes import Wishes
from app.notices.rules.hours import USUAL, Hours, Window

MEETING, COMPANY_STEP, REACH, CHECK = "meeting", "company", "reach", "check"
STEPS = (MEETING, COMPANY_STEP, REACH, CHECK)

FIELDS: dict[str, tuple[str, ...]] = {
    MEETING: ("help", "place", "near", "organisation", "belongs", "instead", "route", "times"),
    COMPANY_STEP: ("gender", "own_gender", "language", "likeness", "access", "first", "avoid"),
    REACH: ("name", "contact", "leave_message", "watched", "hours", "adult"),
    CHECK: ("agrees", "shares", "shows_contact"),
}
"""What each step asks, by the names of its fields."""

AT_TIMES = frozenset({"place", "near", "organisation", "belongs", "instead", "avoid", "route", "times"})
"""Of these only what there is to ask, as things stand."""

CONSENTS = {
    "agrees": COMPANY,
    "shares": SHARE_CHAMPION,
    "shows_contact": SHARE_CONTACT,
    "tells_referrer": TELL_REFERRER,
}
"""A field to the purpose that it stands for."""

NEEDED = frozenset({COMPANY, SHARE_CHAMPION})
"""Without these nobody can look for company; the others are a wish."""

ANY_TIME, DAYTIME, EVENING = "any", "day", "evening"
HOURS: dict[str, Hours] = {
    ANY_TIME: USUAL,
    DAYTIME: dict.fromkeys(range(7), Window(9, 17)),
    EVENING: dict.fromkeys(range(7), Window(17, 21)),
}
HOURS_SAID = (
    (ANY_TIME, marked("Any day, 8am to 9pm")),
    (DAYTIME, marked("In the day, 9am to 5pm")),
    (EVENING, marked("In the evening, 5pm to 9pm")),
)

LANGUAGES = ("", "ar", "bn", "cy", "fa", "fr", "gu", "hi", "lt", "pa", "pl", "pt", "ro", "so", "es", "ti", "uk", "ur")
"""Codes of languages to choose from; "" is English."""

LONGEST_HELP, LONGEST_NAME, LONGEST_AGENCY = 500, 60, 80


class CannotAsk(Refused):
    """This request cannot be kept; the sentence says what to do. `step` is where to do it."""

    def __init__(self, sentence: str, step: str = MEETING) -> None:
        super().__init__(sentence)
        self.step = step


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of themselves: the name to use, and how to reach them. `hours` names a key of `HOURS`."""

    name: str = field(repr=False)
    hours: str = ANY_TIME
    leave_message: bool = False
    watched: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for. `once` is the random name that the form was opened with: the same one makes one request.
    `consents` are the purposes that they agreed to."""

    once: str
    organisation_id: str
    area_id: str | None
    wishes: Wishes
    consents: Collection[str]
    listing_id: str | None = None
    wished_on: date | None = None


def without_contact(name: str, phone: str, town: str) -> str:
    """For whoever has neither a telephone nor an e-mail address: who asks with them, and where."""
    if phone:
        return _(
            "No phone or e-mail? {name} asks with you: ring from any telephone ({phone}), or go there. They print a "
            "paper with words that open your page.",
            name=f"{name}, {town}," if town else name, phone=phone,
        )  # fmt: skip
    return _(
        "No phone or e-mail? {name} asks with you, if you go there. They print a paper with words that open your page.",
        name=f"{name}, {town}," if town else name,
    )


def before(step: str) -> str:
    """The step before; the first is its own."""
    return STEPS[max(STEPS.index(step) - 1, 0)]


def after(step: str) -> str:
    """The step that follows; the last is its own."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
