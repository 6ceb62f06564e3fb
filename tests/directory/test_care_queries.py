"""Whose care a listing is in: the list, the relations and the table of access say the same."""

from itertools import product

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app import db
from app.directory.models import Listing, Report
from app.directory.queries import care
from app.directory.rules.status import Status
from app.kernel.access import Actor, Relation, Seat
from app.kernel.roles import Role
from app.people.models import Organisation, Person
from app.people.queries.people import actor
from app.places.models import Area
from app.web.access import policy
from tests.browser import Browser
from tests.directory.care import TONIGHT, organisation, person
from tests.directory.world import two_meetings
from tests.factories.directories import listing, venue

ROLES = (Role.COORDINATOR, Role.LINK_WORKER, Role.GROUP_REPRESENTATIVE, Role.CHAMPION, Role.REPORT_VIEWER)


@pytest.fixture
def orgs(session: Session) -> list[Organisation]:
    """Calder serves Calderdale, as Twin does; Leeds serves Leeds; Nowhere no area. Each runs something online."""
    hall, online = two_meetings(session)
    assert hall.venue and hall.venue.area
    leeds = Area(slug="leeds", name="Leeds")
    made = [organisation(session, "Calder", hall.venue.area), organisation(session, "Twin", hall.venue.area),
            organisation(session, "Nowhere")]  # fmt: skip
    session.add(leeds)
    session.flush()
    made.append(organisation(session, "Leeds", leeds))
    online.organisation_id = made[0].id
    session.add_all([
        listing(3, hall.kind, [], venue=venue(3, 53.8, -1.5, area=leeds)),
        listing(4, hall.kind, [], in_person=False, online=True, organisation_id=made[2].id),
        listing(5, hall.kind, [], in_person=False, online=True, organisation_id=made[3].id),
        listing(6, hall.kind, [], in_person=False, online=True),
        listing(7, hall.kind, [], venue=venue(7, None, None)),
    ])  # fmt: skip
    session.commit()
    return made


def everybody(session: Session, orgs: list[Organisation]) -> list[Person]:
    groups = session.scalars(select(Listing).where(Listing.slug.in_(["listing-1", "listing-5"]))).all()
    return [
        person(session, f"{where.name}{role}", role, where, *(groups if role is Role.GROUP_REPRESENTATIVE else ()))
        for where, role in product(orgs, ROLES)
    ]


def test_the_list_holds_just_what_the_table_allows(session: Session, orgs: list[Organisation]) -> None:
    everything = session.scalars(select(Listing)).all()
    for each in everybody(session, orgs):
        who = actor(each)
        allowed = {
            one.slug
            for one in everything
            if policy().decide(who, "listing.care.read", care.listing_relations(session, one.id))
        }

        assert {one.slug for one in care.in_care(session, who)} == allowed, each.name


@pytest.mark.parametrize(
    ("where", "slugs"),
    [("Calder", {1, 2}), ("Twin", {1, 2}), ("Nowhere", {4}), ("Leeds", {3, 5})],
)
def test_a_coordinator_looks_after_the_areas_of_the_organisation(
    session: Session, orgs: list[Organisation], where: str, slugs: set[int]
) -> None:
    seat = Seat("h" * 32, Role.COORDINATOR, next(each.id for each in orgs if each.name == where))

    found = care.in_care(session, Actor("p" * 32, (seat,)))

    assert {each.slug for each in found} == {f"listing-{number}" for number in slugs}


def test_who_holds_no_seat_of_care_sees_nothing(session: Session, orgs: list[Organisation]) -> None:
    assert care.in_care(session, Actor("p" * 32, ())) == []
    assert care.in_care(session, Actor("p" * 32, (Seat("h" * 32, Role.TECHNICAL_ADMIN),))) == []


def test_what_was_never_checked_comes_first_and_what_ended_last(session: Session, orgs: list[Organisation]) -> None:
    first, second = care.in_care(session, coordinator(orgs))
    first.confirmed_on = TONIGHT
    session.flush()
    assert [each.id for each in care.in_care(session, coordinator(orgs))] == [second.id, first.id]

    second.status = Status.ENDED
    session.flush()
    assert [each.id for each in care.in_care(session, coordinator(orgs))] == [first.id, second.id]


def test_a_search_takes_signs_as_they_are(session: Session, orgs: list[Organisation]) -> None:
    assert care.in_care(session, coordinator(orgs), name="%") == []
    assert len(care.in_care(session, coordinator(orgs), name="ISTING")) == 2


def test_reports_wait_oldest_first_for_those_who_look_after_the_listing(
    session: Session, orgs: list[Organisation]
) -> None:
    ids = dict(session.execute(select(Listing.slug, Listing.id)).all())
    session.add_all([
        Report(listing_id=ids["listing-1"], what="door", made_on=TONIGHT),
        Report(listing_id=ids["listing-2"], what="time", made_on=TONIGHT.replace(day=1)),
        Report(listing_id=ids["listing-3"], what="time", made_on=TONIGHT),
        Report(listing_id=ids["listing-1"], what="other", made_on=TONIGHT, settled_on=TONIGHT),
    ])  # fmt: skip
    session.flush()

    assert [made.what for made, _about in care.reports_in_care(session, coordinator(orgs))] == ["time", "door"]


def test_a_venue_is_a_groups_only_if_all_there_is_theirs(session: Session, orgs: list[Organisation]) -> None:
    hall = session.scalars(select(Listing).where(Listing.slug == "listing-1")).one()
    assert hall.venue
    gil = person(session, "Gil", Role.GROUP_REPRESENTATIVE, orgs[2], hall)
    (seat,) = actor(gil).seats
    relations = care.venue_relations(session, hall.venue.id)
    assert relations(seat) == {Relation.GROUP}

    session.add(listing(8, hall.kind, [], venue=hall.venue))
    session.flush()
    assert relations(seat) == set()


def coordinator(orgs: list[Organisation]) -> Actor:
    return Actor("p" * 32, (Seat("h" * 32, Role.COORDINATOR, orgs[0].id),))


@pytest.mark.parametrize("path", ["/care/{}", "/care/venues/{}", "/care/reports/{}"])
def test_sr_048_what_is_in_the_care_of_others_costs_the_same_questions_as_a_random_id(
    app: Flask, session: Session, orgs: list[Organisation], path: str
) -> None:
    hall = session.scalars(select(Listing).where(Listing.slug == "listing-1")).one()
    made = Report(listing_id=hall.id, what="time", made_on=TONIGHT)
    session.add(made)
    session.flush()
    theirs = {"/care/{}": hall.id, "/care/venues/{}": hall.venue_id, "/care/reports/{}": made.id}[path]
    stranger = Browser(app).sign_in(person(session, "Oz", Role.COORDINATOR, orgs[2]))
    asked: list[str] = []
    event.listen(app.extensions[db.KEY], "before_cursor_execute", lambda _c, _cursor, text, *_more: asked.append(text))

    assert stranger.get(path.format(theirs)).status == 404
    real = asked.copy()
    asked.clear()
    assert stranger.get(path.format("0000000a")).status == 404

    assert real == asked
