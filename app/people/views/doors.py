"""What the pages for getting in share: recognising a cookie, opening a session, where to go then."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Response, request

from app import db
from app.kernel.access import Visit
from app.kernel.clock import running
from app.people.actions import sessions
from app.people.actions.passkeys import Site
from app.people.models import Person
from app.people.models.entry import Level
from app.people.queries.people import actor
from app.people.rules.sessions import OWN_PHONE, label, limits
from app.web.request import public_address, settings
from app.web.safely import own_path
from app.web.visits import present_visit, set_cookie

WAYS_IN = "/account/ways-in"
NOT_ME = "/sign-in/not-me"


def recognise(token: str, present: datetime) -> Visit | None:
    """Whose cookie this is; that they were here is noted every five minutes, apart from what the page reads."""
    found = sessions.recognise(db.session(), token, present)
    if found and sessions.is_stale(db.session(), found, present):
        if request.method in db.READING:
            with db.unit_of_work() as apart:
                sessions.touch(apart, found, present)
        else:
            sessions.touch(db.session(), found, present)
    return found


def let_in(
    person: Person, next_path: str, *, own_phone: bool = False, level: Level = Level.FULL,
    proved_at: datetime | None = None,
) -> Response:  # fmt: skip
    """Sign somebody in and send them on. Whatever session the browser had before ends. Who was in already, and did not
    show just now that it is them, brings along when they last did."""
    present = running()
    _end_earlier(present)
    browser = label(request.user_agent.string)
    _row, token = sessions.begin(
        db.session(), person, present, label=browser, level=level, own_phone=own_phone, proved_at=proved_at
    )
    goal = WAYS_IN if level is Level.ENROLLING else own_path(next_path)
    answer = moved(goal)
    is_long = own_phone and limits(actor(person).roles, own_phone=True) is OWN_PHONE
    set_cookie(answer, token, OWN_PHONE.absolute if is_long else None)
    return answer


def moved(goal: str) -> Response:
    """Send the browser on to another page, by GET."""
    return Response(status=303, headers={"Location": goal})


def address(path: str) -> str:
    """An absolute address for a message; the host is the one that the settings name."""
    return public_address(path)


def _end_earlier(present: datetime) -> None:
    earlier = present_visit()
    if earlier:
        sessions.end(db.session(), earlier.actor.person_id, earlier.session_id, present)


def site() -> Site:
    """This site as a passkey knows it: bound to the host of its public address (WebAuthn Level 3, 5.1.2)."""
    base = settings().base_url or request.url_root.rstrip("/")
    return Site(urlsplit(base).hostname or "localhost", base, settings().name)


def sent_json() -> dict[str, Any]:
    """What a script of ours sent; anything but an object, or one too deep to be read, counts as nothing."""
    try:
        found = request.get_json(silent=True)
    except RecursionError:
        return {}
    return found if isinstance(found, dict) else {}


def never_kept(response: Response) -> Response:
    """Pages for getting in are kept nowhere, and no machine lists them: some hold what opens a door."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
