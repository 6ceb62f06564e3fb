"""Complaining about people who go along, staff, decisions, or what was done with one's data: for anybody, without an
account and without a cookie."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.consent.rules.looking import day
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.tokens import new_ref
from app.kernel.words import printable
from app.people.rules.contact import read_contact
from app.rights.actions.complaints import complain
from app.rights.queries.register_of_care import id_of, whom_to_complain_about
from app.rights.rules.complaints import LONGEST, due_by
from app.web.access import does
from app.web.commits import commits
from app.web.limits import limit
from app.web.request import now

bp = Blueprint("complaint", __name__)

COMPLAINTS_AN_HOUR = 5
LONGEST_CONTACT = 254


@bp.get("/privacy/complaint")
@does("complaint.make")
def form() -> ResponseReturnValue:
    """The form."""
    return _form()


@bp.post("/privacy/complaint")
@does("complaint.make")
@commits
def send() -> ResponseReturnValue:
    """Keep it, and acknowledge it at once. A filled-in honeypot is thanked and thrown away."""
    limit(db.session(), "complaint", COMPLAINTS_AN_HOUR)
    words = printable(request.form.get("words", "")[: LONGEST * 2])
    contact = request.form.get("contact", "").strip()[:LONGEST_CONTACT]
    today, reference = local_day(now(), LONDON), new_ref()
    try:
        known = read_contact(contact).text if contact else ""
        if not request.form.get("website"):
            about = id_of(db.session(), request.form.get("about", ""))
            reference = complain(db.session(), about, words, known, today).reference
    except Refused as refused:
        return _form(words, contact, str(refused)), 400
    return render_template("rights/complained.html", reference=reference, due=day(due_by(today)), can_write=bool(known))


def _form(words: str = "", contact: str = "", error: str = "") -> str:
    about = whom_to_complain_about(db.session())
    chosen = request.form.get("about", "")
    return render_template(
        "rights/complaint.html", about=about, chosen=chosen, words=words, contact_typed=contact, error=error
    )
