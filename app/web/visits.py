"""Signed-in visitors: their cookie, their forms, and what a page of theirs must say to caches.

Flask-Login is the glue by which a request's visitor is found; its own session and its remember-me cookie are not used,
since a cookie that carries its own meaning cannot be taken back. Routes that need no account never get here.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, abort, current_app, g, redirect, render_template, request
from flask.sessions import SessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from markupsafe import Markup

from app.kernel.access import Visit
from app.kernel.clock import running
from app.web.access import ANYONE, act_of_request, policy
from app.web.request import settings
from app.web.safely import inside, own_path
from app.web.typed import FIELD, given_back, typed

COOKIE = "alongside"
SECURE_COOKIE = "__Host-alongside"
FRESH = timedelta(minutes=5)
ENROLLING = frozenset({"account.keys"})
"""Acts that somebody may do who has no second factor yet, and needs one."""

HEADER = "X-CSRF-Token"
RECOGNISE = "alongside.recognise"

Recognise = Callable[[str, datetime], Visit | None]


class Visitor:
    """What Flask-Login hands on as the current user: a visit."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit


class Nothing(dict[str, Any], SessionMixin):
    """Flask's own session, which this site does not have."""


class NoSession(SessionInterface):
    """Keeps nothing and sets no cookie."""

    def open_session(self, app: Flask, request: Request) -> Nothing:
        """An empty one each time."""
        return Nothing()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing is kept."""


def init_app(app: Flask, recognise: Recognise) -> None:
    """Ask at the door of every route that needs an account."""
    app.session_interface = NoSession()
    app.extensions[RECOGNISE] = recognise
    login = LoginManager()
    login.init_app(app, add_context_processor=False)
    login.anonymous_user = lambda: None
    login.request_loader(_load)
    app.jinja_env.globals |= {"csrf": csrf_field, "csrf_token": csrf_token}
    app.before_request(_admit)
    app.after_request(_personal)


def csrf_token() -> str:
    """What a form of this visit must carry: bound to the session by our key, so that no other site can know it, and the
    same after somebody shows once more that it is them, so that what they typed before is not lost."""
    found: Visit | None = g.get("visit")
    key, session = settings().secret_key.encode(), found.session_id if found else ""
    return hmac.new(key, f"form\n{session}".encode(), hashlib.sha256).hexdigest() if found else ""


def csrf_matches() -> bool:
    """Does this post carry the token of its visit?"""
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    return hmac.compare_digest(given.encode(), csrf_token().encode())


def csrf_field() -> Markup:
    """The hidden field for a form of a signed-in page."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


def cookie_name() -> str:
    """A `__Host-` cookie wherever the site is reached by https (RFC 6265bis, 4.1.3.2)."""
    return SECURE_COOKIE if _is_secure() else COOKIE


def set_cookie(response: Response, token: str, lasts: timedelta | None) -> None:
    """Let the browser carry a session: until it is closed, or as long as stated."""
    seconds = int(lasts.total_seconds()) if lasts else None
    response.set_cookie(cookie_name(), token, max_age=seconds, secure=_is_secure(), httponly=True, samesite="Lax")


def forget_cookie(response: Response) -> None:
    """Let the browser forget it."""
    response.delete_cookie(cookie_name(), secure=_is_secure(), httponly=True, samesite="Lax")


def present_visit() -> Visit | None:
    """Who is signed in, looked for now: for the few open routes that may ask (signing in and out)."""
    if "visit" not in g:
        g.visit = current_user.visit if current_user else None
    found: Visit | None = g.visit
    return found


def _is_secure() -> bool:
    return request.is_secure or settings().base_url.startswith("https://")


def _load(_request: Request) -> Visitor | None:
    token = request.cookies.get(cookie_name(), "")
    found = current_app.extensions[RECOGNISE](token, running()) if token else None
    return Visitor(found) if found else None


def _admit() -> ResponseReturnValue | None:
    act = act_of_request()
    if not act or act in ANYONE:
        return None
    found = present_visit()
    if found is None:
        return _ask_to_sign_in()
    if request.method not in ("GET", "HEAD") and not csrf_matches():
        return ask_again()
    if found.is_enrolling and act not in ENROLLING:
        return redirect("/account/ways-in", 303)
    if not policy().may_ever(found.actor, act):
        abort(404)
    if policy().rule(act).fresh and not found.is_enrolling and not found.is_fresh(running(), FRESH):
        return ask_to_prove()
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method in ("GET", "HEAD"):
        return redirect(f"/sign-in?next={inside(request.full_path.rstrip('?'))}", 303)
    return render_template("people/signed_out.html", typed=given_back(), back=inside(_page_of_form())), 401


def ask_again() -> ResponseReturnValue:
    """The form was opened before somebody signed in anew, or on a page of somebody else: nothing of it is done, and
    what was typed is given back."""
    if request.is_json:
        abort(400)
    return render_template("people/opened_before.html", typed=given_back(), back=_page_of_form()), 400


def ask_to_prove() -> ResponseReturnValue:
    """Somebody has to show that it is them: the page that asks for it keeps what was typed, but for secrets."""
    here = inside(request.full_path.rstrip("?"))
    if request.method in ("GET", "HEAD"):
        return redirect(f"/account/prove?next={here}", 303)
    return render_template("people/prove_first.html", target=request.path, typed=typed()), 403


def _page_of_form() -> str:
    """The page that a form stood on, as far as its address tells: the nearest one above that can be opened."""
    routes, path = current_app.create_url_adapter(request), request.path
    while routes and path and not routes.test(path, method="GET"):
        path = path.rpartition("/")[0]
    return own_path(path)


def _personal(response: Response) -> Response:
    """A signed-in page is kept nowhere and looked for by no machine."""
    if g.get("visit") is not None or "Set-Cookie" in response.headers:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.vary.add("Cookie")
    return response
