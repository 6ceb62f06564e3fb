"""Opening what is in somebody's care: the thing itself and the warrant, or 404 as for what does not exist."""

from flask import abort

from app import db
from app.directory.models import Listing, Report
from app.directory.queries import care
from app.kernel.access import Relation, Seat, Warrant
from app.places.models import Venue
from app.web.access import warrant


def anything_in_care(_seat: Seat) -> set[Relation]:
    """The relations to a list that holds nothing but what is in the visitor's care."""
    return {Relation.AREA, Relation.GROUP}


def listing_in_care(listing_id: str, *, to_change: bool = False) -> tuple[Listing, Warrant]:
    """A listing, and the warrant for this request's act on it; `to_change` keeps others off it meanwhile. The warrant
    is asked for first: what is not the visitor's takes as long as what does not exist."""
    session = db.session()
    by = warrant(care.listing_relations(session, listing_id))
    return care.listing(session, listing_id, to_change=to_change) or abort(404), by


def venue_in_care(venue_id: str, *, to_change: bool = False) -> tuple[Venue, Warrant]:
    """A venue, and the warrant for this request's act on it; as for a listing."""
    session = db.session()
    by = warrant(care.venue_relations(session, venue_id))
    return care.venue(session, venue_id, to_change=to_change) or abort(404), by


def report_in_care(report_id: str, *, to_change: bool = False) -> tuple[Report, Listing, Warrant]:
    """A report with its listing, and the warrant for this request's act on it."""
    about, by = listing_in_care(care.reported(db.session(), report_id), to_change=to_change)
    return db.session().get_one(Report, report_id), about, by
