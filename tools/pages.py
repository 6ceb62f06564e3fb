"""Every public page of the example world, by address: for pictures and for the tests that look at all of them."""

from collections.abc import Iterator

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import db
from app.directory.models import Listing, OneOff
from app.directory.rules.words import KIND_ADDRESSES
from app.places.models import Area, Venue

SEARCHES = (
    "/near/halifax",
    "/near/halifax?when=week&miles=25",
    "/near/halifax?when=week&miles=25&page=2",
    "/near/HX1?when=now&online=only",
    "/near/lerwick",
    "/near/53.72,-1.86?when=never&moon=1&step_free=1",
    "/near/halifax/choices",
    "/near/halifax?when=week&print=a4",
    "/near/halifax?when=week&print=large",
)
"""A usual evening, a full page and the next, online only, nothing near, unknown words, choices, two for paper."""
CHOICE_OF_PLACES = "/near/newport"
NOT_FOUND = ("/near/qqqqq", "/no-such-page")
NOT_PAGES = (".json", ".ics", ".txt", ".xml", "/healthz", "/readyz", "<path:filename>")


def addresses(app: Flask) -> list[str]:
    """Every page without a blank to fill in, searches of each sort, and one of each thing, in each state."""
    bare = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and not rule.rule.endswith(NOT_PAGES)
    ]
    lists = [f"/{plural}" for plural in KIND_ADDRESSES.values()]
    with Session(app.extensions[db.KEY]) as session:
        return [*bare, *SEARCHES, CHOICE_OF_PLACES, *NOT_FOUND, *lists, *_things(session)]


def without_page(app: Flask, shown: list[str]) -> list[str]:
    """The rules of pages that none of these addresses reaches."""
    reached = {
        app.url_map.bind("localhost").match(path.partition("?")[0])[0] for path in shown if path not in NOT_FOUND
    }
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in reached and not rule.rule.endswith(NOT_PAGES)
    )


def _things(session: Session) -> Iterator[str]:
    state = (Listing.kind, Listing.status, Listing.in_person, Listing.online)
    for kind, slug in session.execute(select(Listing.kind, func.min(Listing.slug)).group_by(*state)):
        yield f"/{KIND_ADDRESSES[kind]}/{slug}"
    oldest = select(Listing).order_by(Listing.confirmed_on).limit(1)
    longest = select(Listing).order_by(func.length(Listing.name).desc(), Listing.slug).limit(1)
    cancelled = select(Listing).join(Listing.one_offs).order_by(OneOff.change != "cancelled", OneOff.day).limit(1)
    for query in (oldest, longest, cancelled):
        found = session.scalars(query).one()
        yield f"/{KIND_ADDRESSES[found.kind]}/{found.slug}"
    yield f"/l/{session.scalars(select(Listing.id).order_by(Listing.slug)).first()}"
    yield f"/venues/{session.scalars(select(Venue.slug).order_by(Venue.slug)).first()}"
    yield f"/areas/{session.scalars(select(Area.slug).where(Area.slug == 'calderdale')).one()}"
