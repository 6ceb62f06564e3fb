"""The people of the example world: one of every role, in two organisations. How they sign in is shown on the sign-in
page while example data is loaded; see app/people/views/examples.py."""

import hashlib
from datetime import datetime

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.models import Shift
from app.demo.sources.drafts import Record, records
from app.directory.models import Listing
from app.kernel.roles import Appointment, Role
from app.people.actions.invitations import set_contact
from app.people.actions.organisations import serve
from app.people.actions.passwords import set_password
from app.people.models import AppointmentHeld, Holding, Organisation, Person, Representative
from app.people.rules.contact import Contact
from app.people.rules.examples import PASSWORD
from app.people.rules.factors import takes_codes
from app.places.models import Area

SERVED = {"org-calder": ("Calderdale",), "org-worth": ("Bradford",)}
"""The two organisations that have people here, and the areas that they serve."""
DUTY = {"duty_hours": "Monday to Friday, 9am to 5pm", "duty_phone": "01632 960 555"}

WORKING_DAYS = range(5)
"""Whoever is on duty in the example world is so from Monday to Friday, 9 to 5, as it is said."""


def load_people(session: Session, organisations: dict[str, Organisation], now: datetime) -> int:
    """Let the example people in, once; how many are new. What somebody changed since stays. Those without an address
    are there to be seen: they have no way in."""
    for key, areas in SERVED.items():
        _take_on(session, organisations[key], areas)
    hashed, made = "", 0
    for record in records("people"):
        if session.get(Person, _id(record["name"])):
            continue
        person = _person(record, now)
        if "email" in record and not takes_codes(Role(role["role"]) for role in record["roles"]):
            hashed = _give_two_factors(session, person, hashed)
        session.add(person)
        session.flush()
        for role in record["roles"]:
            place = organisations[role["organisation"]].id if "organisation" in role else None
            _give(session, person, role, place, now)
        made += 1
    return made


def _take_on(session: Session, organisation: Organisation, areas: tuple[str, ...]) -> None:
    if organisation.areas or organisation.duty_phone:
        return
    serve(session, organisation, session.scalars(select(Area.id).where(Area.name.in_(areas))).all())
    organisation.duty_hours, organisation.duty_phone = DUTY["duty_hours"], DUTY["duty_phone"]
    organisation.constants = {"relay": True}


def _person(record: Record, now: datetime) -> Person:
    person = Person(id=_id(record["name"]), made_at=now, is_example=True)
    person.name = record["name"]
    if "email" in record:
        set_contact(person, Contact("email", record["email"]))
    if "phone" in record:
        set_contact(person, Contact("phone", record["phone"]))
    return person


def _give_two_factors(session: Session, person: Person, hashed: str) -> str:
    """The password of the example people, hashed once, and an app; the hash."""
    if hashed:
        person.password_hash = hashed
    else:
        set_password(session, person, PASSWORD)
    person.totp = pyotp.random_base32()
    return person.password_hash


def _give(session: Session, person: Person, role: Record, organisation: str | None, now: datetime) -> None:
    held = Holding(
        id=_id(f"{person.id} {role['role']} {organisation}"),
        role=Role(role["role"]),
        organisation_id=organisation,
        since=now,
    )
    held.appointments = [AppointmentHeld(duty=Appointment(duty), since=now) for duty in role.get("duties", ())]
    person.holdings.append(held)
    session.flush()
    if Appointment.ON_DUTY in role.get("duties", ()):
        turns = ((_id(f"turn {held.id} {day}"), day) for day in WORKING_DAYS)
        session.add_all(Shift(id=turn, organisation_id=organisation, person_id=person.id, weekday=day, first=9, last=17)
                        for turn, day in turns)  # fmt: skip
    groups = select(Listing.id).where(Listing.source_key.in_(role.get("groups", ())), Listing.is_example)
    session.add_all(Representative(holding_id=held.id, listing_id=group) for group in session.scalars(groups))
    session.flush()


def _id(key: str) -> str:
    """The same id on every installation."""
    return hashlib.blake2b(f"example person {key}".encode(), digest_size=16).hexdigest()
