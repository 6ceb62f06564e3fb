"""Breaks, rest, stepping back and coming back; and what happens to a profile when the role ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.champions.models import Champion
from app.champions.rules.readiness import is_paused
from app.champions.rules.waiting import NO_BREAK, Wait
from app.champions.rules.words import Status, Visibility
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.kernel.speech import _, marked
from app.people.models import Holding

ON_STEP_BACK: list[Callable[[Session, str, str, datetime], None]] = []
"""What happens besides, in the same transaction, when a champion stops for no certain time: they step back, take a
break without a last day, or their role is suspended or ends. Each gets the session, the person's id, the organisation's
id and the moment, in people's time. Filled by the factory, called in order."""


@dataclass(frozen=True, slots=True)
class Break:
    """A break with a last day, of somebody in an organisation. `said` is what they said of each walk that falls into it
    (`STILL_GOES`, `OTHERS`, else staff ask them)."""

    person_id: str
    organisation_id: str
    until: date
    said: Mapping[str, str]


ON_BREAK: list[Callable[[Session, Break, Warrant, datetime], None]] = []
"""What happens besides when such a break begins. Filled by the factory."""

STILL_GOES, OTHERS, ASK_ME = "goes", "others", "ask"
ANSWERS = (
    (STILL_GOES, marked("I still go")),
    (OTHERS, marked("Somebody else, please: they are told that it is not about them")),
    (ASK_ME, marked("I do not know yet: somebody of the staff asks me")),
)
"""What becomes of a walk that falls into a break."""


class CannotStep(Refused):
    """This does not fit with where the champion stands; the sentence says why."""


def rest(session: Session, champion: Champion, until: datetime) -> None:
    """Ask nothing new of a champion until then; an earlier end changes nothing."""
    champion.rest_until = max(until, champion.rest_until or until)
    session.flush()


def pause(
    session: Session, by: Warrant, champion: Champion, until: date | None, now: datetime,
    *, said: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Begin a break: nothing new is asked through its last day, or until somebody ends it. With a last day, they say of
    each walk that falls into it what becomes of it (`said`), or staff ask; without one, all is handed over."""
    if until and until < local_day(now, LONDON):
        raise CannotStep(_("Choose a day from today on."))
    champion.paused_at, champion.paused_until = now, until
    record(session, _entry(by, champion, "paused"))
    held = champion.holding
    if until is None:
        _tell(session, held, now)
    else:
        for each in ON_BREAK:
            each(session, Break(held.person_id, held.organisation_id or "", until, said or {}), by, now)
    session.flush()


def mind(session: Session, champion: Champion, wait: Wait, now: datetime) -> None:
    """Their answers to questions, or how a first walk went, are a reason to ask how they are; where they need a break,
    or no answer comes, nothing new is asked until they say. What is agreed stays agreed."""
    champion.care, champion.care_at = wait.value, now
    if wait not in NO_BREAK and not is_paused(champion.paused_at, champion.paused_until, local_day(now, LONDON)):
        champion.paused_at, champion.paused_until = now, None
    session.flush()


def mind_not(session: Session, champion: Champion, since: datetime) -> None:
    """The answer by which it began was taken back."""
    if champion.care and champion.care_at == since:
        champion.care, champion.care_at = "", None
        if champion.paused_at == since:
            champion.paused_at = champion.paused_until = None
        session.flush()


def end_break(session: Session, by: Warrant, champion: Champion, now: datetime) -> None:
    """A break is over, and their answers are counted anew."""
    champion.paused_at = champion.paused_until = None
    champion.care, champion.care_at = "", now
    record(session, _entry(by, champion, "resumed"))
    session.flush()


def step_back(session: Session, by: Warrant, champion: Champion, now: datetime) -> None:
    """Step back, at once and without a reason; once is enough. What is agreed is handed over."""
    if champion.status is Status.STEPPED_BACK:
        return
    champion.status, champion.stepped_back_at = Status.STEPPED_BACK, now
    champion.paused_at = champion.paused_until = None
    record(session, _entry(by, champion, "stepped_back"))
    _tell(session, champion.holding, now)
    session.flush()


def leave_note(session: Session, by: Warrant, champion: Champion, words: str) -> None:
    """Tell one's supervisor why, in words that nobody else reads; no words take it back."""
    champion.note = words
    record(session, _entry(by, champion, "noted"))
    session.flush()


def come_back(session: Session, by: Warrant, champion: Champion, now: datetime) -> None:
    """They talked, and somebody who stepped back would like to go on. They get ready again; the note goes."""
    if champion.status is not Status.STEPPED_BACK:
        raise CannotStep(_("They have not stepped back."))
    if champion.holding.person_id == by.actor.person_id:
        raise CannotStep(_("Talk with another coordinator, who brings you back."))
    champion.status, champion.stepped_back_at, champion.note = Status.PREPARING, None, ""
    champion.conversation_on, champion.conversation_by = local_day(now, LONDON), by.actor.person_id
    champion.ready_on = champion.ready_by = None
    record(session, _entry(by, champion, "came_back"))
    session.flush()


def role_stopped(session: Session, holding: Holding, now: datetime) -> None:
    """A role was suspended or has ended. With the role, what a champion said of themselves goes too."""
    if holding.role is not Role.CHAMPION:
        return
    champion = session.scalars(select(Champion).where(Champion.holding_id == holding.id)).first()
    if holding.ended_at and champion:
        _clear(champion)
    _tell(session, holding, now)
    session.flush()


def _clear(champion: Champion) -> None:
    for name in ("note", "about", "gender", "walks_with", "belongs", "knows", "home"):
        setattr(champion, name, "")
    champion.languages = champion.routes_willing = champion.access = champion.modes = []
    champion.slots, champion.away, champion.visibility = [], [], Visibility.NOBODY


def _tell(session: Session, held: Holding, now: datetime) -> None:
    for each in ON_STEP_BACK:
        each(session, held.person_id, held.organisation_id or "", now)


def _entry(by: Warrant, champion: Champion, outcome: str) -> Entry:
    return Entry.of(by, "champion", champion.id, champion.holding.person_id, outcome=outcome)
