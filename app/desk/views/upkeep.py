"""For those who keep the site going: what it does by itself, how that went, and what waits to leave."""

from collections.abc import Mapping

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from app import db
from app.clockwork.queries import lease, states
from app.clockwork.rules.job import TABLE, Job
from app.desk.queries.upkeep import waiting_by_kind
from app.desk.rules.upkeep import for_how_long, minded, told
from app.kernel.clock import running
from app.web.access import does, warrant
from app.web.request import now

bp = Blueprint("upkeep", __name__)


@bp.get("/jobs")
@does("jobs.read")
def jobs() -> ResponseReturnValue:
    """How every job is, who minds the clock, what waits in the box."""
    warrant()
    table: Mapping[str, Job] = current_app.extensions[TABLE]
    session, present = db.session(), running()
    held = lease(session)
    waiting = waiting_by_kind(session, now(), present)
    return render_template(
        "desk/jobs.html",
        minded=minded(held, present),
        jobs=told(table, states(session), held, present),
        box=[(kind.replace("_", " "), count, for_how_long(waited)) for kind, (count, waited) in waiting.items()],
    )
