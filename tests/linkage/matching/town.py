"""A town with meetings on Tuesdays and champions who are free then, as they are kept."""

from datetime import date, time

from sqlalchemy.orm import Session

from app.champions.models import Champion, ChampionSlot
from app.directory.actions.listings import describe, settle
from app.directory.models import Listing
from app.directory.rules.timetable import Audience, Kind
from app.people.models import OrganisationArea, Person
from app.places.models import Access as Known
from app.places.models import Area
from tests.factories.directories import listing, venue, weekly
from tests.linkage.cast import NOW, champion, hub

TUESDAY = date(2026, 12, 22)
HALIFAX = (53.7234, -1.8612)


def meeting(session: Session, number: int, first: date = TUESDAY, **changes: object) -> Listing:
    """A meeting of NA in Halifax on Tuesdays from a first one on, open to anybody."""
    area = session.query(Area).order_by(Area.slug).first() or Area(slug="calderdale", name="Calderdale")
    hall = venue(number, *HALIFAX, area=area, step_free=Known.YES)
    usual = {"venue": hall, "audience": Audience.OPEN} | changes
    made = listing(number, Kind.MEETING, [weekly(first, time(19, 30))], **usual)
    session.add(made)
    describe(made, ["na"], [], ["en"])
    settle(session, [made], NOW)
    session.flush()
    if not hub(session).areas:
        hub(session).areas = [OrganisationArea(area_id=area.id)]
    session.commit()
    return made


def ready(session: Session, name: str = "Cal", **changes: object) -> Person:
    """A champion in Halifax who is free on Tuesday evenings."""
    made = champion(session, name)
    profile = session.query(Champion).filter_by(holding_id=made.holdings[0].id).one()
    profile.slots = [ChampionSlot(weekday=1, starts=time(18), ends=time(23))]
    profile.home, profile.modes, profile.minutes, profile.languages = "HX1", ["bus"], 45, ["en"]
    for field, value in changes.items():
        setattr(profile, field, value)
    session.commit()
    return made
