"""How an organisation works: its own numbers, to be seen and changed by those who run it."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app import db
from app.kernel.access import Relation, Relations, Seat, Warrant
from app.kernel.roles import Role
from app.linkage.referral.actions.house import choose
from app.linkage.standing.forms.house import HouseForm, as_chosen
from app.people.models import Organisation
from app.web.access import does, warrant
from app.web.commits import commits

bp = Blueprint("house", __name__)


@bp.get("/organisations/<slug>/how-we-work")
@does("organisation.edit")
def see(slug: str) -> ResponseReturnValue:
    """What holds now."""
    found, _by = _load(slug)
    return _page(found, HouseForm(data=as_chosen(found)))


@bp.post("/organisations/<slug>/how-we-work")
@does("organisation.edit")
@commits
def save(slug: str) -> ResponseReturnValue:
    """Keep what they chose."""
    found, by = _load(slug, is_held=True)
    form = HouseForm(request.form, data=as_chosen(found))
    if not form.validate():
        return _page(found, form), 400
    choose(db.session(), by, found, form.said)
    return redirect(f"/organisations/{slug}/how-we-work?said=saved", 303)


def _load(slug: str, *, is_held: bool = False) -> tuple[Organisation, Warrant]:
    """The organisation; held for a change, so that two who change it at once lose nothing of one another's."""
    mine = select(Organisation).where(Organisation.slug == slug)
    found = db.session().scalars(mine.with_for_update() if is_held else mine).first() or abort(404)
    return found, warrant(_of(found))


def _of(found: Organisation) -> Relations:
    def relations(seat: Seat) -> set[Relation]:
        is_own = seat.organisation_id == found.id
        return {Relation.ORGANISATION} if is_own else {Relation.ANY} if seat.role is Role.TECHNICAL_ADMIN else set()

    return relations


def _page(found: Organisation, form: HouseForm) -> str:
    return render_template("linkage/house.html", organisation=found, form=form, said=request.args.get("said", ""))
