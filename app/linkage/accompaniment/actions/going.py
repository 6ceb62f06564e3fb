"""On the way and there: who is there, who is home, nobody to be seen, and what became of it in their own words."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.accompaniment.actions.absences import APOLOGY, newcomer_stayed_away, nobody_came, stood_alone
from app.linkage.accompaniment.actions.changing import drop
from app.linkage.accompaniment.actions.homeward import goes_on, is_home
from app.linkage.accompaniment.actions.lines import say
from app.linkage.accompaniment.actions.plans import let_go
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries import asking
from app.linkage.accompaniment.queries.pairs import Pair, last
from app.linkage.accompaniment.queries.safety import came_home, was_out
from app.linkage.accompaniment.queries.watch import cover_at, supervisor_of, watch_of
from app.linkage.accompaniment.rules.asking import GETTING_ON, HELPS
from app.linkage.accompaniment.rules.cover import rung_by
from app.linkage.accompaniment.rules.outcomes import Words, differ, settled
from app.linkage.accompaniment.rules.planning import ARRIVAL, CHECK_IN, HOME, SET_OUT
from app.linkage.accompaniment.rules.safety import STILL_OUT, UNTIL_HOME
from app.linkage.accompaniment.rules.words import AGAIN, CHAMPION_MAY_SAY, FELT, NEWCOMER_MAY_SAY, Outcome, Saying
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.people.queries.covering import stand_ins
from app.places.models import Nation
from app.places.queries import bank_holidays

LATE = ("nobody_here", "champion_not_seen", "rematch", "champion_absent")
"""What need not be done any more once both are there."""

WATCHED = ("arrival", "check_in", "home")


class NotNow(Refused):
    """It is too early for this, or it is over; the sentence says so."""


def set_out(session: Session, plan: Plan, by: Warrant | None, now: datetime) -> None:
    """The day has begun: from now on somebody watches that both arrive and come home."""
    if plan.linkage.state is not State.PLANNED or not plan.is_agreed:
        return
    if plan.change:
        drop(session, plan.linkage, plan.change, now)
    move(session, plan.linkage, State.GOING, by, now)
    dues = (plan.meet_at + ARRIVAL, plan.ends_at + CHECK_IN, plan.ends_at + HOME)
    for kind, due_at in zip(WATCHED, dues, strict=True):
        timers.begin(session, plan.linkage, kind, now, due_at=due_at, subject=plan.id)
    goes_on(session, plan, now)


def here(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """One of them is there; from half an hour before. Raises `NotNow`."""
    plan = of_today(pair, now)
    set_out(session, plan, by, now)
    if pair.is_newcomer(by.actor.person_id):
        plan.newcomer_here_at = plan.newcomer_here_at or now
    else:
        plan.champion_here_at = plan.champion_here_at or now
    say(session, pair, Saying.I_AM_HERE, by, now)
    if plan.newcomer_here_at and plan.champion_here_at:
        tasks.finish(session, pair.linkage, now, by.actor.person_id, kinds=LATE)


def of_today(pair: Pair, now: datetime) -> Plan:
    """The agreed plan, once its day has begun. Raises `NotNow`."""
    plan = pair.plan
    if plan is None or not plan.is_agreed or pair.linkage.state not in (State.PLANNED, State.GOING):
        raise NotNow(_("There is no agreed plan just now. Please look at the page again."))
    if now < plan.meet_at - SET_OUT:
        raise NotNow(_("It is a little early. This button works from half an hour before you meet."))
    return plan


def nobody_here(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """The newcomer sees nobody at the time that was agreed, or later: a person is to act at once, and to say sorry
    within the hour. Raises `NotNow`."""
    plan = of_today(pair, now)
    if now < plan.meet_at:
        raise NotNow(_("It is not time yet. From the time to meet on you can say here that nobody is there."))
    set_out(session, plan, by, now)
    plan.newcomer_here_at = plan.newcomer_here_at or now
    note(session, pair.linkage, "nobody_here", by, now)
    tasks.give(session, pair.linkage, "nobody_here", now)
    tasks.give(session, pair.linkage, "apology", now, due_at=now + APOLOGY)


def changed_mind(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """Either leaves it for another day, also on the doorstep; nobody asks why. Raises `CannotPlan`."""
    if pair.linkage.state is State.GOING and pair.plan:
        say_how(session, pair.plan, Outcome.STOOD_DOWN, by, now)
        note(session, pair.linkage, "off_today", by, now)
    else:
        let_go(session, pair, by, now)


def home(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """One of them is home, or safe on the way."""
    plan = pair.plan or last(session, pair.linkage.id)
    if plan is None:
        return
    if pair.is_newcomer(by.actor.person_id):
        plan.newcomer_home_at = plan.newcomer_home_at or now
    else:
        plan.champion_home_at = plan.champion_home_at or now
        _is_back(session, pair.linkage, by, now)
    note(session, pair.linkage, "home", by, now)


def say_how(session: Session, plan: Plan, outcome: Outcome, by: Warrant, now: datetime) -> None:
    """One of them says what became of it, also later. Raises `NotNow` where nothing was to become of it."""
    linkage = plan.linkage
    is_newcomer = by.actor.person_id == linkage.person_id
    if outcome not in (NEWCOMER_MAY_SAY if is_newcomer else CHAMPION_MAY_SAY) and outcome is not Outcome.STOOD_DOWN:
        raise NotNow(_("Please choose one of the answers."))
    if plan.ended_at and plan.outcome is None and linkage.state is not State.GOING:
        raise NotNow(_("That plan is over. Please look at the page again."))
    if plan.ended_at is None and now < plan.meet_at - SET_OUT:
        raise NotNow(_("It is a little early. You can say how it was once you have met."))
    if is_newcomer:
        plan.newcomer_says = outcome
        if outcome is Outcome.CHAMPION_ABSENT:
            stood_alone(session, linkage, now)
    else:
        plan.champion_says = outcome
        _checks_in(session, plan, by, now)
    note(session, linkage, "said_how", by, now, reason=outcome.value)
    settle(session, plan, by, now)


def settle(session: Session, plan: Plan, by: Warrant | None, now: datetime, *, is_over: bool = False) -> None:
    """Take what they said as what happened, or let a person ask where they differ."""
    words = Words(
        plan.newcomer_says, plan.champion_says, plan.newcomer_here_at is not None, plan.champion_here_at is not None,
        is_over,
    )  # fmt: skip
    if differ(words):
        plan.outcome = None
        tasks.give(session, plan.linkage, "words_differ", now)
        return
    outcome = settled(words)
    if outcome:
        decide(session, plan, outcome, by, now)


def decide(session: Session, plan: Plan, outcome: Outcome, by: Warrant | None, now: datetime) -> None:
    """That is what happened; on from there. Also for whoever has asked the two."""
    linkage = plan.linkage
    plan.outcome = outcome
    tasks.finish(session, linkage, now, by.actor.person_id if by else "", kinds=("words_differ", "how_it_went"))
    if _needs_no_sorry(plan, outcome):
        tasks.finish(session, linkage, now, by.actor.person_id if by else "", kinds=(*LATE, "apology"))
    if outcome is Outcome.CHAMPION_ABSENT:
        nobody_came(session, linkage, now)
    if linkage.state is not State.GOING:
        return
    if outcome is not Outcome.ATTENDED:
        move(session, linkage, State.REPLANNING, by, now, reason=outcome.value)
        if outcome is Outcome.NEWCOMER_ABSENT:
            newcomer_stayed_away(session, linkage, now)
        return
    move(session, linkage, State.ATTENDED, by, now, reason=outcome.value)
    move(session, linkage, State.FOLLOWING, by, now)


def _needs_no_sorry(plan: Plan, outcome: Outcome) -> bool:
    """Both say that they went; or somebody has asked both, and finds that the newcomer did not stand there alone."""
    if plan.newcomer_says is Outcome.CHAMPION_ABSENT:
        return outcome is not Outcome.CHAMPION_ABSENT
    return plan.newcomer_says is plan.champion_says is Outcome.ATTENDED


def well(session: Session, linkage: Linkage, by: Warrant, now: datetime, *, is_well: bool) -> None:
    """The champion says how they are themselves; a no is for whoever is on duty, else for who looks after them."""
    note(session, linkage, "champion_well" if is_well else "champion_not_well", by, now)
    if not is_well:
        cover = cover_at(session, linkage.organisation_id, now, by.actor.person_id)
        first = watch_of(session, linkage, now)[0] if cover.is_on else supervisor_of(session, linkage)
        first = stand_ins(session, linkage.organisation_id, now).get(first or "", first)
        by_then = rung_by(cover, now, bank_holidays(Nation.ENGLAND_AND_WALES))
        tasks.give(session, linkage, "champion_care", now, for_id=first, due_at=by_then)


def look_back(session: Session, plan: Plan, by: Warrant, now: datetime, *, felt: str = "", again: str = "") -> None:
    """The newcomer's second and third tap. What they felt is read by people only where it was hard."""
    if felt in FELT:
        plan.felt = felt
        note(session, plan.linkage, "felt", by, now)
    if again in AGAIN:
        plan.again = again
        note(session, plan.linkage, "again", by, now)
    if felt == "hard":
        tasks.give(session, plan.linkage, "kind_word", now)


def getting_on(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    """The newcomer answers how they are getting on; whoever wishes for a person hears from one the same day. Raises
    `NotNow` where nothing is asked."""
    linkage = pair.linkage
    if word not in GETTING_ON or not asking.getting_on(session, linkage, now).is_open:
        raise NotNow(_("Thank you. There is no question for you just now."))
    note(session, linkage, "getting_on", by, now)
    tasks.finish(session, linkage, now, by.actor.person_id, kinds=("quiet",))
    if word in HELPS:
        tasks.give(session, linkage, HELPS[word], now, due_at=timers.due(linkage, "same_day", now))


def _checks_in(session: Session, plan: Plan, by: Warrant, now: datetime) -> None:
    """Who never set out need not come home, and who says it on a later day has come. Whoever was there has still to say
    that they are home; who stands down at the door is asked sooner than after the whole evening."""
    if not was_out(plan) or now >= plan.ends_at + STILL_OUT:
        _is_back(session, plan.linkage, by, now)
        return
    if came_home(plan) or plan.champion_says is Outcome.ATTENDED or now >= plan.ends_at:
        return
    timers.end(session, plan.linkage, ["check_in"], now)
    timers.begin(session, plan.linkage, "home", now, due_at=now + HOME, subject=plan.id)


def _is_back(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """The champion has checked in: nobody asks any more whether they are home."""
    tasks.finish(session, linkage, now, by.actor.person_id, kinds=["missed_check_in"])
    timers.end(session, linkage, UNTIL_HOME, now)
    is_home(session, by.actor.person_id, now)
