"""The same results as data: one row an occurrence, 500 at most."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from app import db
from app.directory import search
from app.directory.models import Listing
from app.directory.queries import results
from app.directory.rules.describing import address_of
from app.directory.rules.words import confirmed_state, noted
from app.directory.search import Found as Row
from app.directory.views.asking import Asked, ask, ask_online
from app.kernel.days import zone_of
from app.places.models import Venue
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Ambiguous, Found, Place
from app.web.access import does
from app.web.request import now, public_address

bp = Blueprint("data", __name__)

MOST_ROWS = 500


@bp.get("/near/<place>.json")
@does("directory.search")
def near(place: str) -> ResponseReturnValue:
    """What is on near a place, as JSON; 300 with choices when the name is ambiguous."""
    answer = gazetteer().find(place)
    if isinstance(answer, Found):
        return _answer(ask(answer), _place(answer.place))
    places = answer.choices if isinstance(answer, Ambiguous) else answer.suggestions
    choices = [_place(choice) for choice in places]
    return jsonify(choices=choices), 300 if isinstance(answer, Ambiguous) else 404


@bp.get("/online.json")
@does("directory.search")
def online() -> ResponseReturnValue:
    """What can be joined online, as JSON."""
    return _answer(ask_online(), None)


def _answer(asked: Asked, place: dict[str, Any] | None) -> Response:
    skip = (asked.wish.page - 1) * MOST_ROWS
    connection = db.session().connection()
    if place is None:
        rows = search.online(connection, asked.wish, asked.window, count=MOST_ROWS + 1, skip=skip)
    else:
        rows, _ = search.near(connection, asked.point, asked.wish, asked.window, count=MOST_ROWS + 1, skip=skip)
    has_more, rows = len(rows) > MOST_ROWS, rows[:MOST_ROWS]
    path = f"/near/{asked.place.slug}.json" if place else "/online.json"
    return jsonify(
        place=place,
        now=now().astimezone(zone_of(asked.seen.zone)).isoformat(timespec="seconds"),
        results=_rows(rows, asked),
        next=public_address(path + asked.wish.query(page=asked.wish.page + 1)) if has_more else None,
        ignored=list(asked.sentences),
    )


def _rows(rows: list[Row], asked: Asked) -> list[dict[str, Any]]:
    ids = [row.listing_id for row in rows]
    session = db.session()
    known, routes = results.listings(session, ids), results.routes_of(session, ids)
    places = results.venues(session, [row.venue_id for row in rows if row.venue_id])
    return [
        _row(row, known[row.listing_id], places.get(row.venue_id or ""), asked) | {"routes": routes[row.listing_id]}
        for row in rows
    ]


def _row(row: Row, listing: Listing, venue: Venue | None, asked: Asked) -> dict[str, Any]:
    return {
        "id": row.listing_id,
        "kind": listing.kind.value,
        "name": row.name,
        "routes": [],
        "starts_at": _moment(row.starts_at, row.zone),
        "ends_at": _moment(row.ends_at, row.zone),
        "open": row.is_open,
        "open_now": row.starts_at <= asked.seen.now < row.ends_at,
        "miles": None if row.miles is None else round(row.miles, 2),
        "venue": _venue(venue) if venue and row.in_person else None,
        "in_person": row.in_person,
        "online": row.online,
        "status": listing.status.value,
        "confirmed": confirmed_state(row.confirmed_on, asked.seen.today),
        "last_confirmed": row.confirmed_on.isoformat() if row.confirmed_on else None,
        "missing_since": row.missing_since.isoformat() if row.missing_since else None,
        "ask_first": row.ask_first,
        "note": noted(row.note),
        "url": public_address(address_of(listing)),
    }


def _moment(moment: int, zone: str) -> str:
    return datetime.fromtimestamp(moment, zone_of(zone)).isoformat()


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": place.label,
        "kind": place.kind,
        "latitude": round(place.lat, 2),
        "longitude": round(place.lon, 2),
        "url": public_address(f"/near/{place.slug}"),
    }


def _venue(venue: Venue) -> dict[str, Any]:
    """A venue as data; only its area when the address is withheld."""
    area = venue.area.name if venue.area else None
    if venue.address_withheld:
        return {"name": None, "address": None, "town": None, "postcode": None, "area": area, "url": None}
    return {
        "name": venue.name,
        "address": venue.address,
        "town": venue.town,
        "postcode": venue.postcode,
        "area": area,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "url": public_address(f"/venues/{venue.slug}"),
    }
