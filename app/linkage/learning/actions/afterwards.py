"""How it went for whoever came along: in one tap, by the champion who took them."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.champions.actions.caring import CannotNote, note_walk
from app.champions.actions.stepping import mind
from app.champions.models import Champion
from app.champions.queries.looking_after import coordinators
from app.champions.rules.waiting import Wait
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _, marked
from app.linkage.learning.actions.asking import GONE
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.profiles import profile
from app.linkage.learning.rules.steps import CannotCome, Word
from app.notices.actions.telling import tell
from app.people.queries.covering import stand_ins

NOTED = marked("A first walk went well and is noted: {name}, with {champion}. Look whether everything else is there.")
THANKS = marked("Your first walk is noted. Thank you for coming along.")
TALK = marked("Thank you. Somebody who looks after you gets in touch, to hear how it was for you.")


def say(session: Session, found: Learner, word: Word, by: Warrant, now: datetime) -> None:
    """With “well” the first walk is noted, with whom and when; else whoever looks after the learner talks with them.
    Said once. Raises `CannotCome`."""
    if not found.has_walked or found.said is not None or not found.is_with(by.actor.person_id):
        raise CannotCome(_(GONE))
    found.said, found.said_at = word, now
    session.flush()
    record(session, Entry.of(by, "learner", found.id, found.person_id, outcome=word.value))
    champion = profile(session, found)
    if champion is None:
        return
    if word is Word.WELL and _is_noted(session, found, champion, by, now):
        _tell(session, found, champion, now)
    else:
        mind(session, champion, Wait.WALK_TALK, now)
        _tell_learner(session, found, TALK, now)


def _is_noted(session: Session, found: Learner, champion: Champion, by: Warrant, now: datetime) -> bool:
    """Is it in the record: by now, or by hand before? A check that has ended meanwhile lets nothing be noted."""
    if champion.walked_on is not None:
        return True
    try:
        note_walk(session, by, champion, local_day(found.plan.meet_at, LONDON), now, beside=by.actor.person_id)
    except CannotNote:
        return False
    return True


def _tell(session: Session, found: Learner, champion: Champion, now: datetime) -> None:
    """The learner, and whoever looks after them: their supervisor or who stands in, else those who coordinate."""
    at = found.plan.linkage.organisation
    named = champion.supervisor_id
    covers = stand_ins(session, at.id, now)
    said = _(NOTED, name=found.person.name, champion=found.plan.walk.champion.name)
    values = {"link": f"/organisations/{at.slug}/champions/{champion.id}", "said": said}
    for person_id in [covers.get(named, named)] if named else coordinators(session, at.id):
        tell(session, person_id, "champion_care", f"{found.id}:walked", values=values, now=now)
    _tell_learner(session, found, THANKS, now)


def _tell_learner(session: Session, found: Learner, words: str, now: datetime) -> None:
    values = {"link": "/today", "said": _(words)}
    tell(session, found.person_id, "champion_own", f"{found.id}:said", values=values, now=now)
