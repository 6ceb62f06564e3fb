"""Phones that are told when there is something to read: asked for on the phone itself, taken off anywhere."""

from typing import Any

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.notices.actions import phones
from app.people.rules.sessions import label
from app.people.views.account import me
from app.people.views.doors import sent_json
from app.post.rules.push import Phone, known_phone
from app.web.access import does
from app.web.commits import commits
from app.web.request import settings

bp = Blueprint("phones", __name__)

REACH = "/account/reach"


@bp.post("/account/reach/phone")
@does("account.reach")
@commits
def tell() -> ResponseReturnValue:
    """Tell the phone that asks."""
    person, by = me()
    try:
        name = label(request.user_agent.string)
        phones.tell(db.session(), by, person, _sent(), running(), label=name)
    except Refused as refused:
        return {"error": str(refused)}, 400
    return {"next": f"{REACH}?said=phone"}


@bp.post("/account/reach/phone/seen")
@does("account.reach")
@commits
def seen() -> ResponseReturnValue:
    """Is the phone that asks one that we tell? Then it is still there."""
    person, _by = me()
    try:
        return {"known": phones.saw(db.session(), person, _sent(), running())}
    except Refused:
        return {"known": False}


@bp.post("/account/reach/phone/<phone_id>/remove")
@does("account.reach")
@commits
def take_off(phone_id: str) -> ResponseReturnValue:
    """Tell a phone no more."""
    person, by = me()
    try:
        phones.take_off(db.session(), by, person, phone_id)
    except LookupError:
        abort(404)
    return redirect(f"{REACH}?said=off", 303)


def _sent() -> Phone:
    """What the browser says of itself. Raises `NoPushService`."""
    if not settings().push_key:
        abort(404)
    said = sent_json()
    found: dict[str, Any] = said["keys"] if isinstance(said.get("keys"), dict) else {}
    keys = {name: str(found.get(name, "")) for name in ("p256dh", "auth")}
    return known_phone(str(said.get("endpoint", "")), keys)
