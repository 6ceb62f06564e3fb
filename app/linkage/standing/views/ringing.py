"""“I would rather be rung”: by whom, where whoever goes with a newcomer has no number of theirs."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.errors import Refused
from app.linkage.accompaniment.actions.telling import tell_at_once
from app.linkage.accompaniment.queries.lines import is_shared
from app.linkage.accompaniment.views.writing import Side
from app.linkage.standing.actions import ringing as acts
from app.linkage.standing.queries.ringing import ringing
from app.linkage.standing.views.mine import side
from app.notices.jobs import site_address
from app.web.access import does
from app.web.commits import commits
from app.web.request import now, settings

bp = Blueprint("ringing", __name__)

ACTS: dict[str, Callable[..., None]] = {"share": acts.by_champion, "staff": acts.by_staff}


@bp.get("/mine/<page>/rung")
@does("linkage.own")
def by_whom(page: str) -> ResponseReturnValue:
    """One question, two buttons; or where to give a number."""
    return _page(side(page))


@bp.post("/mine/<page>/rung")
@does("linkage.own")
@commits
def choose(page: str) -> ResponseReturnValue:
    """It counts at once. Without a number nobody is asked to ring."""
    two, act = side(page, is_held=True), ACTS.get(request.form.get("word", ""))
    if act is None or not ringing(db.session(), two.pair, is_shared=False).is_known:
        return _page(two), 400
    try:
        act(db.session(), two.pair, two.by, now())
        tell_at_once(db.session(), two.pair.linkage, site_address(settings()), now())
    except Refused as refused:
        db.session().rollback()
        return _page(side(page), str(refused)), 409
    return redirect(two.back, 303)


def _page(two: Side, sentence: str = "") -> str:
    found = ringing(db.session(), two.pair, is_shared=is_shared(db.session(), two.pair))
    return render_template(
        "linkage/rung.html",
        here=two.here,
        back=two.back,
        name=two.name,
        found=found,
        sentence=sentence,
        duty=two.pair.linkage.organisation,
    )
