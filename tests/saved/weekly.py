"""An area with two listings, and readers of its weekly list."""

from datetime import date, datetime, time, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.directory.actions.listings import describe, settle
from app.directory.models import Listing
from app.directory.rules.timetable import Kind
from app.kernel.clock import running
from app.places.models import Area
from app.post.jobs import send_due
from app.post.models import Letter
from app.saved.actions import digest as acts
from app.saved.models import DigestReader
from tests.conftest import LONDON
from tests.factories.directories import WRITTEN, listing, venue, weekly
from tests.post.letters import Sink

READER = "ria@mail.example"
TUESDAY = datetime(2026, 11, 10, 12, tzinfo=LONDON)
EARLY_THURSDAY = datetime(2026, 11, 12, 3, tzinfo=LONDON)
THURSDAY = datetime(2026, 11, 12, 9, tzinfo=LONDON)
WEEK = timedelta(days=7)


def public(path: str) -> str:
    """An address of ours, for messages."""
    return f"http://localhost:8000{path}"


def area(session: Session) -> Area:
    """Calderdale, with a meeting on Mondays at half past seven and a café on Saturdays at ten; committed."""
    made = Area(slug="calderdale", name="Calderdale")
    hall = venue(1, 53.7234, -1.8612, area=made, address="4 Mill Lane", postcode="HX1 1CK")
    monday, saturday = date(2026, 1, 5), date(2026, 1, 10)
    meeting = listing(1, Kind.MEETING, [weekly(monday, time(19, 30))], venue=hall)
    cafe = listing(2, Kind.CAFE, [weekly(saturday, time(10), 180)], venue=hall)
    meeting.note = "Ask for Samantha"
    session.add_all([made, meeting, cafe])
    describe(meeting, ["na"], [], ["en"])
    settled(session, WRITTEN, meeting, cafe)
    return made


def settled(session: Session, at: datetime, *listings: Listing) -> None:
    """Written as an editor would at a moment, into the diary of that Tuesday; committed."""
    settle(session, listings, TUESDAY)
    for each in listings:
        each.changed_at = at
    session.commit()


def named(session: Session, number: int) -> Listing:
    """One of the listings."""
    return session.scalars(select(Listing).where(Listing.slug == f"listing-{number}")).one()


def reader(session: Session, here: Area, email: str = READER, confirmed: datetime | None = TUESDAY) -> DigestReader:
    """Somebody who asked for the list, and confirmed at that moment; committed."""
    asked = acts.ask(session, here, email, public, running())
    if confirmed:
        acts.confirm(session, asked.token, running(), confirmed)
    session.flush()
    for letter in session.scalars(select(Letter)):
        session.delete(letter)
    session.commit()
    session.refresh(asked.reader)
    return asked.reader


def writing(session: Session, now: datetime) -> int:
    """What the job does at a moment; how many lists it put."""
    written = acts.write(session, now, running())
    session.commit()
    return written.lists


def leaving(app: Flask, mail: Sink, now: datetime) -> int:
    """Send what is due at a moment of people's time."""
    with app.app_context():
        return send_due(db.session(), {"email": mail}, running, lambda: now)


def list_of(app: Flask, now: datetime = THURSDAY) -> str:
    """The list as it leaves at that moment."""
    mail = Sink()
    leaving(app, mail, now)
    (taken,) = mail.taken
    return str(taken.values["list"])
