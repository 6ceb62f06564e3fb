"""Wishes and states in words, each for whom they are for."""

from datetime import datetime

from app.directory.rules.words import clock, day_name
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.speech import _, marked
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Access, Gender, Journey, Likeness

GENDERS = {
    Gender.ANY: marked("anybody"),
    Gender.WOMAN: marked("a woman"),
    Gender.MAN: marked("a man"),
    Gender.NON_BINARY: marked("a non-binary person"),
}
LIKENESSES = {
    Likeness.SAME_ROUTE: marked("somebody who goes to the same kind of meeting"),
    Likeness.METHADONE_OR_BUPRENORPHINE: marked("somebody who knows methadone or buprenorphine"),
    Likeness.FAMILY: marked("somebody who came because of a person close to them"),
    Likeness.FAITH: marked("somebody of faith"),
    Likeness.LGBTQ: marked("somebody LGBTQ+"),
    Likeness.YOUNG: marked("somebody young"),
}
ACCESSES = {
    Access.STEP_FREE: marked("step-free ways"),
    Access.BSL: marked("British Sign Language"),
    Access.HEARING_LOOP: marked("a hearing loop"),
    Access.INTERPRETER: marked("an interpreter"),
}
JOURNEYS = {
    Journey.FOOT: marked("on foot"),
    Journey.BUS: marked("by bus"),
    Journey.CAR: marked("by car"),
}
STATES = {
    State.DRAFT: marked("Being written"),
    State.RECEIVED: marked("New"),
    State.TRIAGE: marked("Being sorted out"),
    State.SIGNPOSTED: marked("Shown another door"),
    State.WAITING: marked("Waiting: nobody found yet"),
    State.OFFERING: marked("A champion is being asked"),
    State.ACCEPTED: marked("A champion said yes"),
    State.CONTACTING: marked("First contact"),
    State.PLANNED: marked("Planned"),
    State.GOING: marked("Going together"),
    State.REPLANNING: marked("A new plan is needed"),
    State.ATTENDED: marked("They went together"),
    State.FOLLOWING: marked("Keeping in touch"),
    State.OUTREACH: marked("We lost touch"),
    State.CLOSING: marked("A planned ending"),
    State.CLOSED: marked("Ended, door open"),
    State.REENGAGING: marked("Came back"),
    State.PAUSED: marked("Paused by them"),
    State.SAFETY_HOLD: marked("On hold"),
    State.WITHDRAWN: marked("Taken back"),
}
"""For staff."""

WHY_NEW_PLAN = {
    "changed": marked("a change of the plan was suggested"),
    "not_this_time": marked("one of the two let the plan go"),
    "wishes_changed": marked("they would like something else"),
    "clash": marked("it moved to a time at which one of them meets somebody else"),
    "shut": marked("it was not on, or the door was shut"),
    "newcomer_absent": marked("the newcomer did not come"),
    "champion_absent": marked("the champion did not come"),
    "stood_down": marked("it was called off"),
    "another_person": marked("the newcomer asked for another person"),
    "champion_cannot": marked("the champion cannot go on with this walk"),
    "other_by_staff": marked("staff look for somebody else"),
}
"""Why a new plan is needed, by the code that is kept as the reason of the request."""


def when(moment: datetime, now: datetime) -> str:
    """A moment of people's time in words: "Tuesday 22 December, 9am"."""
    local = moment.astimezone(zone_of(LONDON))
    return _("{day}, {time}", day=day_name(local.date(), local_day(now, LONDON)), time=clock(local))


def by_when(moment: datetime, now: datetime) -> str:
    """Until when something is to be answered: "1:54pm today", "9am on Tuesday 22 December"."""
    local, today = moment.astimezone(zone_of(LONDON)), local_day(now, LONDON)
    if local.date() == today:
        return _("{time} today", time=clock(local))
    return _("{time} on {day}", time=clock(local), day=day_name(local.date(), today))
