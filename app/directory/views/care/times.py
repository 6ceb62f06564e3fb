"""The repeating times of a listing: each changed, added or taken away, and seen as dates before it is saved."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.actions import dates as acts
from app.directory.actions.snapshots import of_series
from app.directory.forms.basis import SeenForm
from app.directory.forms.dates import TimesForm
from app.directory.models import Listing
from app.directory.queries.timetables import as_series, timetables
from app.directory.rules.editing import patterns
from app.directory.rules.habits import habit, habits
from app.directory.rules.timetable import next_on
from app.directory.rules.words import dated
from app.directory.views.care.opening import listing_in_care
from app.directory.views.care.page import date_words
from app.directory.views.care.saving import Editor, begin, held_up, last_seen, opened, performed, pressed, shown
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("care_times", __name__)

NEW = "new"
DATES_SHOWN = 8
HOW_OFTEN, FIELDS, LOOK, SAVE = "how", "fields", "look", "save"


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
    """The form for one repeating time; of a new one how often it is on is asked first."""
    found, _by = listing_in_care(listing_id)
    was = _kept(found, series_id)
    editor = _editor(found, form := _form(was), was)
    if was is not None:
        return opened(editor)
    begin(editor)
    return _how_often(editor, form)


@bp.post("/care/<listing_id>/times/<series_id>")
@does("listing.edit")
@commits
def save_time(listing_id: str, series_id: str) -> ResponseReturnValue:
    """Ask how often, show the dates that would come, save them, or go back to the form."""
    found, by = listing_in_care(listing_id, to_change=True)
    was = _kept(found, series_id)
    form = TimesForm(request.form)
    editor, typed = _editor(found, form, was), form.told()
    answer = _asked(editor, form) or held_up(editor) or _unclear(editor, form, was)
    if answer is not None:
        return answer
    value = patterns.meant(form.said(), was, _zone(found), local_day(now(), LONDON))
    is_seen = form.told() == typed  # nothing that somebody else saved since the dates were shown
    if request.form.get("step") == SAVE and is_seen:
        return performed(editor, lambda: acts.set_times(db.session(), by, found, value, now(), why=form.why.data or ""))
    return _preview(form, found, value) if request.form.get("step") in (LOOK, SAVE) else shown(editor)


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


def _form(was: dict[str, Any] | None) -> TimesForm:
    """The form as it opens."""
    said = patterns.chosen(was) if was else patterns.Chosen(first=local_day(now(), LONDON))
    return TimesForm(data={name: getattr(said, name) for name in said.__slots__})


def _editor(found: Listing, form: TimesForm, was: dict[str, Any] | None) -> Editor:
    fresh = _form(was)
    is_odd = was is not None and patterns.chosen(was).how == patterns.AS_IS
    for each in (form, fresh):
        each.offer(_in_words(found, was) if was and is_odd else "")
    more = {"has_hours": was is None or patterns.has_hours(was), "is_new": was is None}
    return Editor(found, form, "time", more, fresh=fresh, waits=False)


def _asked(editor: Editor, form: TimesForm) -> ResponseReturnValue | None:
    """The page that asks how often; and after it the fields that go with the answer."""
    if request.form.get("step") == HOW_OFTEN:
        return _how_often(editor, form)
    if request.form.get("step") != FIELDS:
        return None
    return shown(editor) if form.how.validate(form) else (_how_often(editor, form), 400)


def _how_often(editor: Editor, form: TimesForm) -> str:
    """The page that asks how often; it carries whatever else was typed."""
    back_url = f"/care/{editor.thing.id}/times"
    typed = [pair for pair in _typed(form) if pair[0] != "how"]
    return render_template(
        "directory/care/how_often.html", thing=editor.thing, form=form, typed=typed, back_url=back_url, **editor.more
    )


def _typed(form: TimesForm) -> list[tuple[str, str]]:
    """What the form holds, as hidden fields carry it."""
    said = [(name, text) for name, texts in form.told().items() for text in texts]
    return [*said, *((each.name, each.data or "") for each in (form.seen, form.shown, form.why))]


def _unclear(editor: Editor, form: TimesForm, was: dict[str, Any] | None) -> ResponseReturnValue | None:
    faults = patterns.faults(form.said(), was)
    for name, sentence in faults.items():
        form.tell(name, sentence)
    return (shown(editor), 400) if faults else None


def _preview(form: TimesForm, found: Listing, value: dict[str, Any]) -> str:
    today = local_day(now(), LONDON)
    ((_listing, table),) = timetables(db.session(), [found], today, today + timedelta(days=400))
    new = patterns.as_series(value)
    others = tuple(as_series(each) for each in found.series if each.id != value.get("id"))
    parts = next_on(replace(table, series=(*others, new)), now(), DATES_SHOWN)
    return render_template(
        "directory/care/time_preview.html",
        thing=found,
        usual=habits([*others, new], _zone(found)),
        dates=[date_words(part, today) for part in parts],
        typed=_typed(form),
        back_url=f"/care/{found.id}/times",
    )


def _in_words(found: Listing, value: dict[str, Any]) -> str:
    listed = [dated(day) for day in patterns.days_of(value)]
    return habit(patterns.as_series(value), _zone(found)) or "; ".join(listed) or _("No date yet")


def _zone(found: Listing) -> str:
    """The time zone in which its times are told."""
    return found.venue.zone if found.venue and found.in_person else LONDON
