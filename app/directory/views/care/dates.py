"""One date of a listing: cancelled, moved, or as usual after all."""

from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.actions import dates as acts
from app.directory.forms.basis import EditForm, SeenForm
from app.directory.forms.dates import CancelForm, MoveForm
from app.directory.models import Listing
from app.directory.queries.care import venues_in_area
from app.directory.queries.timetables import as_series
from app.directory.rules.describing import venue_line
from app.directory.rules.editing.moving import CannotChangeDate, find, has_hours
from app.directory.rules.schedule import Change, Occurrence
from app.directory.views.care.opening import listing_in_care
from app.directory.views.care.page import date_words
from app.directory.views.care.saving import Editor, opened, pressed, saved
from app.kernel.days import LONDON, local_day
from app.web.access import does
from app.web.choices import choices
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("care_dates", __name__)

ONE_DATE = "/care/<listing_id>/dates/<series_id>/<day>"


@bp.get(f"{ONE_DATE}/cancel")
@does("listing.dates")
def cancel(listing_id: str, series_id: str, day: str) -> ResponseReturnValue:
    """The form that cancels one date."""
    found, _by = listing_in_care(listing_id)
    return opened(_editor(found, CancelForm(), "cancel", date_named(found, series_id, day)))


@bp.post(f"{ONE_DATE}/cancel")
@does("listing.dates")
@commits
def save_cancelled(listing_id: str, series_id: str, day: str) -> ResponseReturnValue:
    """Cancel one date."""
    found, by = listing_in_care(listing_id, to_change=True)
    form, part = CancelForm(request.form), date_named(found, series_id, day)
    said = {"note": form.note.data or "", "why": form.why.data or ""}
    return saved(
        _editor(found, form, "cancel", part),
        lambda: acts.cancel(db.session(), by, found, (series_id, part.day), now(), **said),
    )


@bp.get(f"{ONE_DATE}/move")
@does("listing.dates")
def move(listing_id: str, series_id: str, day: str) -> ResponseReturnValue:
    """The form that moves one date."""
    found, _by = listing_in_care(listing_id)
    part = date_named(found, series_id, day)
    return opened(_editor(found, _move(found, part), "move", part))


@bp.post(f"{ONE_DATE}/move")
@does("listing.dates")
@commits
def save_moved(listing_id: str, series_id: str, day: str) -> ResponseReturnValue:
    """Move one date."""
    found, by = listing_in_care(listing_id, to_change=True)
    part = date_named(found, series_id, day)
    form = _offered(found, MoveForm(request.form))
    return saved(
        replace(_editor(found, form, "move", part), fresh=_move(found, part)),
        lambda: acts.move(db.session(), by, found, form.wanted((series_id, part.day)), now(), why=form.why.data or ""),
    )


@bp.post(f"{ONE_DATE}/usual")
@does("listing.dates")
@commits
def as_usual(listing_id: str, series_id: str, day: str) -> ResponseReturnValue:
    """One date is as usual after all."""
    found, by = listing_in_care(listing_id, to_change=True)
    which = (series_id, date_named(found, series_id, day).day)
    return pressed(found, SeenForm(request.form), lambda: acts.as_usual(db.session(), by, found, which, now()))


@bp.post(f"{ONE_DATE}/held")
@does("listing.dates")
@commits
def held(listing_id: str, series_id: str, day: str) -> ResponseReturnValue:
    """One date is on though it is a bank holiday."""
    found, by = listing_in_care(listing_id, to_change=True)
    which = (series_id, date_named(found, series_id, day).day)
    return pressed(found, SeenForm(request.form), lambda: acts.hold(db.session(), by, found, which, now()))


def date_named(found: Listing, series_id: str, day: str) -> Occurrence:
    """The date that an address names, if it is to come; 404 otherwise."""
    try:
        return find(acts.coming(db.session(), found, now()), series_id, date.fromisoformat(day))
    except (ValueError, CannotChangeDate):
        abort(404)


def _move(found: Listing, part: Occurrence) -> MoveForm:
    """The form as it opens: the date as it is held at present, with what people are told of it."""
    here = [each for each in found.one_offs if each.day == part.day and each.series_id in (None, part.series_id)]
    note = next((each.note for each in here if each.change in (Change.TIME, Change.VENUE) and each.note), "")
    held = {"to_day": part.starts.date(), "start": part.starts.time(), "end": part.ends.time(), "venue": part.venue_id}
    return _offered(found, MoveForm(data=held | {"note": note}))


def _offered(found: Listing, form: MoveForm) -> MoveForm:
    """The form with the known venues of the area to choose from; none for what is only online."""
    known = venues_in_area(db.session(), found) if found.in_person else []
    form.venue.choices = choices((each.id, venue_line(each)) for each in known)
    if found.venue and found.in_person and found.venue_id not in {each.id for each in known}:
        form.venue.choices[:0] = choices([(found.venue.id, venue_line(found.venue))])
    if not form.venue.choices:
        del form.venue
    return form


def _editor(found: Listing, form: EditForm, template: str, part: Occurrence) -> Editor:
    series = next(as_series(each) for each in found.series if each.id == part.series_id)
    said = {"date": date_words(part, local_day(now(), LONDON)), "has_hours": has_hours(series)}
    return Editor(found, form, template, said)
