"""The page of one request for company, for the coordinators of its organisation; after a refused press too."""

from datetime import datetime
from typing import Any

from flask import render_template, request

from app import db
from app.directory.rules.describing import language_name
from app.directory.rules.words import day_name
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _, marked
from app.linkage.accompaniment.queries.pairs import of_linkage, unsettled
from app.linkage.accompaniment.queries.verbs import three_steps
from app.linkage.accompaniment.rules.words import RESULTS, Outcome
from app.linkage.followup.queries import courses
from app.linkage.followup.rules.endings import FOR_STAFF
from app.linkage.followup.rules.schedule import REPLIES
from app.linkage.handover.queries.shown import elsewhere
from app.linkage.learning.queries.shown import for_staff
from app.linkage.matching.actions.freezing import CAN_PART
from app.linkage.matching.queries import driven, offers
from app.linkage.matching.queries.again import may_be_wished
from app.linkage.matching.queries.lifting import hold
from app.linkage.matching.queries.possible import choice
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.about import is_about
from app.linkage.referral.queries.asked import asked_for
from app.linkage.referral.queries.notice import short_notice
from app.linkage.referral.rules import said
from app.linkage.referral.rules.handling import buttons
from app.linkage.referral.rules.notice import OF_THEM
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import FIRST
from app.linkage.standing.actions import chores
from app.linkage.standing.queries.along import along
from app.linkage.standing.queries.barring import closed_to
from app.linkage.standing.queries.changed import changes
from app.linkage.standing.queries.chores import asks_of, ended_now
from app.linkage.standing.queries.earlier import earlier
from app.linkage.standing.queries.source import outing, source
from app.linkage.standing.queries.timeline import timeline
from app.linkage.standing.queries.way import way as way_to
from app.web.access import visit
from app.web.request import now

NOT_NOW = marked("That is not possible now")

OUTCOMES = {
    Outcome.ATTENDED.value: marked("They went together"),
    Outcome.NEWCOMER_ABSENT.value: marked("The newcomer did not come"),
    Outcome.CHAMPION_ABSENT.value: marked("The champion did not come"),
    Outcome.SHUT.value: marked("It was not on, or the door was shut"),
    Outcome.STOOD_DOWN.value: marked("It was called off"),
}
IN_ORDER = ("first", "second", "third")
"""The fields in which champions are chosen, in the order in which they are asked."""

TABLES = {
    "said_words": said, "firsts": FIRST, "outcomes": OUTCOMES, "goes_on": FOR_STAFF, "replies": REPLIES,
    "results": RESULTS, "in_order": IN_ORDER,
}  # fmt: skip
"""What the page says of what is kept by its code."""


def page(found: Linkage, refused: str = "", chosen: list[str] | None = None, *, heading: str = "") -> str:
    """All that is needed to look after it. `refused`: the sentence of a press that did nothing, under its heading."""
    session, present, me = db.session(), now(), visit().actor.person_id
    walk = offers.open_walk(session, found.id)
    way = way_to(session, found, present)
    return render_template(
        "linkage/request.html",
        **TABLES,
        **_next(found, walk is not None, me),
        **_past(found, present),
        found=found,
        wishes=found.wishes,
        languages=[language_name(code) for code in found.wishes.languages],
        soon=short_notice(session, found, present, OF_THEM),
        asked=asked_for(session, found, present),
        walk=walk,
        way=way,
        verbs=three_steps(session, of_linkage(session, found.id), me, present),
        rounds=offers.rounds(session, found.id),
        asks=asks_of(session, [found], me, present)[found.id],
        ended=ended_now(session, me, present, found.id),
        choice=choice(session, found, present) if way.may_ask else None,
        by_itself=driven.progress(session, found),
        chosen=chosen or [],
        refused=refused,
        refused_heading=heading or _(NOT_NOW),
        unsettled=unsettled(session, found),
        is_own=is_about(session, found, chores.DIFFER, me, present),
        along=along(session, found, me, present),
        outing=outing(session, found, present),
        learner=for_staff(session, found, present),
        source=source(session, found),
        answered=courses.said(session, found.id),
        same=may_be_wished(session, found, present) if found.state is State.REENGAGING else None,
        day=lambda date: day_name(date, local_day(present, LONDON)),
        when=lambda moment: said.when(moment, present),
        going=elsewhere(session, found, present),
        me=me,
        said=request.args.get("said", ""),
    )


def _next(found: Linkage, has_champion: bool, me: str) -> dict[str, Any]:
    """What may be pressed, and who lets it go on where it is on hold."""
    held = hold(db.session(), found, me)
    may = held is not None and held.may_lift
    return {
        "hold": held,
        "buttons": buttons(found.state, found.before, has_champion=has_champion, may_lift=may),
        "can_part": has_champion and found.state in CAN_PART,
    }


def _past(found: Linkage, present: datetime) -> dict[str, Any]:
    return {
        "closed": closed_to(db.session(), found, present),
        "earlier": earlier(db.session(), found, present),
        "changes": changes(db.session(), found, present),
        "events": timeline(db.session(), found, present),
    }
