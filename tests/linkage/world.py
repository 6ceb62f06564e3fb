"""The world of walks by chance: Nia asks, Cora and Carl coordinate, three may go with her, or staff, as Lin is; Dan is
learning to; and a diary for all the weeks."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from app import create_app, db
from app.champions.models import Champion, Supervision
from app.champions.rules.words import Status
from app.concerns.models import Concern, ConcernPerson
from app.concerns.queries.concerns import TELLER_SORT
from app.concerns.rules.concern import Part
from app.directory.models import DiaryEntry
from app.kernel.access import Relation, Warrant
from app.kernel.roles import GO_ALONG, Appointment, Role
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.models import Offer, Walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State
from app.people.actions.invitations import set_contact
from app.people.models import AppointmentHeld, Holding, Person
from app.people.rules.contact import Contact
from app.seal import new_id, ring
from config import Settings
from tests.linkage.cast import NOW, asked, by, champion, cora, dale, hub, person, wednesday

WEEKS = 14
HOUSES = (
    {}, {}, {"asking": "itself", "sees_first": False}, {"asking": "itself"}, {"asking": "newcomer"},
    {"relay": True, "offer_hours": 1, "hours_from": 10, "hours_until": 17},
)  # fmt: skip
"""What an organisation may have chosen for itself."""


class World:
    """The people, and the one request as it stands; time goes on only."""

    def __init__(self, session: Session) -> None:
        self.session, self.now = session, NOW
        self.cora = cora(session)
        self.champions = [champion(session, name, cap=3) for name in ("Cal", "Bea", "Dot")]
        self.dan = champion(session, "Dan", status=Status.PREPARING, walked_on=None, ready_on=None)
        set_contact(self.dan, Contact("phone", "+447700900140"))
        self.nia = person(session, "Nia")
        self.linkage_id = asked(session, self.nia).id
        self.requests = [self.linkage_id]
        for profile in session.scalars(select(Champion)):
            profile.supervisions += [Supervision(held_on=date(2027, month, 1)) for month in (1, 2, 3)]
        _went_before(session, self.champions)
        _fill_diary(session)
        session.commit()
        self.dale, dee = dale(session)
        self.as_dee, self.is_asked_elsewhere = by(dee), False
        self.as_nia, self.as_cora = by(self.nia, "linkage.own", Relation.OWN), by(self.cora)
        self.as_dan = by(self.dan, "walk.learn", Relation.OWN)
        self.ids = [each.id for each in self.champions]
        self.carl, self.lin = person(session, "Carl", Role.COORDINATOR), person(session, "Lin", Role.LINK_WORKER)
        self.as_carl, self.concerns = lead(session, self.carl), concerns(session, [*self.champions, self.nia], self.nia)
        staff = select(Person).join(Holding, Holding.person_id == Person.id).where(Holding.role.in_(sorted(GO_ALONG)))
        going = (*self.champions, *session.scalars(staff))
        self.as_champion = {each.id: by(each, "walk.keep", Relation.OWN) for each in going}

    def begin(self, chance: Random) -> None:
        """A walk begins, in an organisation that works in one of the ways."""
        self.now, self.linkage_id, self.is_asked_elsewhere = NOW, self.requests[0], False
        self.linkage.organisation.constants = chance.choice(HOUSES)
        self.linkage.proved_at = NOW
        self.session.flush()

    @property
    def linkage(self) -> Linkage:
        """Held, as every view does it."""
        found = linkages.held(self.session, self.linkage_id)
        assert found
        return found

    def state(self) -> State:
        """Where the request stands, not held."""
        return self.session.get_one(Linkage, self.linkage_id).state

    def writes(self) -> int:
        """So many rows were written in this world until now."""
        self.session.flush()
        written: int = self.session.connection().connection.driver_connection.total_changes
        return written

    def offers(self) -> list[Offer]:
        return list(self.session.scalars(select(Offer).where(Offer.linkage_id == self.linkage_id)))


def lead(session: Session, someone: Person) -> Warrant:
    """They are a safeguarding lead."""
    session.add(AppointmentHeld(holding_id=someone.holdings[0].id, duty=Appointment.SAFEGUARDING_LEAD, since=NOW))
    session.flush()
    return by(someone)


def concerns(session: Session, people: list[Person], teller: Person) -> list[Concern]:
    """One that nobody's account told, and one that somebody told; all of these have a part in both, themselves but in
    the first."""
    mark = ring().index(teller.id, TELLER_SORT)
    made = [
        Concern(id=new_id(), code_hash="x", once_index=new_id(), organisation_id=hub(session).id, is_immediate=False,
                of_staff=False, made_at=NOW, teller_index=told)
        for told in (None, mark)
    ]  # fmt: skip
    session.add_all(made)
    session.flush()
    for each in made:
        whom = [one for one in people if not each.teller_index or one is not teller]
        each.people += [ConcernPerson(person_id=one.id, part=Part.APART, is_staff=False, marked_at=NOW) for one in whom]
    session.commit()
    return made


@contextmanager
def a_world(template: Path, folder: Path) -> Iterator[World]:
    """Wired as the factory does it, in a database of its own from a file at the newest revision. Nothing that is done
    in it is committed."""
    engine = _engine_on(template, folder)
    create_app(Settings(env="test", database_url="sqlite://", instance=folder))
    with Session(db.writing(engine)) as session:
        yield World(session)
        session.rollback()
    engine.dispose()


@contextmanager
def rarely_tidied() -> Iterator[None]:
    """Let Python look for unused objects less often, which takes a quarter of the time of a walk."""
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


def _engine_on(template: Path, folder: Path) -> Engine:
    made = db.make_engine(f"sqlite:///{folder / 'walks.sqlite'}")
    (folder / "walks.sqlite").write_bytes(template.read_bytes())
    return made


def _went_before(session: Session, champions: list[Person]) -> None:
    """Each of them went with somebody a while ago: they may take somebody along."""
    then, meeting = NOW - timedelta(days=200), wednesday(session)
    for number, each in enumerate(champions):
        earlier = asked(session, person(session, f"Earlier{number}"), State.CLOSED, then, agrees=False)
        walk = Walk(linkage_id=earlier.id, champion_id=each.id, since=then, ended_at=then, ending="done")
        session.add(walk)
        session.flush()
        moments = dict.fromkeys(("starts_at", "meet_at", "ends_at", "made_at", "ended_at"), then)
        agreed = {"newcomer_agreed_at": then, "champion_agreed_at": then}
        session.add(Plan(linkage_id=earlier.id, walk_id=walk.id, number=1, listing_id=meeting.id, made_by=each.id,
                         ending="attended", outcome=Outcome.ATTENDED, **moments, **agreed))  # fmt: skip
    session.flush()


def _fill_diary(session: Session) -> None:
    """The diary of a fortnight, for all the weeks of a walk."""
    kept = [dict(row._mapping) for row in session.execute(select(DiaryEntry.__table__))]
    numbers = count(max(row["id"] for row in kept) + 1)
    later = [
        row | {"id": next(numbers), "day": row["day"] + timedelta(days=14 * turn)}
        | {key: row[key] + 14 * turn * 86_400 for key in ("starts_at", "ends_at", "listed_until")}
        for turn in range(1, WEEKS // 2) for row in kept
    ]  # fmt: skip
    session.execute(insert(DiaryEntry), later)
