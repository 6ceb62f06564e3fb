"""The newcomer chooses among cards without names, or says what else would help while nobody is free."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.linkage.matching.actions import choosing
from app.linkage.matching.queries.cards import cards, may_choose
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("own_choice", __name__)


@bp.get("/mine/<page>/choose")
@does("linkage.own")
def choose(page: str) -> ResponseReturnValue:
    """Up to three cards, or the next ones."""
    linkage, _by = _mine(page)
    return _page(linkage)


@bp.post("/mine/<page>/choose")
@does("linkage.own")
@commits
def pick(page: str) -> ResponseReturnValue:
    """Ask this one."""
    linkage, by = _mine(page, is_held=True)
    try:
        choosing.pick(db.session(), by, linkage, request.form.get("word", ""), now())
    except Refused as refused:
        db.session().rollback()
        return _page(_mine(page)[0], str(refused)), 409
    return redirect(f"/mine/{page}/now", 303)


@bp.post("/mine/<page>/choose-for-me")
@does("linkage.own")
@commits
def leave_it(page: str) -> ResponseReturnValue:
    """We choose."""
    linkage, by = _mine(page, is_held=True)
    choosing.leave_it(db.session(), by, linkage, now())
    return redirect(f"/mine/{page}/now", 303)


@bp.post("/mine/<page>/otherwise")
@does("linkage.own")
@commits
def otherwise(page: str) -> ResponseReturnValue:
    """Something else would help."""
    linkage, by = _mine(page, is_held=True)
    choosing.otherwise(db.session(), by, linkage, request.form.get("word", ""), now())
    return redirect(f"/mine/{page}/now", 303)


def _mine(page: str, *, is_held: bool = False) -> tuple[Linkage, Warrant]:
    found = linkages.by_page(db.session(), page)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = linkages.held(db.session(), found.id) if found and is_held else found
    return linkage or abort(404), by


def _page(linkage: Linkage, sentence: str = "") -> str:
    others, session = request.args.get("others") == "1", db.session()
    is_turn = may_choose(session, linkage)
    return render_template(
        "linkage/cards.html",
        here=f"/mine/{linkage.page}",
        cards=cards(session, linkage, now(), others=others) if is_turn else [],
        is_turn=is_turn,
        others=others,
        sentence=sentence,
    )
