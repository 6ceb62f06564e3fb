"""A small world with everybody of the cast signed in, and real things of each kind, all of it committed."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import db
from app.calendars.actions import hashed
from app.calendars.models import FeedKey
from app.consent.models import Glass
from app.directory.actions import care, closing, dates
from app.directory.actions.listings import describe, settle
from app.directory.models import Listing, Report
from app.directory.rules.timetable import Kind
from app.kernel.access import Actor, Relation, Warrant
from app.kernel.access import Seat as RealSeat
from app.kernel.clock import running
from app.kernel.roles import Appointment, Role
from app.notices.actions.departing import stop_token
from app.notices.models import InboxNote, SafeContact, Stopped
from app.notices.rules.reach import Wish
from app.people.actions.invitations import make, set_contact
from app.people.actions.passwords import set_password
from app.people.actions.returning import ask
from app.people.actions.sessions import begin
from app.people.models import AppointmentHeld, Holding, Organisation, OrganisationArea, Passkey, Person, Representative
from app.people.models.entry import Level
from app.people.rules.contact import Contact
from app.people.rules.totp import new_secret
from app.places.models import Area, Venue
from app.post.models import Letter
from app.rights.actions.complaints import complain
from app.rights.actions.incidents import open_incident
from app.saved.actions.saving import keep
from app.seal import new_id
from tests.access.cast import CALDER, PEOPLE, WORTH, Seat
from tests.access.champions import applied, profiles
from tests.access.company import requests
from tests.access.concerns import add_concerns
from tests.access.weekly import weekly_list
from tests.conftest import MONDAY_EVENING as NOW
from tests.factories.directories import listing, venue, weekly
from tests.notices.phones import stored

PASSWORD = "three quiet garden stones"
MONDAY, CANCELLED = date(2026, 12, 28), date(2027, 1, 4)
LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=NOW.tzinfo)

Ids = dict[str, str]


@dataclass
class World:
    """Where everything is: ids by thing and by person, cookies and headers by person, and open tokens."""

    ids: dict[str, Ids] = field(default_factory=dict)
    own: dict[str, Ids] = field(default_factory=dict)
    tokens: Ids = field(default_factory=dict)
    headers: dict[str, Ids] = field(default_factory=dict)
    people: Ids = field(default_factory=dict)
    open: Ids = field(default_factory=dict)


def build(engine: Engine) -> World:
    """Write the world into an empty database."""
    with Session(db.writing(engine), expire_on_commit=False) as session:
        world = World()
        organisations = _organisations(session)
        _places(session, world, organisations)
        _people(session, world, organisations)
        _history(session, world)
        _invitations(session, world, organisations)
        _ways_back(session, world)
        _glass(session, world, organisations)
        _care_of_data(session, world, organisations[CALDER].id)
        _messages(session, world)
        world.ids |= weekly_list(session)
        add_concerns(session, world, _by(world, "cora"), organisations[CALDER])
        world.ids |= profiles(session, world.own, world.people) | applied(session, organisations[CALDER], NOW)
        served = {slug: found.id for slug, found in organisations.items()}
        world.ids |= requests(session, world.people, served, world.ids)
        session.commit()
    return world


def _messages(session: Session, world: World) -> None:
    """Everybody said how to reach them, stopped something, and has a note; letters to Nia and Lee did not arrive."""
    values, later = json.dumps({"link": "http://localhost/account/reach"}), running() + timedelta(days=9)
    for name, person_id in world.people.items():
        session.add(SafeContact(person_id=person_id, channel=Wish.EMAIL, settled_at=LONG_AGO))
        session.add(Stopped(person_id=person_id, kind="confirm_due", stopped_at=LONG_AGO))
        note = InboxNote(id=new_id(), person_id=person_id, kind="reach_check", made_at=LONG_AGO)
        note.values, world.own[name]["note_id"] = values, note.id
        session.add(note)
        phone = stored(name, person_id, LONG_AGO)
        world.own[name]["phone_id"] = phone.id
        session.add(phone)
    for thing, to, name in (("letter to nia", "nia", ""), ("letter to lee", "lee", ""), ("code for nia", "", "nia")):
        made = Letter(
            id=new_id(), key=thing, kind="reach_check", channel="email", person_id=world.people.get(to), tries=1,
            made_at=LONG_AGO, due_at=LONG_AGO, ends_at=later, given_up_at=running(), trouble="refused",
        )  # fmt: skip
        made.values, made.to = values, email_of(name) if name else ""
        session.add(made)
        world.ids[thing] = {"letter_id": made.id}
    world.ids["stop link"] = {"token": stop_token(world.people["nia"], "reach_check")}
    session.flush()


def name_of(person: str) -> str:
    """The name of somebody of the cast: a word that stands nowhere else."""
    return f"Zq{person}"


def email_of(person: str) -> str:
    """Their address."""
    return f"zq-{person}@canary.example.org"


def phone_of(person: str) -> str:
    """Their number."""
    return f"+4477009{sorted(PEOPLE).index(person):05}"


def _organisations(session: Session) -> dict[str, Organisation]:
    found = {}
    for slug, area in ((CALDER, "Calderdale"), (WORTH, "Bradford")):
        served = Area(slug=area.lower(), name=area)
        session.add(served)
        session.flush()
        found[slug] = Organisation(slug=slug, name=f"{slug.title()} Hub")
        found[slug].areas = [OrganisationArea(area_id=served.id)]
    session.add_all([*found.values(), Area(slug="nowhere", name="Nowhere")])
    session.flush()
    return found


def _places(session: Session, world: World, organisations: dict[str, Organisation]) -> None:
    areas = {area.slug: area for area in session.scalars(select(Area))}
    halls = {
        name: venue(number, 53.7234, -1.8612, address=f"{number} Mill Lane", postcode="HX1 1CK", area=areas[area])
        for number, (name, area) in enumerate(
            {"mill hall": "calderdale", "quay hall": "calderdale", "dale hall": "bradford", "barn": "nowhere"}.items()
        )
    }
    session.add_all(halls.values())
    where = {"mill": "mill hall", "quay": "quay hall", "dale": "dale hall", "stray": "barn", "guest": "quay hall"}
    for number, (name, hall) in enumerate(where.items()):
        _listing(session, world, number, name, venue=halls[hall])
    _listing(session, world, 9, "wire", in_person=False, online=True, organisation_id=organisations[WORTH].id)
    session.flush()
    world.ids |= {name: {"venue_id": hall.id, "slug": hall.slug} for name, hall in halls.items()}


def _listing(session: Session, world: World, number: int, name: str, **fields: object) -> None:
    series = [weekly(date(2026, 1, 5), time(19, 30)), weekly(date(2026, 1, 5), time(9), 60, position=1)]
    made = listing(number, Kind.MEETING, series, **fields)
    session.add(made)
    session.flush()
    describe(made, ["na"], [], ["en"])
    report = Report(listing_id=made.id, what="door", words="The bell is broken", made_on=MONDAY - timedelta(days=9))
    session.add(report)
    settle(session, [made], NOW)
    session.flush()
    world.ids[name] = {
        "listing_id": made.id, "series_id": made.series[0].id, "day": MONDAY.isoformat(), "report_id": report.id,
        "kinds": "meetings", "slug": made.slug, "venue_id": made.venue_id or "",
    }  # fmt: skip


def _people(session: Session, world: World, organisations: dict[str, Organisation]) -> None:
    hashed = ""
    for name, somebody in PEOPLE.items():
        made = Person(id=new_id(), made_at=LONG_AGO, suspended_at=NOW if somebody.is_out else None)
        made.name, made.totp = name_of(name), new_secret()
        set_contact(made, Contact("email", email_of(name)))
        set_contact(made, Contact("phone", phone_of(name)))
        made.password_hash = hashed
        if not hashed:
            set_password(session, made, PASSWORD)
            hashed = made.password_hash
        made.holdings = [_holding(seat, organisations) for seat in somebody.seats]
        session.add(made)
        session.flush()
        for seat, held in zip(somebody.seats, made.holdings, strict=True):
            if seat.group:
                session.add(Representative(holding_id=held.id, listing_id=world.ids[seat.group]["listing_id"]))
        if name == "gil":
            session.add(Representative(holding_id=made.holdings[0].id, listing_id=world.ids["guest"]["listing_id"]))
        _sign_in(session, world, name, made)


def _holding(seat: Seat, organisations: dict[str, Organisation]) -> Holding:
    at = organisations[seat.organisation].id if seat.organisation else None
    held = Holding(id=new_id(), role=Role(seat.role), organisation_id=at, since=LONG_AGO)
    held.suspended_at = NOW if seat.state == "suspended" else None
    held.ended_at = NOW if seat.state == "ended" else None
    held.appointments = [AppointmentHeld(duty=Appointment(duty), since=LONG_AGO) for duty in seat.duties]
    return held


def _sign_in(session: Session, world: World, name: str, person: Person) -> None:
    """Two sessions and two passkeys; the first session is the one that they come with."""
    level = Level.ENROLLING if PEOPLE[name].is_enrolling else Level.FULL
    _row, world.tokens[name] = begin(session, person, running(), label="Here", level=level)
    other, _token = begin(session, person, running(), label="There")
    keys = [Passkey(person_id=person.id, credential_id=new_id(), public_key=b"k", made_at=LONG_AGO) for _ in range(2)]
    session.add_all(keys)
    session.flush()
    world.people[name] = person.id
    saved = keep(session, person.id, session.get_one(Listing, world.ids["quay"]["listing_id"]), NOW)
    link = FeedKey(person_id=person.id, token_hash=hashed(name), made_at=LONG_AGO, worded_at=NOW, state_at=NOW)
    session.add(link)
    session.flush()
    world.own[name] = {
        "session_id": other.id, "passkey_id": keys[0].id, "holding_id": person.holdings[-1].id, "saved_id": saved.id,
        "key_id": link.id,
    }  # fmt: skip
    slug = PEOPLE[name].seats[-1].organisation
    world.ids[f"{name} at {slug}"] = {"slug": slug, "holding_id": person.holdings[-1].id}


def _history(session: Session, world: World) -> None:
    """On every listing: one date cancelled, then words corrected; on every hall: shut for a day, then another door."""
    by = _by(world, "cora")
    for name in ("mill", "quay", "dale", "wire", "stray"):
        found = session.get_one(Listing, world.ids[name]["listing_id"])
        dates.cancel(session, by, found, (found.series[0].id, CANCELLED), NOW)
        words = care.change_words(session, by, found, {"summary": "Tea first"}, NOW)
        world.ids[name]["revision_id"] = world.ids[name]["seen"] = words.id if words else ""
    for name in ("mill hall", "quay hall", "dale hall"):
        hall = session.get_one(Venue, world.ids[name]["venue_id"])
        shut = closing.close(session, by, hall, (date(2027, 3, 1), date(2027, 3, 1)), NOW)
        door = care.change_door(session, by, hall, {"door_sign": "Ring twice"}, NOW)
        assert shut and door
        world.ids[name] |= {"revision_id": door.id, "seen": door.id, "closure_id": hall.closures[0].id}
        world.ids[f"{name} shut"] = world.ids[name] | {"revision_id": shut.id}
    mixed = {key: world.ids["quay"][key] for key in ("series_id", "revision_id")}
    world.ids["mill with parts of quay"] = world.ids["mill"] | mixed
    mixed = {key: world.ids["dale hall"][key] for key in ("closure_id", "revision_id")}
    world.ids["mill hall with parts of dale hall"] = world.ids["mill hall"] | mixed


def _invitations(session: Session, world: World, organisations: dict[str, Organisation]) -> None:
    for role, slug in ((Role.NEWCOMER, CALDER), (Role.COORDINATOR, CALDER), (Role.NEWCOMER, WORTH)):
        name = f"Zqinvited{role.value.title()}{slug.title()}"
        by = world.people["cora" if slug == CALDER else "kit"]
        made = make(session, role, organisations[slug].id, running(), made_by=by, name=name)
        thing = f"{role.value} to {slug}"
        world.ids[thing] = {"slug": slug, "invitation_id": made.invitation.id}
        world.open[thing] = made.token
    world.ids["nia's calendar"] = {"token": "nia"}
    world.ids["invitation"] = {"token": world.open["newcomer to calder"]}


def _ways_back(session: Session, world: World) -> None:
    """Cora asked that Lin and Cal be let back in, which somebody else has to agree to; and Ned, who has his code."""
    for name in ("lin", "cal", "ned"):
        held = session.get_one(Holding, world.own[name]["holding_id"])
        way, token = ask(session, _by(world, "cora"), held, running())
        world.ids[f"way back for {name}"] = {"slug": CALDER, "way_id": way.id, "token": token}
    world.ids["way back as if to worth"] = world.ids["way back for lin"] | {"slug": WORTH}


def _glass(session: Session, world: World, organisations: dict[str, Organisation]) -> None:
    yesterday = running() - timedelta(days=1)
    for name, broken in (("nia", running()), ("ned", yesterday)):
        made = Glass(
            id=new_id(), subject_id=world.people[name], actor_id=world.people["cora"], category="danger",
            organisation_id=organisations[CALDER].id, made_at=broken, ends_at=broken + timedelta(hours=1),
        )  # fmt: skip
        made.reason = "They did not come home last night"
        session.add(made)
        session.flush()
        world.ids.setdefault("glass at calder", {"slug": CALDER, "glass_id": made.id})
    world.ids[CALDER], world.ids[WORTH] = {"slug": CALDER}, {"slug": WORTH}
    world.ids["glass as if at worth"] = world.ids["glass at calder"] | {"slug": WORTH}
    world.ids["lee as if at calder"] = world.ids["lee at worth"] | {"slug": CALDER}


def _care_of_data(session: Session, world: World, calder: str) -> None:
    about = complain(session, calder, "My name was told", "", NOW.date())
    lost = open_incident(session, _by(world, "carl"), calder, running(), touches=["account"], notes="A phone was lost")
    for thing, ids in (("complaint", {"complaint_id": about.id}), ("incident", {"incident_id": lost.id})):
        words = "about" if thing == "complaint" else "at"
        world.ids[f"{thing} {words} calder"] = {"slug": CALDER, **ids}
        world.ids[f"{thing} as if {words} worth"] = {"slug": WORTH, **ids}


def _by(world: World, name: str) -> Warrant:
    seat = RealSeat(world.own[name]["holding_id"], Role.COORDINATOR)
    return Warrant(Actor(world.people[name], (seat,)), seat, Relation.AREA, "listing.edit")
