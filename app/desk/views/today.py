"""Home of whoever is signed in: what waits for them, by role."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.champions.rules.words import STANDINGS
from app.concerns.queries.concerns import unheard, unreadable
from app.concerns.queries.concerns import waiting_for as concerns_for
from app.concerns.queries.duty import without_duty
from app.concerns.queries.ringing import rings_for
from app.desk.queries.champions import champions_of, own
from app.desk.queries.waiting import (
    records_to_look_at,
    requests_for,
    waiting_for,
    who_is_away,
    who_is_out,
    without_reader,
)
from app.directory.rules.words import day_name
from app.kernel.access import Actor
from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.queries.homeward import of_champion as homeward
from app.linkage.accompaniment.queries.pairs import of_champion
from app.linkage.accompaniment.rules.showing import card
from app.linkage.learning.queries.shown import ahead, coming
from app.linkage.matching.queries.engaged import also_asked
from app.linkage.matching.queries.offers import open_questions
from app.linkage.standing.queries.own import own_requests
from app.notices.queries.inbox import unread
from app.people.queries.factors import factors_of
from app.people.queries.people import by_id
from app.people.rules.roles import NAMES
from app.web.access import does, policy, visit, warrant
from app.web.request import now

bp = Blueprint("desk", __name__)


@bp.get("/today")
@does("today.read")
def today() -> ResponseReturnValue:
    """What waits, and where to go on."""
    by = warrant()
    person = by_id(db.session(), by.actor.person_id)
    mine = own(db.session(), by.actor, now())
    walks = [
        (pair, card(pair.plan, now(), is_newcomer=False) if pair.plan else None)
        for pair in of_champion(db.session(), by.actor.person_id)
    ]
    return render_template(
        "desk/today.html",
        name=person.name if person else "",
        seats=[(seat, NAMES[seat.role]) for seat in visit().actor.seats],
        lacks_paper=person is not None and factors_of(db.session(), person).lacks_paper,
        roles={role.value for role in by.actor.roles},
        sees_organisations=policy().may_ever(by.actor, "organisation.read"),
        may_refer=policy().may_ever(by.actor, "linkage.refer"),
        sees_jobs=policy().may_ever(by.actor, "jobs.read"),
        sees_undelivered=policy().may_ever(by.actor, "letter.read"),
        champions=champions_of(db.session(), by.actor, now()),
        own=mine,
        is_rung=bool(person and person.phone) or not (walks or any(not each.is_rung for each in mine)),
        standings=STANDINGS,
        unread=unread(db.session(), by.actor.person_id),
        records=records_to_look_at(db.session(), by.actor),
        waiting=waiting_for(db.session(), by.actor, now()),
        requests=requests_for(db.session(), by.actor, now()),
        questions=open_questions(db.session(), by.actor.person_id),
        also_asked=also_asked(db.session(), by.actor.person_id, now()),
        walks=walks,
        homeward=ahead(db.session(), by.actor.person_id, homeward(db.session(), by.actor.person_id), now()),
        along=coming(db.session(), by.actor.person_id, now()),
        away=who_is_out(db.session(), by.actor, now()),
        **_safety(by.actor),
        absences=who_is_away(db.session(), by.actor, now()),
        has_left=request.args.get("done") == "left",
        me=by.actor.person_id,
        day=lambda each: day_name(each, local_day(now(), LONDON)),
        own_requests=own_requests(db.session(), by.actor.person_id, now()),
    )


def _safety(actor: Actor) -> dict[str, object]:
    """What waits about somebody's safety, and where nobody would see to it."""
    return {
        "concerns": concerns_for(db.session(), actor, now()),
        "unreadable": unreadable(db.session(), actor),
        "unheard": unheard(db.session(), actor, now()),
        "rings": rings_for(db.session(), actor, now()),
        "without_reader": without_reader(db.session(), actor, now()),
        "without_duty": without_duty(db.session(), actor, now()),
    }
