"""The public data of the site described for programs: OpenAPI 3.1, one entry for every data address."""

from typing import Any

from app.directory.rules.finding import FARTHEST, LAST_PAGE, MARKS, MOMENTS, NEAREST, ONLINE, USUAL_MILES
from app.directory.rules.timetable import Kind
from app.directory.rules.vocabulary import routes

Json = dict[str, Any]

_IN_PATH: Json = {"in": "path", "required": True}


def description(name: str, address: str) -> Json:
    """The whole description; `address` is the site's own."""
    place = _parameter("place", {"type": "string"}, "A town, outcode, sector or point, like halifax or 53.72,-1.86.")
    at_place = [place | _IN_PATH]
    slug = [_parameter("slug", {"type": "string"}, "The last part of the page's address.") | _IN_PATH]
    kinds: Json = {"type": "string", "enum": ["meetings", "cafes", "events", "volunteering", "courses"]}
    kind = [_parameter("kinds", kinds, "The kind of listing.") | _IN_PATH]
    return {
        "openapi": "3.1.0",
        "info": {"title": name, "version": "1", "description": "Free to use. Please show when a listing was checked."},
        "servers": [{"url": address}],
        "paths": {
            "/near/{place}.json": _data("What is on near a place, one row an occurrence.", [*at_place, *_filters()]),
            "/near/{place}.ics": _calendar("Every matching listing near a place.", [*at_place, *_series_filters()]),
            "/online.json": _data("What can be joined online.", _filters()),
            "/online.ics": _calendar("Everything that can be joined online.", _series_filters()),
            "/{kinds}/{slug}.ics": _calendar("One listing.", [*kind, *slug, _discreet()]),
            "/{kinds}.ics": _calendar("Everything of one kind in the home area.", [*kind, *_series_filters()]),
            "/organisations/{slug}.ics": _calendar("Everything an organisation runs.", [*slug, _discreet()]),
            "/venues/{slug}.ics": _calendar("Everything held at a venue.", [*slug, _discreet()]),
            "/areas/{slug}.ics": _calendar("Everything held in an area.", [*slug, _discreet()]),
        },
        "components": {"schemas": {"Results": _results(), "Row": _row(), "Venue": _venue(), "Choices": _choices()}},
    }


def _parameter(name: str, schema: Json, words: str) -> Json:
    return {"name": name, "in": "query", "description": words, "schema": schema}


def _discreet() -> Json:
    return _parameter("discreet", {"type": "string", "enum": ["1"]}, "Words that tell nothing.")


def _series_filters() -> list[Json]:
    commas = "Several with commas between."
    return [
        _parameter("miles", {"type": "integer", "minimum": NEAREST, "maximum": FARTHEST, "default": USUAL_MILES}, ""),
        _parameter("online", {"type": "string", "enum": list(ONLINE), "default": "yes"}, ""),
        _parameter("kind", {"type": "string", "examples": [kind.value for kind in Kind]}, commas),
        _parameter("route", {"type": "string", "examples": list(routes())}, commas),
        _parameter("language", {"type": "string"}, "A BCP 47 code, or 1 for any but English."),
        *(_parameter(mark, {"type": "string", "enum": ["1"]}, "") for mark in MARKS),
        _discreet(),
    ]


def _filters() -> list[Json]:
    moments = {"type": "string", "enum": list(MOMENTS)}
    page = {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}
    return [_parameter("when", moments, ""), *_series_filters()[:-1], _parameter("page", page, "500 rows a page.")]


def _data(words: str, parameters: list[Json]) -> Json:
    answers: Json = {"200": _answer("The results.", "application/json", {"$ref": "#/components/schemas/Results"})}
    if any(parameter["name"] == "place" for parameter in parameters):
        choices = {"$ref": "#/components/schemas/Choices"}
        answers["300"] = _answer("Several places have that name.", "application/json", choices)
        answers["404"] = _answer("No place has that name; the choices are guesses.", "application/json", choices)
    return {"get": {"summary": words, "parameters": parameters, "responses": answers}}


def _calendar(words: str, parameters: list[Json]) -> Json:
    answers = {"200": _answer("iCalendar (RFC 5545).", "text/calendar", {"type": "string"})}
    return {"get": {"summary": words, "parameters": parameters, "responses": answers}}


def _answer(words: str, media: str, schema: Json) -> Json:
    return {"description": words, "content": {media: {"schema": schema}}}


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _results() -> Json:
    return _object(
        {
            "place": {"type": ["object", "null"]},
            "now": {"type": "string", "format": "date-time"},
            "results": {"type": "array", "maxItems": 500, "items": {"$ref": "#/components/schemas/Row"}},
            "next": {"type": ["string", "null"], "description": "The address of the next page."},
            "ignored": {"type": "array", "items": {"type": "string"}},
        }
    )


def _row() -> Json:
    text: Json = {"type": "string"}
    moment = {"type": "string", "format": "date-time"}
    flag = {"type": "boolean"}
    return _object(
        {
            "id": text | {"description": "Permanent; /l/ and this is a short link."},
            "kind": {"type": "string", "enum": [kind.value for kind in Kind]},
            "name": text,
            "routes": {"type": "array", "items": {"type": "string", "enum": list(routes())}},
            "starts_at": moment,
            "ends_at": moment,
            "open": {"type": ["boolean", "null"], "description": "May anyone come that day? null: not known."},
            "open_now": flag,
            "miles": {"type": ["number", "null"], "description": "Straight line; null when online only."},
            "venue": {"oneOf": [{"$ref": "#/components/schemas/Venue"}, {"type": "null"}]},
            "in_person": flag,
            "online": flag,
            "status": {"type": "string", "enum": ["active", "paused", "ended"]},
            "confirmed": {"type": "string", "enum": ["fresh", "ageing", "stale"]},
            "last_confirmed": {"type": ["string", "null"], "format": "date"},
            "url": text | {"format": "uri"},
        }
    )


def _venue() -> Json:
    words = {"type": ["string", "null"]}
    return _object({name: words for name in ("name", "address", "town", "postcode", "area", "url")})


def _choices() -> Json:
    return _object({"choices": {"type": "array", "items": {"type": "object"}}})
