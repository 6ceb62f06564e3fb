"""What is special: a date more, a note for one date, and what happens on bank holidays."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.actions import dates as acts
from app.directory.forms.dates import ExtraForm, HolidayForm, NoteForm
from app.directory.models import Listing
from app.directory.queries.timetables import as_series
from app.directory.rules.editing.moving import end_of, has_hours
from app.directory.rules.schedule import BankHoliday, Change, Occurrence
from app.directory.views.care.dates import ONE_DATE, date_named
from app.directory.views.care.opening import listing_in_care
from app.directory.views.care.page import date_words
from app.directory.views.care.saving import Editor, opened, saved
from app.kernel.days import LONDON, local_day
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("care_differing", __name__)


@bp.get("/care/<listing_id>/dates/new")
@does("listing.dates")
def extra(listing_id: str) -> ResponseReturnValue:
    """The form for a date more."""
    found, _by = listing_in_care(listing_id)
    series = as_series(found.series[0]) if found.series else abort(404)
    return opened(_extra(found, ExtraForm(data={"start": series.start, "end": end_of(series)})))


@bp.post("/care/<listing_id>/dates/new")
@does("listing.dates")
@commits
def save_extra(listing_id: str) -> ResponseReturnValue:
    """Add a date."""
    found, by = listing_in_care(listing_id, to_change=True)
    form = ExtraForm(request.form)
    series_id = found.series[0].id if found.series else abort(404)
    return saved(
        _extra(found, form),
        lambda: acts.add(db.session(), by, found, form.wanted(series_id), now(), why=form.why.data or ""),
    )


@bp.get(f"{ONE_DATE}/note")
@does("listing.dates")
def note(listing_id: str, series_id: str, day: str) -> ResponseReturnValue:
    """The form for the note of one date."""
    found, _by = listing_in_care(listing_id)
    part = date_named(found, series_id, day)
    return opened(_noted(found, _note(found, part), part))


@bp.post(f"{ONE_DATE}/note")
@does("listing.dates")
@commits
def save_note(listing_id: str, series_id: str, day: str) -> ResponseReturnValue:
    """Change the note of one date."""
    found, by = listing_in_care(listing_id, to_change=True)
    part, form = date_named(found, series_id, day), NoteForm(request.form)
    which, said = (series_id, part.day), form.note
    return saved(
        _noted(found, form, part),
        lambda: acts.set_note(db.session(), by, found, which, now(), note=said.data or "", why=form.why.data or ""),
    )


@bp.get("/care/<listing_id>/holidays")
@does("listing.edit")
def holidays(listing_id: str) -> ResponseReturnValue:
    """The form for bank holidays."""
    found, _by = listing_in_care(listing_id)
    return opened(Editor(found, _holidays(found), "holidays"))


@bp.post("/care/<listing_id>/holidays")
@does("listing.edit")
@commits
def save_holidays(listing_id: str) -> ResponseReturnValue:
    """Say what happens on bank holidays."""
    found, by = listing_in_care(listing_id, to_change=True)
    form = HolidayForm(request.form)
    return saved(
        Editor(found, form, "holidays", fresh=_holidays(found), waits=False),
        lambda: acts.set_holidays(
            db.session(), by, found, BankHoliday(form.bank_holiday.data), now(), why=form.why.data or ""
        ),
    )


def _extra(found: Listing, form: ExtraForm) -> Editor:
    return Editor(found, form, "extra", {"has_hours": has_hours(as_series(found.series[0]))})


def _note(found: Listing, part: Occurrence) -> NoteForm:
    """The form as it opens."""
    here = [each for each in found.one_offs if each.day == part.day and each.series_id in (None, part.series_id)]
    return NoteForm(data={"note": " ".join(each.note for each in here if each.change is Change.NOTE)})


def _noted(found: Listing, form: NoteForm, part: Occurrence) -> Editor:
    said = {"date": date_words(part, local_day(now(), LONDON)), "ask_first": part.ask_first}
    return Editor(found, form, "note", said, fresh=_note(found, part), waits=False)


def _holidays(found: Listing) -> HolidayForm:
    """The form as it opens."""
    return HolidayForm(data={"bank_holiday": found.bank_holiday.value})
