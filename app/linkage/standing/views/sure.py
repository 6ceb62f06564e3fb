"""One question before what a newcomer cannot take back with a press, or what others run for: another person, a plan
that ends, nobody at the meeting point."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.linkage.accompaniment.views import planning
from app.linkage.standing.views.mine import side
from app.web.access import does

bp = Blueprint("sure", __name__)


@bp.get("/mine/<page>/another")
@does("linkage.own")
def before_another(page: str) -> ResponseReturnValue:
    """What asking for another person does."""
    two = side(page)
    return render_template(
        "linkage/sure_another.html", here=two.here, back=two.back, name=two.name, has_plan=two.pair.plan is not None
    )


@bp.get("/mine/<page>/off")
@does("linkage.own")
def before_off(page: str) -> ResponseReturnValue:
    """What “Not this time” does."""
    return planning.before_off(side(page))


@bp.get("/mine/<page>/nobody")
@does("linkage.own")
def before_nobody(page: str) -> ResponseReturnValue:
    """Who is told when nobody is there."""
    return planning.before_nobody(side(page))
