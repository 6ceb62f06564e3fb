"""One form on one thing: shown, sent back with what to do, held up when somebody else saved meanwhile, or saved.

Forms that open with what is there (`CorrectForm`) save only what was changed in them, see `merging`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.forms.basis import CorrectForm, SeenForm
from app.directory.models import Listing, Revision
from app.directory.queries.care import revisions
from app.directory.rules.editing.changes import since
from app.directory.views.care import merging
from app.directory.views.care.history import past
from app.kernel.errors import Refused
from app.places.models import Venue

Act = Callable[[], Revision | None]


@dataclass(frozen=True, slots=True)
class Editor:
    """A form, the thing that it changes, its template, and whatever else the template shows. `fresh` is the form as it
    would open this moment. `waits`: it is held up once by whatever somebody else did to the thing meanwhile.
    `back_url` is the way back where that is not the page of the thing."""

    thing: Listing | Venue
    form: SeenForm
    template: str
    more: dict[str, Any] = field(default_factory=dict)
    fresh: CorrectForm | None = None
    waits: bool = True
    back_url: str = ""


def home(thing: Listing | Venue) -> str:
    """The page of care of a listing or a venue."""
    return f"/care/{thing.id}" if isinstance(thing, Listing) else f"/care/venues/{thing.id}"


def last_seen(thing: Listing | Venue) -> str:
    """The id of the newest act on a thing, for a form to carry; empty when there is none."""
    acts = revisions(db.session(), thing)
    return acts[-1].id if acts else ""


def shown(
    editor: Editor, *, refusal: str = "", newer: tuple[Any, ...] = (), clashes: tuple[merging.Clash, ...] = ()
) -> str:
    """The page with the form."""
    return render_template(
        f"directory/care/{editor.template}.html",
        form=editor.form,
        thing=editor.thing,
        back_url=editor.back_url or home(editor.thing),
        refusal=refusal,
        newer=newer,
        clashes=clashes,
        **editor.more,
    )


def opened(editor: Editor) -> str:
    """The page with the form as it is first seen."""
    begin(editor)
    return shown(editor)


def begin(editor: Editor) -> None:
    """Have the form carry what its editor sees now."""
    editor.form.seen.data = last_seen(editor.thing)
    if isinstance(editor.form, CorrectForm):
        editor.form.show(editor.form)


def held_up(editor: Editor) -> ResponseReturnValue | None:
    """The page again if a field needs something, or if somebody else saved since this form was opened: then with what
    they changed, and all that was typed. None when nothing holds it up."""
    acts = revisions(db.session(), editor.thing)
    newer = since(acts, editor.form.seen.data or "")
    clashes: tuple[merging.Clash, ...] = ()
    if editor.fresh is not None and isinstance(editor.form, CorrectForm):
        clashes = merging.merged(editor.form, editor.fresh, merging.chosen(request.form), is_newest=not newer)
    is_sound = editor.form.validate()
    told = newer if clashes or (editor.waits and is_sound) else []
    if is_sound and not clashes and not told:
        return None
    if told:
        editor.form.seen.data = acts[-1].id
    return shown(editor, newer=past(editor.thing, told), clashes=clashes), 409 if is_sound else 400


def saved(editor: Editor, act: Act) -> ResponseReturnValue:
    """Do it and go back to the page of care, which says what was done; or show the form again with what to do."""
    return held_up(editor) or performed(editor, act)


def performed(editor: Editor, act: Act) -> ResponseReturnValue:
    """Do what nothing holds up; a refusal is shown above the form."""
    try:
        made = act()
    except Refused as refused:
        db.session().rollback()
        return shown(editor, refusal=str(refused)), 409
    return done(editor.thing, made)


def pressed(thing: Listing | Venue, form: SeenForm, act: Act) -> ResponseReturnValue:
    """A button pressed: do it, unless somebody else changed the thing since its page was opened."""
    newer = since(revisions(db.session(), thing), form.seen.data or "")
    return redirect(f"{home(thing)}?newer=1", 303) if newer else done(thing, act())


def done(thing: Listing | Venue, made: Revision | None) -> ResponseReturnValue:
    """To the page of care, with what was done."""
    return redirect(f"{home(thing)}?done={made.id}" if made else f"{home(thing)}?same=1", 303)
