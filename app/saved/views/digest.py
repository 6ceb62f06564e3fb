"""The weekly list of an area by e-mail: asked for, confirmed by a link, stopped by a link; no account is needed."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.kernel.speech import _
from app.people.views.doors import address, never_kept
from app.places.models import Area
from app.places.queries import area_by_slug
from app.post.rules.wording import SENDER
from app.saved.actions import digest as acts
from app.saved.forms.digest import DigestForm
from app.saved.queries.digest import by_link, by_stop
from app.seal import ring
from app.web.access import does
from app.web.commits import commits
from app.web.limits import limit
from app.web.request import now

bp = Blueprint("digest", __name__)
bp.after_request(never_kept)

DAY = 24 * 3600
ASKS_A_DAY = 5
ASKS_FROM_HERE = 20
SUBJECT = "Your weekly list"


@bp.get("/digest/<slug>")
@does("digest.choose")
def form(slug: str) -> ResponseReturnValue:
    """What is sent, how often and from whom it seems to come; one field."""
    return _form(_area(slug), DigestForm())


@bp.post("/digest/<slug>")
@does("digest.choose")
@commits
def ask(slug: str) -> ResponseReturnValue:
    """Send a link that confirms. The answer is the same whether or not the address gets the list already."""
    area, typed = _area(slug), DigestForm(request.form)
    if not typed.validate():
        return _form(area, typed), 400
    email = typed.email.data or ""
    limit(db.session(), "digest", ASKS_FROM_HERE)
    limit(db.session(), "digest", ASKS_A_DAY, DAY, whose=ring().index(email, "email"))
    acts.ask(db.session(), area, email, address, running())
    sent = _("We sent a message to {email}. Open it, follow the link and press the button.", email=email)
    more = _("The link works for 3 days. Nothing else comes before that.")
    return _done(_("Look at your e-mail"), sent, more, f"/areas/{area.slug}")


@bp.get("/digest/yes/<token>")
@does("digest.choose")
def see(token: str) -> ResponseReturnValue:
    """Looking confirms nothing: mail programs open links by themselves."""
    reader = by_link(db.session(), token, running())
    if reader is None:
        return _over()
    lead = _("What is on in {area} comes by e-mail once a week, on Thursday.", area=reader.area.name)
    return _sure(_("Do you want the weekly list?"), lead, _("Yes, send it to me"))


@bp.post("/digest/yes/<token>")
@does("digest.choose")
@commits
def confirm(token: str) -> ResponseReturnValue:
    """Confirm."""
    reader = acts.confirm(db.session(), token, running(), now())
    if reader is None:
        return _over()
    lead = _("The list comes on Thursday morning. In a week with nothing to tell, none comes.")
    more = _("Each one has a link that stops it.")
    return _done(_("It is on its way"), lead, more, f"/areas/{reader.area.slug}")


@bp.get("/digest/stop/<token>")
@does("digest.choose")
def see_stop(token: str) -> ResponseReturnValue:
    """Looking stops nothing."""
    reader = by_stop(db.session(), token)
    if reader is None:
        return _nothing()
    lead = _("The list of {area} does not come any more, at once. We do not ask why.", area=reader.area.name)
    return _sure(_("Stop the weekly list?"), lead, _("Stop it"))


@bp.post("/digest/stop/<token>")
@does("digest.choose")
@commits
def stop(token: str) -> ResponseReturnValue:
    """Stop it at once. Mail programs post here by themselves when somebody presses their own button (RFC 8058)."""
    area = acts.stop(db.session(), token)
    if area is None:
        return _nothing()
    lead = _("The list does not come any more, and we have deleted your address from it.")
    return _done(_("Stopped"), lead, _("You can close this page."), f"/areas/{area.slug}")


def _area(slug: str) -> Area:
    return area_by_slug(db.session(), slug) or abort(404)


def _form(area: Area, typed: DigestForm) -> str:
    return render_template("saved/digest.html", area=area, form=typed, sender=SENDER, subject=SUBJECT)


def _sure(heading: str, lead: str, button: str) -> str:
    """The form sends to the very address of the page."""
    return render_template("saved/digest_sure.html", heading=heading, lead=lead, button=button, action=request.path)


def _done(heading: str, lead: str, more: str, back: str) -> str:
    return render_template("saved/digest_done.html", heading=heading, lead=lead, more=more, back=back)


def _over() -> ResponseReturnValue:
    lead = _("It works for 3 days, and only the newest one does.")
    return _done(_("This link does not work any more"), lead, _("You can ask for a new one."), ""), 410


def _nothing() -> ResponseReturnValue:
    lead = _("Nothing is sent by this link. Maybe it was stopped already, or a part of the link is missing.")
    return _done(
        _("This link stops nothing"), lead, _("If a list still comes, use the link in the newest one."), ""
    ), 404
