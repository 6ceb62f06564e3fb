"""What happened to a request, in words for staff."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.speech import _, marked
from app.linkage.accompaniment.rules.safety import HAPPENED
from app.linkage.accompaniment.rules.words import CAME_OF_IT, Outcome
from app.linkage.handover.queries.handovers import moved_to
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.rules.changing import BY_TELEPHONE
from app.linkage.referral.rules.changing import WHAT as CHANGED
from app.linkage.referral.rules.handling import NOBODY_BEFORE
from app.linkage.referral.rules.said import STATES, WHY_NEW_PLAN, when
from app.linkage.referral.rules.states import STAFF_GOES, State
from app.linkage.referral.rules.tasks import TOLD_DONE, TOLD_UNDONE, words_of
from app.people.models import Person
from app.post.rules.letter import Trouble

WHAT = {
    **HAPPENED,
    **CHANGED,
    "asked": marked("A champion was asked"),
    "asked_staff": marked("One of the staff was asked"),
    "declined": marked("A champion said not this time"),
    "expired": marked("A champion did not answer in time"),
    "undone": marked("A champion took their answer back"),
    "recalled": marked("The question was taken back"),
    "yes_again": marked("Both said by telephone that they go together again"),
    "taken": marked("Somebody else looks after it"),
    "end_said": marked("They told us that they do not want it any more"),
    "end_unsaid": marked("It does not end after all"),
    "after_all": marked("They told us that they would like to hear from us after all"),
    "tried": marked("A try to get in touch"),
    "staff_tried": marked("Staff tried to reach them"),
    "said": marked("A word between the two"),
    "newcomer_line_down": marked("Words of the newcomer were taken down"),
    "champion_line_down": marked("Words of the champion were taken down"),
    "line_stays": marked("Words that were reported stay"),
    "plan_proposed": marked("A plan was suggested"),
    "plan_changed": marked("A change of the plan was suggested"),
    "change_suggested": marked("A change of the plan was suggested, which stands meanwhile"),
    "change_agreed": marked("Both said yes to the change of the plan"),
    "change_dropped": marked("The change of the plan does not come about"),
    "plan_agreed": marked("Both said yes to the plan"),
    "learner_asked": marked("It was asked whether somebody who is learning may come along"),
    "learner_yes": marked("One of them said yes to somebody coming along"),
    "learner_comes": marked("Everybody said yes: somebody who is learning comes along"),
    "learner_off": marked("Nobody comes along to that outing"),
    "plan_declined": marked("A suggestion did not suit"),
    "break_goes": marked("The champion has a break, and still goes with them"),
    "plan_off_today": marked("The plan was let go on the day itself"),
    "plan_off": marked("The plan was let go"),
    "off_today": marked("One of the two left it for another day"),
    "plan_unwished": marked("The plan is off: they would like something else"),
    "wishes_news": marked("The champion hears that something was changed"),
    "plan_moved": marked("The meeting moved, and the plan with it"),
    "plan_shut": marked("The meeting is not on"),
    "plan_on_again": marked("The meeting is on after all, and the plan stands again"),
    "reminded_champion": marked("The champion was reminded"),
    "asked_champion": marked("The champion was asked for something before they go"),
    "reminded_newcomer": marked("The newcomer was reminded"),
    "plan_clash": marked("It moved to a time at which one of them meets somebody else"),
    "try_again": marked("Another time was offered"),
    "still_on": marked("One of the two said that it still stands"),
    "champion_well": marked("The champion is all right"),
    "felt": marked("The newcomer said how it was"),
    "again": marked("The newcomer said whether they would go again"),
    "asked_how": marked("We asked how it was"),
    "getting_on": marked("The newcomer said how they are getting on"),
    "ask_not_now": marked("The newcomer left a question for now"),
    "ask_in_weeks": marked("The newcomer would like no such question for four weeks"),
    "ask_no_more": marked("The newcomer would like no such questions any more"),
    "ask_as_before": marked("The newcomer would like to be asked again"),
    "asked_again": marked("We asked how it is going"),
    "ending": marked("An ending was planned, and both were told"),
    "check_up_asked": marked("We asked how they are"),
    "check_up_said": marked("They said how they are"),
    "was_here": marked("They showed that they asked before"),
    "agreed_again": marked("They said yes again to whoever asked for them"),
    "paper": marked("Their paper was printed again"),
    "proved": marked("They showed that this request is theirs"),
    "holder_left": marked("Whoever looked after it is not here any more"),
    "back_due": marked("The pause was over, and we asked"),
    "rung_wished": marked("The newcomer would like staff to ring them"),
    "in_touch": marked("The newcomer is in touch again"),
    "contact_shared": marked("The newcomer shared their contact with the champion"),
    "contact_hidden": marked("The newcomer shares their contact no more"),
    "released": marked("Champions may be asked without staff choosing each"),
    "taken_over": marked("Staff choose from here on"),
    "picked": marked("The newcomer chose whom to ask"),
    "chooses_not": marked("The newcomer leaves the choice to us"),
    "otherwise": marked("The newcomer would like something else meanwhile"),
    "interpreter": marked("An interpreter is booked"),
    "no_interpreter": marked("The interpreter is not booked any more"),
    "handover_asked": marked("Another organisation was asked to look after them"),
    "handover_back": marked("The question to another organisation was taken back"),
    "handover_late": marked("Another organisation did not answer in time"),
    "handover_no": marked("Another organisation cannot take this on"),
    "champion_cannot": marked("The champion cannot go on with this walk"),
    "another_person": marked("The newcomer asked for another person"),
    TOLD_DONE: marked("Done: “{task}”"),
    TOLD_UNDONE: marked("Not done after all: “{task}”"),
}

NOT_REMINDED = {
    "reminded_champion": marked("The champion could not be reminded"),
    "reminded_newcomer": marked("The newcomer could not be reminded"),
}
WHY_NOT = {
    Trouble.NO_ROAD.value: marked("no address is known for the way that they chose"),
    Trouble.NOT_WANTED.value: marked("they wished for no such messages"),
}
"""Of a reminder that reached nobody: by the code that is kept as the reason."""
OF_STAFF = {
    "declined": marked("One of the staff said not this time"),
    "expired": marked("One of the staff did not answer in time"),
}
"""The same, where a member of staff was asked."""

ON_HOLD = State.SAFETY_HOLD.value
"""Who set a request on hold is said of none, so that nobody can tell one hold from another."""

TASKS = (TOLD_DONE, TOLD_UNDONE)
"""Of these the reason says which task."""

TRIES = ("tried", "staff_tried")
CAME = {each.value: words for each, words in CAME_OF_IT.items()}
OUTCOMES = {
    Outcome.ATTENDED.value: marked("they went together"),
    Outcome.NEWCOMER_ABSENT.value: marked("the newcomer did not come"),
    Outcome.CHAMPION_ABSENT.value: marked("the champion did not come"),
    Outcome.SHUT.value: marked("it was not on, or the door was shut"),
    Outcome.STOOD_DOWN.value: marked("it was called off"),
}
"""What came of a try, and how it went: by the code that is kept as the reason."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line: when, what, and who did it ("" for the site itself)."""

    when: str
    what: str
    who: str


def timeline(session: Session, linkage: Linkage, now: datetime) -> list[Event]:
    """Latest first."""
    ids = {each.actor_id for each in linkage.happenings} - {""}
    names = {each.id: each.name for each in session.scalars(select(Person).where(Person.id.in_(ids)))}
    moved = moved_to(session, linkage)
    name = moved.organisation.name if moved else ""
    return [
        Event(when(each.at, now), _words(each, name), "" if each.went_to == ON_HOLD else names.get(each.actor_id, ""))
        for each in reversed(linkage.happenings)
    ]


def _words(each: Happening, organisation: str) -> str:
    said = _of_staff(each) or _plainly(each)
    if each.went_to == State.REPLANNING and each.reason in WHY_NEW_PLAN:
        said = _("{said}: {result}", said=said, result=_(WHY_NEW_PLAN[each.reason]))
    if each.went_to == State.OFFERING and each.reason != "asked":
        said = _("Somebody is looked for")
    if each.went_to == State.WITHDRAWN and organisation:
        said = _("Looked after by {organisation} now", organisation=organisation)
    if each.what == "taken" and each.reason == NOBODY_BEFORE:
        said = _("Somebody looks after it")
    if each.what in NOT_REMINDED and each.reason in WHY_NOT:
        said = _("{said}: {result}", said=_(NOT_REMINDED[each.what]), result=_(WHY_NOT[each.reason]))
    if each.what in TRIES and each.reason in CAME:
        said = _("{said}: {result}", said=said, result=_(CAME[each.reason]))
    if each.what == "said_how" and each.reason in OUTCOMES:
        said = _("{said}: {result}", said=said, result=_(OUTCOMES[each.reason]))
    return _("{said}, as they said by telephone", said=said) if each.reason == BY_TELEPHONE else said


def _plainly(each: Happening) -> str:
    task = _(words_of(each.reason)) if each.what in TASKS else ""
    return _(STATES[State(each.went_to)]) if each.went_to else _(WHAT.get(each.what, each.what), task=task)


def _of_staff(each: Happening) -> str:
    """What a member of staff said or did instead of a champion; "" for all else."""
    if each.reason != STAFF_GOES:
        return ""
    if each.went_to == State.ACCEPTED:
        return _("One of the staff goes with them")
    return _(OF_STAFF[each.what]) if each.what in OF_STAFF else ""
