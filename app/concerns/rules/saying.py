"""What whoever tells us of a danger hears: what happens next, by when, and how it stands."""

from dataclasses import dataclass
from datetime import datetime

from app.consent.rules.looking import when
from app.kernel.speech import _


@dataclass(frozen=True, slots=True)
class Cover:
    """How an organisation stands at this moment: may anybody read the concern, are there others to be told after them,
    is anybody on duty, when is somebody next."""

    name: str
    has_reader: bool
    has_others: bool
    is_on_duty: bool
    next_on: datetime | None


def what_next(cover: Cover, *, is_immediate: bool) -> list[str]:
    """Who reads it and by when, honestly."""
    if not cover.has_reader:
        return [
            _("Nobody at {name} can read it at the moment.", name=cover.name),
            _("We have told the people who run this site. They look for somebody. Please ring as well."),
        ]
    told = [_("A safeguarding lead of {name} is told now, by a message. Nobody else reads it.", name=cover.name)]
    if not cover.has_others:
        told.append(_("Nobody else there can be told at the moment. Please ring as well."))
    elif is_immediate:
        told.append(_("If nobody takes it up in 15 minutes, others there are told that something waits."))
    else:
        told.append(_("If nobody takes it up in 4 hours, others there are told that something waits."))
    return told + _on_duty(cover)


def standing(taken_up_at: datetime | None, closed_at: datetime | None, *, has_reader: bool) -> str:
    """How it stands, for whoever told us."""
    if closed_at is not None:
        return _("It was closed on {when}. You can still add something: that opens it again.", when=when(closed_at))
    if taken_up_at is not None:
        return _("A safeguarding lead sees to it, since {when}.", when=when(taken_up_at))
    if has_reader:
        return _("It has come in. Nobody has taken it up yet.")
    return _("It has come in. Nobody there can read it yet. We are looking for somebody.")


def _on_duty(cover: Cover) -> list[str]:
    if cover.is_on_duty:
        return [_("Somebody is on duty there now, and answers calls.")]
    if cover.next_on:
        return [_("Nobody is on duty there now. Somebody is from {when}.", when=when(cover.next_on))]
    return [_("Nobody is on duty there now, and we do not know who is next.")]
