"""“I’d like to help”: for anybody, without an account."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.champions.actions.applying import Said, apply
from app.champions.forms.helping import HelpForm
from app.champions.queries.champions import first_names, welcoming
from app.champions.rules.agreement import TEXTS
from app.champions.rules.courses import NEWEST
from app.champions.rules.words import Kind
from app.kernel.errors import Refused
from app.people.models import Organisation
from app.people.rules.contact import read_email
from app.people.views.doors import never_kept
from app.seal import ring
from app.web.access import does
from app.web.commits import commits
from app.web.limits import limit
from app.web.request import now

bp = Blueprint("helping", __name__)
bp.after_request(never_kept)

FROM_HERE, A_DAY, DAY = 10, 5, 24 * 3600


@bp.get("/helping")
@does("champion.apply")
def where() -> ResponseReturnValue:
    """Which organisations one may help, and what helping is."""
    return render_template("champions/where.html", organisations=welcoming(db.session()))


@bp.get("/helping/agreement")
@does("champion.apply")
def agreement() -> ResponseReturnValue:
    """What a champion and their organisation agree on, to read beforehand, and to print and sign."""
    return render_template("champions/agreement.html", parts=TEXTS[NEWEST], version=NEWEST)


@bp.get("/helping/<slug>")
@does("champion.apply")
def form(slug: str) -> ResponseReturnValue:
    """Who they are, and what happens then."""
    return _page(_welcoming(slug), HelpForm())


@bp.post("/helping/<slug>")
@does("champion.apply")
@commits
def send(slug: str) -> ResponseReturnValue:
    """Send it to the organisation. The answer is the same whether or not they wrote before."""
    here, typed = _welcoming(slug), HelpForm(request.form)
    if not typed.validate():
        return _page(here, typed), 400
    try:
        email = read_email(typed.email.data or "")
        limit(db.session(), "help", FROM_HERE)
        limit(db.session(), "help", A_DAY, DAY, whose=ring().index(email.text, email.sort))
        kinds = tuple(Kind(each) for each in typed.kinds.data or ())
        apply(db.session(), here.id, Said(typed.name.data or "", email, kinds, typed.words.data or ""), now())
    except Refused as refused:
        typed.email.errors = [str(refused)]
        return _page(here, typed), 400
    return render_template("champions/sent.html", organisation=here, email=email.text)


def _welcoming(slug: str) -> Organisation:
    return next((each for each in welcoming(db.session()) if each.slug == slug), None) or abort(404)


def _page(here: Organisation, typed: HelpForm) -> str:
    names = first_names(db.session(), here.id, now())
    return render_template("champions/help.html", organisation=here, form=typed, names=names)
