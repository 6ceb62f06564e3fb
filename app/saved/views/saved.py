"""What somebody saved. Pages for everybody are the same for all, so the button on them sends a form that knows nobody:
here it is found out who sent it."""

from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.models import Listing
from app.directory.queries import pages
from app.directory.rules.describing import address_of, kicker, place
from app.directory.rules.timetable import Occurrence
from app.directory.rules.words import when_sentence
from app.kernel.access import Relation, Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.kernel.words import printable
from app.people.views.doors import WAYS_IN, never_kept
from app.saved.actions import saving as actions
from app.saved.models import Saved
from app.saved.queries.saved import Kept, own, saved_by, with_dates
from app.saved.rules.reminding import NONE, REMINDERS, read_remind
from app.web.access import does, may, warrant
from app.web.commits import commits
from app.web.request import now
from app.web.visits import csrf_matches, present_visit

bp = Blueprint("saved", __name__)
bp.after_request(never_kept)

ACT = "saved.own"
OURS = "same-origin"
"""What a browser says of a form that one of our own pages sent (Fetch Metadata)."""


@bp.get("/saved")
@does("listing.save")
def mine() -> ResponseReturnValue:
    """What somebody saved with their account."""
    if present_visit() is None:
        return _without_account()
    by = _by()
    return _list(by) if by else redirect(WAYS_IN, 303)


@bp.post("/saved")
@does("listing.save")
@commits
def keep() -> ResponseReturnValue:
    """Save a listing. A form of a page for everybody has no token: then the browser's own word that it is one of ours
    counts, and without that a page of one's own asks once more."""
    listing = pages.by_id(db.session(), printable(request.form.get("listing", "")).lower()) or abort(404)
    if present_visit() is None:
        return _without_account(listing)
    by = _by()
    if by is None:
        return redirect(WAYS_IN, 303)
    if not csrf_matches() and request.headers.get("Sec-Fetch-Site") != OURS:
        return render_template("saved/sure.html", listing=listing)
    remind = read_remind(request.form.get("remind", ""))
    actions.keep(db.session(), by.actor.person_id, listing, now(), remind)
    return redirect("/saved", 303)


@bp.post("/saved/<saved_id>/remove")
@does("saved.own")
@commits
def remove(saved_id: str) -> ResponseReturnValue:
    """Take it off the list. The answer is the list with a way back, so that no address tells what it was."""
    by = warrant(_theirs)
    found = _own(by, saved_id)
    listing, wished = found.listing, found.remind
    actions.drop(db.session(), found, now())
    return _list(by, gone=listing, wished=wished)


@bp.post("/saved/<saved_id>/remind")
@does("saved.own")
@commits
def remind(saved_id: str) -> ResponseReturnValue:
    """Wish to be reminded, or not any more."""
    by = warrant(_theirs)
    actions.wish(db.session(), _own(by, saved_id), read_remind(request.form.get("remind", "")))
    return redirect("/saved?said=saved", 303)


def _by() -> Warrant | None:
    """The warrant of whoever is signed in; None while they have not set up all their ways in."""
    visit = present_visit()
    return may(_theirs, ACT) if visit and not visit.is_enrolling else None


def _theirs(_seat: object) -> set[Relation]:
    return {Relation.OWN}


def _own(by: Warrant, saved_id: str) -> Saved:
    return own(db.session(), by.actor.person_id, saved_id) or abort(404)


def _without_account(listing: Listing | None = None) -> str:
    """For whoever is not signed in: nothing is kept here; an account, or the phone alone, is offered."""
    page = address_of(listing) if listing else ""
    keep = f"/keep?{urlencode({'page': page})}" if page else "/kept"
    return render_template("saved/without.html", listing=listing, back=page or "/", keep=keep)


def _list(by: Warrant, gone: Listing | None = None, wished: int | None = None) -> str:
    kept = with_dates(db.session(), saved_by(db.session(), by.actor.person_id), now())
    return render_template(
        "saved/mine.html",
        rows=[_row(each) for each in kept],
        gone=gone,
        wished=wished,
        reminders={"": NONE, **{str(minutes): words for minutes, words in REMINDERS.items()}},
        said=request.args.get("said", ""),
    )


def _row(kept: Kept) -> dict[str, object]:
    """One thing as the page shows it. Where its next date is held elsewhere, its own page tells."""
    listing, coming = kept.listing, kept.coming
    is_usual = coming is None or (coming.venue_id, coming.in_person) == (listing.venue_id, listing.in_person)
    return {
        "id": kept.saved.id,
        "name": listing.name,
        "url": address_of(listing),
        "kicker": kicker(listing),
        "place": place(listing) if is_usual else _("Not at the usual place this time: see its page."),
        "next": _when(coming) if coming else _("No date is planned."),
        "cancelled": [_("Cancelled: {when}.", when=_when(one)) for one in kept.cancelled],
        "remind": str(kept.saved.remind or ""),
    }


def _when(one: Occurrence) -> str:
    return when_sentence(one.starts, one.ends, local_day(now(), LONDON), one.all_day)
