"""On one's own account: people whom somebody never wants to meet again."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from app import db
from app.concerns.actions.apart import unblock
from app.concerns.queries.apart import blocks_of
from app.consent.rules.looking import when
from app.kernel.access import Relation, Warrant
from app.web.access import does, warrant
from app.web.commits import commits

bp = Blueprint("blocks", __name__)


@bp.get("/account/blocks")
@does("account.own")
def mine() -> ResponseReturnValue:
    """Each by the name under which they knew them."""
    shown = [(each, when(each.made_at)) for each in blocks_of(db.session(), _own().actor.person_id)]
    return render_template("concerns/blocks.html", blocks=shown)


@bp.post("/account/blocks/<block_id>/take-back")
@does("account.own")
@commits
def take_back(block_id: str) -> ResponseReturnValue:
    """From now on they may be brought together again."""
    by = _own()
    unblock(db.session(), by.actor.person_id, block_id)
    return redirect("/account/blocks", 303)


def _own() -> Warrant:
    return warrant(lambda _seat: {Relation.OWN})
