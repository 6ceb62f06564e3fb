"""What whoever is out can count on at a moment: said from the rota, and never more than it holds."""

from dataclasses import dataclass
from datetime import datetime

from app.kernel.speech import _
from app.linkage.referral.rules.said import when


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


def on_the_way(cover: Cover, organisation: str, supervisor: str) -> list[str]:
    """For a champion's card: in which order people are told of them that evening."""
    first = _("If you do not, we ask you an hour after the end.")
    rings = (
        _("A quarter of an hour later {name} is told, and rings you.", name=supervisor)
        if supervisor
        else _("A quarter of an hour later those who coordinate {name} are told.", name=organisation)
    )
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


def quiet_help(cover: Cover, organisation: str) -> str:
    """For a champion's card: whom the quiet button tells."""
    if cover.is_on:
        return _("It also tells {name}, on duty at that time, to ring you at once.", name=cover.said)
    return _(
        "It also tells everybody who coordinates {name} to ring you. Nobody is on duty at that time, so it can take a "
        "while: in danger, ring 999.", name=organisation,
    )  # fmt: skip


def _from_then(cover: Cover, now: datetime) -> str:
    if cover.next_on:
        return _(
            "Somebody is on duty from {when}, and gets in touch then at the latest.", when=when(cover.next_on, now)
        )
    return _("We cannot say by when somebody gets in touch.")
