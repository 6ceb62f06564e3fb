"""The three verbs of going together: make the first contact, arrange the journey, go together. Each is a step with
whose it is, by when, and a tick."""

from dataclasses import dataclass
from datetime import datetime

from app.kernel.speech import _
from app.linkage.accompaniment.rules.words import HOW
from app.linkage.referral.rules.said import when
from app.linkage.referral.rules.states import State

SHOWN = frozenset({
    State.ACCEPTED, State.CONTACTING, State.PLANNED, State.GOING, State.REPLANNING, State.ATTENDED, State.FOLLOWING,
    State.OUTREACH,
})  # fmt: skip
"""Where somebody goes with them and nothing is set aside."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One step in words, for one reader; is it done?"""

    words: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What there is of it: `in_touch`, or by when; `how` they get there and `meets`, once both said yes, or by when
    they find that; `went` together."""

    in_touch: bool = False
    contact_by: datetime | None = None
    how: str = ""
    plan_by: datetime | None = None
    meets: datetime | None = None
    went: bool = False


def verbs(known: Known, champion: str, newcomer: str, now: datetime) -> tuple[Verb, ...]:
    """The three, with the two called as the reader calls them: their own is "you"."""
    return (
        Verb(_contact(known, champion, newcomer, now), known.in_touch),
        Verb(_journey(known, champion, newcomer, now), known.meets is not None),
        Verb(_together(known, now), known.went),
    )


def _contact(known: Known, champion: str, newcomer: str, now: datetime) -> str:
    if known.in_touch or known.contact_by is None:
        return _("First contact: {who} with {other}", who=champion, other=newcomer)
    by = when(known.contact_by, now)
    return _("First contact: {who} with {other}, by {when}", who=champion, other=newcomer, when=by)


def _journey(known: Known, champion: str, newcomer: str, now: datetime) -> str:
    if known.meets is not None and known.how in HOW:
        return _("How to get there: {how}", how=_(HOW[known.how]))
    if known.meets is not None or known.plan_by is None:
        return _("How to get there: {who} and {other} agree on it", who=champion, other=newcomer)
    by = when(known.plan_by, now)
    return _("How to get there: {who} and {other} agree on it, by {when}", who=champion, other=newcomer, when=by)


def _together(known: Known, now: datetime) -> str:
    if known.meets is None:
        return _("Go together: no date yet")
    return _("Go together: {when}", when=when(known.meets, now))
