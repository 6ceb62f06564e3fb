"""For coordinators: does anybody wait longer than others, by gender, language, access, kind of meeting or area?"""

from math import inf

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Relation
from app.kernel.roles import Role
from app.kernel.speech import _, counted
from app.linkage.standing.queries.fairness import waited
from app.linkage.standing.rules.fairness import BY, NAMES, Wait, waits, worst
from app.people.models import Organisation
from app.web.access import does, visit, warrant
from app.web.request import now

bp = Blueprint("fairness", __name__)
DAY = 24


@bp.get("/requests/fairness")
@does("linkage.read")
def see() -> ResponseReturnValue:
    """Each organisation whose coordinator looks, with a table for each thing that is looked at."""
    by = warrant(lambda _seat: {Relation.ORGANISATION})
    ids = {seat.organisation_id for seat in visit().actor.seats if seat.role is Role.COORDINATOR}
    ours = db.session().scalars(select(Organisation).where(Organisation.id.in_(ids)).order_by(Organisation.name)).all()
    found = [(each.name, _tables(each)) for each in ours]
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "linkage", "", outcome="counted"))
    return render_template("linkage/fairness.html", found=found)


def _tables(organisation: Organisation) -> list[tuple[str, list[tuple[str, Wait, str]], float | None]]:
    every = waited(db.session(), organisation.id, now())
    if not every:
        return []
    return [_table(by, waits(every, by)) for by in BY]


def _table(by: str, rows: list[Wait]) -> tuple[str, list[tuple[str, Wait, str]], float | None]:
    named = [(_(NAMES[by].get(each.group, each.group)), each, _long(each.hours)) for each in rows]
    return BY[by], named, worst(rows)


def _long(hours: float | None) -> str:
    """How long half of them waited at most, in words."""
    if hours is None:
        return _("not shown")
    if hours == inf:
        return _("half of them have nobody yet")
    if hours < 2 * DAY:
        return counted("{count} hour", "{count} hours", max(1, round(hours)))
    return counted("{count} day", "{count} days", round(hours / DAY))
