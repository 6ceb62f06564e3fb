"""What whoever tells us of a danger hears: what happens next, by when, and how it stands."""

from dataclasses import dataclass, field
from datetime import datetime

from app.consent.rules.looking import when
from app.kernel.speech import _


@dataclass(frozen=True, slots=True)
class Cover:
    """How an organisation stands at this moment: may anybody read the concern, when does the first of them get a
    message (None: no message reaches any), are all of them away, are there others to be told after them, does who runs
    the site hear of it; who answers calls now, who of these has a part in it, and when is somebody next."""

    name: str
    has_reader: bool
    told_at: datetime | None
    has_others: bool
    is_away: bool = False
    tells_site: bool = False
    answers: tuple[str, ...] = field(default=(), repr=False)
    named: tuple[str, ...] = field(default=(), repr=False)
    next_on: datetime | None = None


def what_next(cover: Cover, now: datetime, *, is_immediate: bool) -> list[str]:
    """Who reads it and by when, honestly."""
    if not cover.has_reader:
        return [_("Nobody at {name} can read it at the moment.", name=cover.name), _site(cover)]
    if cover.told_at is None:
        said = [_("No message reaches those who read this at {name}.", name=cover.name), _site(cover)]
        return said + on_duty_now(cover)
    if cover.told_at > now:
        told = [_("A safeguarding lead of {name} gets a message on {when}.", name=cover.name, when=when(cover.told_at))]
        told.append(_("Nobody else reads it."))
    else:
        told = [_("A safeguarding lead of {name} is told now, by a message. Nobody else reads it.", name=cover.name)]
    if cover.is_away:
        told.append(_("They are away today, and may not see it. Please ring as well."))
    if not cover.has_others:
        told.append(_("Nobody else there can be told at the moment. Please ring as well."))
    elif is_immediate:
        told.append(_("If nobody takes it up in 15 minutes, others there are told that something waits."))
    elif cover.told_at > now:
        told.append(_("If nobody takes it up, others there are told later that something waits."))
    else:
        told.append(_("If nobody takes it up in 4 hours, others there are told that something waits."))
    return told + on_duty_now(cover)


def standing(taken_up_at: datetime | None, closed_at: datetime | None, *, has_reader: bool) -> str:
    """How it stands, for whoever told us."""
    if closed_at is not None:
        return _("It was closed on {when}. You can still add something: that opens it again.", when=when(closed_at))
    if taken_up_at is not None:
        return _("A safeguarding lead sees to it, since {when}.", when=when(taken_up_at))
    if has_reader:
        return _("It has come in. Nobody has taken it up yet.")
    return _("It has come in. Nobody there can read it yet. We are looking for somebody.")


def on_duty_now(cover: Cover) -> list[str]:
    """Who answers calls there, so that whoever rings knows to whom they speak."""
    if cover.answers:
        names = ", ".join(cover.answers)
        said = [_("On duty there now, and answers calls: {names}.", names=names)]
        return said + ([_("That is a name that you wrote. You can go another way:")] if cover.named else [])
    if cover.next_on:
        return [_("Nobody is on duty there now. Somebody is from {when}.", when=when(cover.next_on))]
    return [_("Nobody is on duty there now, and we do not know who is next.")]


def _site(cover: Cover) -> str:
    if cover.tells_site:
        return _("We have told the people who run this site. They look for somebody. Please ring as well.")
    return _("We cannot tell anybody else at the moment. Please ring.")
