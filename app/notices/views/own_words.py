"""What messages to people of an organisation say: reading, trying, choosing words, and going back to ours."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.access import Warrant, belonging_to
from app.kernel.clock import running
from app.kernel.speech import _, marked
from app.notices.actions import own_words as acts
from app.notices.forms.own_words import OwnWordsForm
from app.notices.queries import own_words as queries
from app.notices.rules.own_words import (
    ADAPTABLE,
    CHANNELS,
    FIXED,
    NAMES,
    CannotUse,
    Looked,
    allowed,
    checked,
    needed,
)
from app.people.models import Organisation
from app.people.queries.organisations import by_slug
from app.people.views.doors import address
from app.post.rules import Channel
from app.post.rules.wording import OwnWords, as_mail, as_text, ours
from app.web.access import does, warrant
from app.web.commits import commits

bp = Blueprint("own_words", __name__)

ROADS = {Channel.EMAIL: marked("By e-mail"), Channel.TEXT: marked("By text message")}
VALUES = {
    "link": marked("the link that leads to what it is about"),
    "days": marked("how many days there are for it"),
    "minutes": marked("how many minutes it works"),
    "code": marked("the code"),
}


@bp.get("/organisations/<slug>/messages")
@does("message.read")
def messages(slug: str) -> ResponseReturnValue:
    """Every kind with what it says now."""
    found, _by = _load(slug)
    chosen, looked = queries.kept(db.session(), found.id), _looked()
    shown = [
        (kind, [_as_kept(kind, road, chosen.get((kind, road)), looked) for road in CHANNELS]) for kind in ADAPTABLE
    ]
    return render_template(
        "notices/own_words.html", organisation=found, shown=shown, names=NAMES, roads=ROADS,
        fixed=[(kind, why, _seen(kind, Channel.EMAIL, None, looked)) for kind, why in FIXED.items()],
        said=request.args.get("said", ""),
    )  # fmt: skip


@bp.get("/organisations/<slug>/messages/<kind>/<channel>")
@does("message.read")
def form(slug: str, kind: str, channel: str) -> ResponseReturnValue:
    """The words of one message, to be changed."""
    found, _by = _load(slug, kind, channel)
    said = queries.kept(db.session(), found.id).get((kind, channel)) or ours(kind, CHANNELS[channel])
    return _page(found, kind, channel, _form(channel, said))


@bp.post("/organisations/<slug>/messages/<kind>/<channel>/look")
@does("message.read")
def look(slug: str, kind: str, channel: str) -> ResponseReturnValue:
    """How the typed words would arrive; nothing is kept."""
    found, _by = _load(slug, kind, channel)
    made = _form(channel)
    try:
        checked(kind, channel, _typed(made), _looked())
    except CannotUse as refused:
        return _refused(found, kind, channel, made, refused)
    return _page(found, kind, channel, made)


@bp.post("/organisations/<slug>/messages/<kind>/<channel>")
@does("message.words")
@commits
def save(slug: str, kind: str, channel: str) -> ResponseReturnValue:
    """Keep the words, from the next message on."""
    found, by = _load(slug, kind, channel)
    made = _form(channel)
    try:
        acts.adapt(
            db.session(), by, found, _typed(made), kind=kind, channel=channel, looked=_looked(), present=running()
        )
    except CannotUse as refused:
        return _refused(found, kind, channel, made, refused)
    return redirect(f"/organisations/{slug}/messages?said=saved", 303)


@bp.post("/organisations/<slug>/messages/<kind>/<channel>/ours")
@does("message.words")
@commits
def back(slug: str, kind: str, channel: str) -> ResponseReturnValue:
    """Go back to our words."""
    found, by = _load(slug, kind, channel)
    acts.back_to_ours(db.session(), by, found, kind, channel)
    return redirect(f"/organisations/{slug}/messages?said=ours", 303)


def _load(slug: str, kind: str = ADAPTABLE[0], channel: str = Channel.EMAIL) -> tuple[Organisation, Warrant]:
    """The organisation and the visitor's warrant for it; 404 for strangers, and where there is no such message."""
    found = by_slug(db.session(), slug) or abort(404)
    by = warrant(belonging_to(found.id))
    if kind not in ADAPTABLE or channel not in CHANNELS:
        abort(404)
    return found, by


def _looked() -> Looked:
    return queries.looked_at(address("/").rstrip("/"))


def _form(channel: str, said: OwnWords | None = None) -> OwnWordsForm:
    made = OwnWordsForm(data={"subject": said.subject, "words": said.words}) if said else OwnWordsForm(request.form)
    if channel == Channel.TEXT:
        del made.subject
    return made


def _typed(made: OwnWordsForm) -> OwnWords:
    return OwnWords(made.data["words"] or "", made.data.get("subject") or "")


def _refused(
    found: Organisation, kind: str, channel: str, made: OwnWordsForm, refused: CannotUse
) -> ResponseReturnValue:
    made[refused.field].errors = [str(refused)]
    return _page(found, kind, channel, made), 400


def _page(found: Organisation, kind: str, channel: str, made: OwnWordsForm) -> str:
    """The form, and beside it how its words would arrive, if they may."""
    looked = _looked()
    seen = None if made.errors else _as_kept(kind, channel, _typed(made), looked)
    values = [(f"{{{name}}}", VALUES[name], name in needed(kind, channel)) for name in sorted(allowed(kind))]
    return render_template(
        "notices/own_words_form.html", organisation=found, kind=kind, channel=channel, form=made, values=values,
        name=_(NAMES[kind]), road=_(ROADS[Channel(channel)]), seen=seen,
    )  # fmt: skip


def _as_kept(kind: str, channel: str, own: OwnWords | None, looked: Looked) -> dict[str, object]:
    """How a message arrives with these words; where they pass no longer, with ours, and why."""
    trouble = ""
    try:
        own = own and checked(kind, channel, own, looked)
    except CannotUse as refused:
        trouble, own, had = str(refused), None, True
    else:
        had = own is not None
    return {"channel": channel, "is_own": had, "trouble": trouble, "seen": _seen(kind, channel, own, looked)}


def _seen(kind: str, channel: str, own: OwnWords | None, looked: Looked) -> tuple[str, list[str]]:
    """Subject and lines of a message with sample values."""
    values = {**looked.values, "code": "402913"}
    stop = looked.stop if kind in ADAPTABLE else ""
    if channel == Channel.TEXT:
        return "", [as_text(kind, values, stop=stop, own=own)]
    subject, body = as_mail(kind, values, stop=stop, own=own)
    return subject, [line for line in body.splitlines() if line]
