"""What whoever is out can count on at a moment: said from the rota, and never more than it holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.kernel.speech import _
from app.linkage.referral.rules.said import by_when, when
from app.linkage.referral.rules.timing import SOON, after

HOUR = timedelta(hours=1)
"""In which somebody on duty gets in touch."""


@dataclass(frozen=True, slots=True)
class Sorry:
    """Who says sorry to somebody who stood there alone, by when, and whether on the telephone; None where that was
    seen to."""

    organisation: str
    by: datetime | None = None
    is_rung: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """Who is on duty at a moment, by name; where it is nobody, from when on somebody is."""

    names: tuple[str, ...] = ()
    next_on: datetime | None = None

    @property
    def is_on(self) -> bool:
        """Is anybody on duty?"""
        return bool(self.names)

    @property
    def said(self) -> str:
        """The names in one line."""
        return ", ".join(self.names)


def while_waiting(cover: Cover, organisation: str, now: datetime) -> list[str]:
    """For a newcomer who sees nobody: who knows of it, and when they hear."""
    if cover.is_on:
        return [
            _("Somebody is on duty and is told now."),
            _("Somebody gets in touch with you to say sorry within the hour."),
        ]
    return [
        _(
            "Everybody who coordinates {name} is told now. Nobody is on duty, so it can take a while.",
            name=organisation,
        ),
        _from_then(cover, now),
    ]


def beside_a_plan(cover: Cover, organisation: str, now: datetime) -> str:
    """For both, where nobody is on duty while they are out together; "" where somebody is."""
    if cover.is_on:
        return ""
    said = _(
        "Nobody is on duty at that time. If something goes wrong, everybody who coordinates {name} is told, and it can "
        "take a while. In danger, ring 999.", name=organisation,
    )  # fmt: skip
    return f"{said} {_from_then(cover, now)}"


def on_the_way(cover: Cover, organisation: str, supervisor: str, writes_to: str = "") -> list[str]:
    """For a champion's card: in which order people are told of them that evening. `writes_to`: the address of one who
    gave no number, and cannot be rung."""
    first = _("If you do not, we ask you an hour after the end.")
    rings = _is_told(organisation, supervisor, writes_to)
    if cover.is_on:
        return [
            first,
            rings,
            _("Then {name}, on duty at that time, is told. Then we do what was agreed.", name=cover.said),
        ]
    return [
        first, rings,
        _("Nobody is on duty at that time: everybody who coordinates {name} is told. Then what was agreed is done.",
          name=organisation),
    ]  # fmt: skip


def quiet_help(cover: Cover, organisation: str, writes_to: str = "") -> str:
    """For a champion's card: whom the quiet button tells. `writes_to` as above."""
    if writes_to:
        told = (
            _("It also tells {name}, on duty at that time.", name=cover.said)
            if cover.is_on
            else _("It also tells everybody who coordinates {name}. Nobody is on duty at that time.", name=organisation)
        )
        says = _("They can only write to {email}, and it can take a while: in danger, ring 999.", email=writes_to)
        return f"{told} {says}"
    if cover.is_on:
        return _("It also tells {name}, on duty at that time, to ring you at once.", name=cover.said)
    return _(
        "It also tells everybody who coordinates {name} to ring you. Nobody is on duty at that time, so it can take a "
        "while: in danger, ring 999.", name=organisation,
    )  # fmt: skip


def rung_by(cover: Cover, now: datetime, holidays: Collection[date]) -> datetime:
    """By when a champion who is not all right hears from somebody: within the hour where one is on duty; else within
    the first hour of the next turn or of the next working day, whichever is sooner."""
    if cover.is_on:
        return now + HOUR
    morning = after(now, SOON, holidays)
    return min(morning, cover.next_on + HOUR) if cover.next_on else morning


def while_sorry(found: Sorry, now: datetime) -> list[str]:
    """For somebody who said that nobody was there to meet them."""
    said = [_("We are sorry that nobody was there to meet you. It is not because of you.")]
    if found.by is None:
        return said
    time = by_when(found.by, now)
    if found.by <= now:
        return [*said, _("Somebody of {name} was to get in touch with you by {time}. If nobody has, please ring us.",
                         name=found.organisation, time=time)]  # fmt: skip
    if found.is_rung:
        return [*said, _("Somebody of {name} rings you by {time}.", name=found.organisation, time=time)]
    return [*said, _("Somebody of {name} gets in touch with you by {time}.", name=found.organisation, time=time)]


def while_not_well(cover: Cover, name: str, by: datetime, now: datetime) -> list[str]:
    """For a champion who asked to be rung: who was told, and by when they hear."""
    promised = _("{name} gets in touch with you by {time}.", name=name, time=by_when(by, now))
    if by <= now:
        return [
            _("{name} was to get in touch with you by {time}. If nobody has, we are sorry.", name=name,
              time=by_when(by, now)),
        ]  # fmt: skip
    return [promised] if cover.is_on else [_("Nobody is on duty just now."), promised]


def _is_told(organisation: str, supervisor: str, writes_to: str) -> str:
    if not supervisor:
        return _("A quarter of an hour later those who coordinate {name} are told.", name=organisation)
    if writes_to:
        return _("A quarter of an hour later {name} is told, and writes to {email}.", name=supervisor, email=writes_to)
    return _("A quarter of an hour later {name} is told, and rings you.", name=supervisor)


def _from_then(cover: Cover, now: datetime) -> str:
    if cover.next_on:
        return _(
            "Somebody is on duty from {when}, and gets in touch then at the latest.", when=when(cover.next_on, now)
        )
    return _("We cannot say by when somebody gets in touch.")
