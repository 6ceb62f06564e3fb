"""What coordinators of the example world have to look after beside requests: a concern, somebody who is away, two who
are kept apart, a record that was opened in need, and a message that did not arrive."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.concerns.actions.apart import exclude
from app.concerns.actions.telling import tell
from app.concerns.models import Concern, Exclusion
from app.concerns.rules.concern import Given
from app.consent.models import Glass
from app.consent.rules.glass import LASTS
from app.kernel.access import Relation, Warrant
from app.kernel.days import LONDON, local_day
from app.linkage.followup.actions.asking import ask_due
from app.linkage.referral.actions.covers import be_away
from app.linkage.referral.models import Absence
from app.linkage.referral.rules.covers import Away
from app.people.models import Organisation, Person
from app.people.queries.people import actor
from app.post.actions.box import written
from app.post.models import Letter
from app.post.rules.letter import Trouble

CONCERN = (
    "A chair in the hall broke yesterday and somebody nearly fell. Nobody is hurt. Could somebody ring the caretaker?"
)
NEED = "They did not come to two meetings and do not answer; we agreed to ring in that case."
APART = "They are neighbours and would rather not meet here."
STILL_HERE = "We are still here, whenever you like."
NAMES = ("Cora", "Ines", "Priya", "Jo", "Kai", "Uma")
HOURS = timedelta(hours=2)
DAYS_AWAY = timedelta(days=6)


def load_care(session: Session, here: Organisation, now: datetime) -> None:
    """Made once; what nobody has taken up since is of today again."""
    people = {each.name: each for each in session.scalars(select(Person).where(Person.is_example)).unique()}
    who: dict[str, Person] = {name: people[name] for name in NAMES}
    tell(session, here, Given(CONCERN), now - HOURS, site="", once="example concern")
    for each in session.scalars(select(Concern).where(Concern.organisation_id == here.id)):
        if each.taken_up_at is None:
            each.made_at = now - HOURS
    ask_due(session, now)
    _away(session, here, who, now)
    if _is_new(session, Exclusion, here):
        exclude(session, _by(who["Ines"], "apart.set"), here.id, now, pair=(who["Jo"].id, who["Uma"].id), reason=APART)
    if _is_new(session, Glass, here):
        _open_record(session, here, who, now)
    _undelivered(session, who["Kai"], now)
    session.flush()
    _let_the_past_rest(session, now)


def _away(session: Session, here: Organisation, who: dict[str, Person], now: datetime) -> None:
    """Priya is away, and Ines stands in."""
    today = local_day(now, LONDON)
    known = session.scalars(select(Absence).where(Absence.organisation_id == here.id)).first()
    if known is None:
        away = Away(who["Priya"].id, who["Ines"].id, today, today + DAYS_AWAY)
        be_away(session, _by(who["Cora"], "absence.keep"), here.id, away, now)
    elif known.ended_at is None and known.last < today:
        known.first, known.last = today, today + DAYS_AWAY


def _open_record(session: Session, here: Organisation, who: dict[str, Person], now: datetime) -> None:
    """Cora opened a record, two hours ago; whether that was right has still to be looked at."""
    made = Glass(subject_id=who["Kai"].id, actor_id=who["Cora"].id, organisation_id=here.id, category="unreachable")
    made.made_at, made.ends_at, made.reason = now - HOURS, now - HOURS + LASTS, NEED
    session.add(made)


def _let_the_past_rest(session: Session, now: datetime) -> None:
    """What would have left before today's world was made does not leave now."""
    theirs = Letter.person_id.in_(select(Person.id).where(Person.is_example))
    session.execute(
        delete(Letter).where(theirs, Letter.sent_at.is_(None), Letter.given_up_at.is_(None), Letter.set_for < now)
    )


def _undelivered(session: Session, kai: Person, now: datetime) -> None:
    """A text to somebody with whom we lost touch."""
    key = f"company_news:example:1:{kai.id}:text"
    if session.scalars(select(Letter.id).where(Letter.key == key)).first() is None:
        letter = Letter(key=key, kind="company_news", channel="text", road="text", trouble=Trouble.REFUSED.value)
        letter.person_id, letter.given_up_at = kai.id, now - HOURS
        letter.made_at = letter.due_at = now - timedelta(days=1)
        letter.ends_at = now + timedelta(days=1)
        letter.values = written({"link": "/today", "said": STILL_HERE})
        session.add(letter)


def _is_new(session: Session, model: type[Exclusion | Glass], here: Organisation) -> bool:
    return session.scalars(select(model.id).where(model.organisation_id == here.id).limit(1)).first() is None


def _by(person: Person, act: str) -> Warrant:
    found = actor(person)
    return Warrant(found, found.seats[0], Relation.ORGANISATION, act)
