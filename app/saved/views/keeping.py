"""Keeping pages on this phone, to be read without a network. The server knows nothing of it: which pages are kept, and
that any are, is on the phone alone."""

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.speech import _
from app.saved.rules.keeping import kept_address
from app.web.access import does
from app.web.assets import asset
from app.web.request import keep_link, settings

bp = Blueprint("keeping", __name__)
bp.add_app_template_global(keep_link)

ALWAYS_ASKED = "no-cache"
PARTS = ("site.css", "site.js", "keep.js", "icon.svg")


@bp.get("/keep")
@does("page.read")
def keep() -> ResponseReturnValue:
    """Ask before anything is kept: whoever holds the phone can read it."""
    page = kept_address(request.args.get("page", "")) or abort(404)
    return render_template("saved/keep.html", page=page, parts=_parts())


@bp.get("/kept")
@does("page.read")
def kept() -> ResponseReturnValue:
    """What is kept on this phone, put together on the phone; also the page for when there is no network."""
    return render_template("saved/kept.html")


@bp.get("/sw.js")
@does("page.read")
def worker() -> ResponseReturnValue:
    """What answers on the phone while there is no network, and shows that there is something to read; only a phone
    whose owner kept a page, or asked to be told, has it."""
    words = {
        "copy": _("You are offline. This is a copy from {when}. Things may have changed since."),
        "away": _("Our computer does not answer. This is a copy from {when}. Things may have changed since."),
        "push": _("There is something to read"),
    }
    script = Response(render_template("saved/sw.js", words=words), mimetype="text/javascript")
    script.headers["Cache-Control"] = ALWAYS_ASKED
    return script


@bp.get("/site.webmanifest")
@does("page.read")
def manifest() -> ResponseReturnValue:
    """What the phone calls the site once it is on the home screen (W3C Web Application Manifest)."""
    name = settings().name
    made = jsonify(
        name=name, short_name=name, id="/", start_url="/kept", scope="/", display="minimal-ui",
        background_color="#ffffff", theme_color="#ffffff",
        icons=[{"src": asset("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    )  # fmt: skip
    made.mimetype = "application/manifest+json"
    return made


def _parts() -> list[str]:
    return [asset(name) for name in PARTS]
