"""How a calendar is answered: not again to who has it already, and that without building it."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache

from flask import Response, request

from app.kernel.speech import language
from app.web.request import public_address
from config import ROOT

KEPT = 900
FORMS = ("", ":br", ":gzip")
"""What stands after the tag of an answer that was sent compressed."""
FILE = "dates.ics"


def answer(state: object, changed_at: datetime, build: Callable[[], bytes], *, is_public: bool) -> Response:
    """The calendar, or 304 to who has it. `state` is all that decides what it holds, besides its address, the language
    and our own program; it is known without building. `changed_at` is since when all that may have been so."""
    tag = hashlib.blake2b(repr((state, *_surroundings())).encode(), digest_size=15).hexdigest()
    held = _held(tag, changed_at)
    response = Response(build(), content_type="text/calendar; charset=utf-8") if held is None else Response(status=304)
    response.set_etag(tag if held is None else held)
    response.last_modified = changed_at
    response.headers["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age={KEPT}"
    if held is None:
        response.headers["Content-Disposition"] = f'inline; filename="{FILE}"'
    return response


def _held(tag: str, changed_at: datetime) -> str | None:
    """The tag under which whoever asks has this calendar; None who has it not. A date is looked at only where no tags
    are sent (RFC 9110, 13.2.2)."""
    given = request.if_none_match
    if given:
        found = next((tag + form for form in FORMS if given.contains_weak(tag + form)), None)
        return tag if found and given.star_tag else found
    since = None if "If-None-Match" in request.headers else request.if_modified_since
    return tag if since and changed_at.replace(microsecond=0) <= since else None


def _surroundings() -> tuple[str, ...]:
    return public_address(request.path), request.query_string.decode(errors="replace"), language(), _program()


@cache
def _program() -> str:
    """A mark of this very program and its translations: another version may write the same dates otherwise."""
    mark = hashlib.blake2b(digest_size=8)
    for path in sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "translations").rglob("*.mo")]):
        mark.update(path.read_bytes())
    return mark.hexdigest()
