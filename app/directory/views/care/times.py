"""The repeating times of a listing: each changed, added or taken away, and seen as dates before it is saved."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.actions import dates as acts
from app.directory.actions.snapshots import of_series
from app.directory.forms.basis import SeenForm, plain
from app.directory.forms.dates import TimesForm
from app.directory.models import Listing
from app.directory.queries.timetables import as_series, timetables
from app.directory.rules.editing import patterns
from app.directory.rules.habits import habit, habits
from app.directory.rules.timetable import next_on
from app.directory.rules.words import dated
from app.directory.views.care.opening import listing_in_care
from app.directory.views.care.page import date_words
from app.directory.views.care.saving import Editor, held_up, last_seen, opened, pressed, saved, shown
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("care_times", __name__)

NEW = "new"
DATES_SHOWN = 8
LOOK, SAVE = "look", "save"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One repeating time in a list."""

    url: str
    words: str


@bp.get("/care/<listing_id>/times")
@does("listing.edit")
def times(listing_id: str) -> ResponseReturnValue:
    """All repeating times of a listing."""
    found, _by = listing_in_care(listing_id)
    lines = [Pattern(f"/care/{found.id}/times/{each.id}", _in_words(found, of_series(each))) for each in found.series]
    return render_template(
        "directory/care/times.html", thing=found, lines=lines, back_url=f"/care/{found.id}", seen=last_seen(found)
    )


@bp.get("/care/<listing_id>/times/<series_id>")
@does("listing.edit")
def one_time(listing_id: str, series_id: str) -> ResponseReturnValue:
    """The form for one repeating time."""
    found, _by = listing_in_care(listing_id)
    was = _kept(found, series_id)
    said = patterns.chosen(was) if was else patterns.Chosen(first=local_day(now(), LONDON))
    form = TimesForm(data={name: getattr(said, name) for name in said.__slots__})
    return opened(_editor(found, form, was))


@bp.post("/care/<listing_id>/times/<series_id>")
@does("listing.edit")
@commits
def save_time(listing_id: str, series_id: str) -> ResponseReturnValue:
    """Show the dates that would come, save them, or go back to the form."""
    found, by = listing_in_care(listing_id, to_change=True)
    was = _kept(found, series_id)
    form = TimesForm(request.form)
    editor = _editor(found, form, was)
    answer = held_up(editor) or _unclear(editor, form, was)
    if answer is not None:
        return answer
    value = patterns.meant(form.said(), was, _zone(found), local_day(now(), LONDON))
    if request.form.get("step") == SAVE:
        return saved(editor, lambda: acts.set_times(db.session(), by, found, value, now(), why=form.why.data or ""))
    if request.form.get("step") == LOOK:
        return _preview(editor, found, value)
    return shown(editor)


@bp.post("/care/<listing_id>/times/<series_id>/remove")
@does("listing.edit")
@commits
def remove_time(listing_id: str, series_id: str) -> ResponseReturnValue:
    """Take one repeating time away."""
    found, by = listing_in_care(listing_id, to_change=True)
    if _kept(found, series_id) is None:
        abort(404)
    return pressed(found, SeenForm(request.form), lambda: acts.remove_times(db.session(), by, found, series_id, now()))


def _kept(found: Listing, series_id: str) -> dict[str, Any] | None:
    """The series as we keep it; None for a new one. Any other name is 404."""
    if series_id == NEW:
        return None
    return next((of_series(each) for each in found.series if each.id == series_id), None) or abort(404)


def _editor(found: Listing, form: TimesForm, was: dict[str, Any] | None) -> Editor:
    is_odd = was is not None and patterns.chosen(was).how == patterns.AS_IS
    form.offer(_in_words(found, was) if was and is_odd else "")
    return Editor(found, form, "time", {"has_hours": was is None or patterns.has_hours(was), "is_new": was is None})


def _unclear(editor: Editor, form: TimesForm, was: dict[str, Any] | None) -> ResponseReturnValue | None:
    faults = patterns.faults(form.said(), was)
    for name, sentence in faults.items():
        form.tell(name, sentence)
    return (shown(editor), 400) if faults else None


def _preview(editor: Editor, found: Listing, value: dict[str, Any]) -> str:
    today = local_day(now(), LONDON)
    ((_listing, table),) = timetables(db.session(), [found], today, today + timedelta(days=400))
    new = patterns.as_series(value)
    others = tuple(as_series(each) for each in found.series if each.id != value.get("id"))
    parts = next_on(replace(table, series=(*others, new)), now(), DATES_SHOWN)
    typed = [(name, plain(text)) for name, text in request.form.items(multi=True) if name not in ("csrf_token", "step")]
    return render_template(
        "directory/care/time_preview.html",
        thing=found,
        usual=habits([*others, new], _zone(found)),
        dates=[date_words(part, today) for part in parts],
        typed=[pair for pair in typed if pair[0] != "seen"] + [("seen", editor.form.seen.data or "")],
        back_url=f"/care/{found.id}/times",
    )


def _in_words(found: Listing, value: dict[str, Any]) -> str:
    listed = [dated(day) for day in patterns.days_of(value)]
    return habit(patterns.as_series(value), _zone(found)) or "; ".join(listed) or _("No date yet")


def _zone(found: Listing) -> str:
    """The time zone in which its times are told."""
    return found.venue.zone if found.venue and found.in_person else LONDON
