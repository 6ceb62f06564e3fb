"""Everything that people may do about one request, to be done by chance; and what the jobs do meanwhile."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.actions import stepping
from app.champions.models import Champion
from app.concerns.actions.apart import exclude
from app.consent.actions.agreements import withdraw as take_back
from app.consent.rules.texts import SHARE_CHAMPION, SHARE_CONTACT
from app.directory.models import Listing
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.linkage.accompaniment.actions import going
from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.actions.plans import Proposal, propose
from app.linkage.accompaniment.actions.steps import CHAMPION, NEWCOMER
from app.linkage.accompaniment.queries import pairs
from app.linkage.accompaniment.queries.dates import to_choose
from app.linkage.accompaniment.rules.asking import GETTING_ON
from app.linkage.accompaniment.rules.words import AGAIN, FELT, Outcome, Result, Saying
from app.linkage.matching.actions import answers, driving, freezing, rejoining, rounds
from app.linkage.matching.models import Offer
from app.linkage.matching.queries.lifting import may_lift
from app.linkage.matching.queries.offers import open_walk, walks_of
from app.linkage.referral.actions import handling, leaving, timers
from app.linkage.referral.models import Task, Timer
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.tasks import TAKE_BACK
from app.linkage.standing.actions import chores, own
from app.saved.rules.reminders import name_of
from tests.linkage.learning_by_chance import along, how_was_it
from tests.linkage.onward import (
    at_their_word,
    by_itself,
    check_up,
    elsewhere,
    ends_well,
    meeting_changes,
    months_pass,
    staff_along,
    staff_stop,
)
from tests.linkage.stops_by_chance import resume, stop
from tests.linkage.world import World

WORDS = {
    "say": list(Saying), "tried": [*[Result.SPOKE] * 3, *Result], "how": [*[Outcome.ATTENDED] * 3, *Outcome],
    "well": ["yes", "yes", "no"], "felt": list(FELT), "again": list(AGAIN),
    "leave": ["", "knows", "not_again"],
    "getting": list(GETTING_ON),
}  # fmt: skip

Act = Callable[[World, Random], object]


def ask(world: World, chance: Random) -> None:
    """A coordinator asks one to three, in any order."""
    if world.linkage.state is State.RECEIVED:
        handling.take(world.session, world.as_cora, world.linkage, world.now)
    whom = [rounds.Asked(each) for each in chance.sample(world.ids, chance.randint(1, 3))]
    rounds.ask(world.session, world.as_cora, world.linkage, whom, world.now)


def press(world: World, chance: Random) -> None:
    linkage = world.linkage
    has_champion, who = open_walk(world.session, linkage.id) is not None, chance.choice((world.as_cora, world.as_carl))
    can = {"has_champion": has_champion, "may_lift": may_lift(world.session, linkage, who.actor.person_id)}
    offered = [each.to for each in handling.buttons(linkage.state, linkage.before, **can)]
    if offered:
        handling.press(world.session, who, linkage, chance.choice(offered), world.now, **can)


def _with_offer(name: str, do: Callable[[World, Offer, Random], object]) -> Act:
    def act(world: World, chance: Random) -> object:
        found = world.offers()
        open_ones = [each for each in found if each.answer is None]
        return do(world, chance.choice(open_ones or found), chance) if found else None

    act.__name__ = name
    return act


accept = _with_offer("accept", lambda w, o, _c: answers.accept(w.session, w.as_champion[o.champion_id], o, w.now))
decline = _with_offer("decline", lambda w, o, c: answers.decline(w.session, w.as_champion[o.champion_id], o, w.now,
                                                      reason=c.choice(["", *answers.REASONS])))  # fmt: skip
undo = _with_offer("undo", lambda w, o, _c: answers.undo(w.session, w.as_champion[o.champion_id], o, w.now))
go_on = _with_offer("go_on", lambda w, o, _c: answers.go_on(w.session, w.as_champion[o.champion_id], o, w.now))


def suggest(world: World, chance: Random) -> None:
    pair = pairs.of_linkage(world.session, world.linkage.id)
    if pair is None:
        return
    listing = world.session.get_one(Listing, world.linkage.listing_id)
    dates = to_choose(world.session, pair.linkage, listing, world.now)
    who = chance.choice([world.as_nia, world.as_champion[pair.champion.id]])
    propose(world.session, pair, Proposal(listing, name_of(chance.choice(dates)), "The door"), who, world.now)


def step(world: World, chance: Random) -> None:
    """Either of the two presses one of their buttons."""
    pair = pairs.of_linkage(world.session, world.linkage.id)
    if pair is None:
        return
    steps, who = chance.choice([(NEWCOMER, world.as_nia), (CHAMPION, world.as_champion[pair.champion.id])])
    name = chance.choice(sorted(steps))
    instead = pair.plan.change.id if pair.plan and pair.plan.change else ""
    word = instead if name in ("change", "stay") else chance.choice(WORDS.get(name, [""]))
    steps[name](world.session, pair, word, who, world.now)


def change_plan(world: World, chance: Random) -> None:
    """One of the two suggests another date instead of the one that is agreed, and sometimes it is answered at once."""
    suggest(world, chance)
    pair = pairs.of_linkage(world.session, world.linkage.id)
    if pair and pair.plan and pair.plan.change and chance.random() < 0.6:
        who = chance.choice((world.as_nia, world.as_champion[pair.champion.id]))
        answer = chance.choice((NEWCOMER["change"], NEWCOMER["change"], NEWCOMER["stay"]))
        answer(world.session, pair, pair.plan.change.id, who, world.now)


def agree(world: World, _chance: Random) -> None:
    """Both say yes to what is suggested."""
    for who in (world.as_nia, *world.as_champion.values()):
        pair = pairs.of_linkage(world.session, world.linkage.id)
        if pair and pair.plan and who.actor.person_id in (pair.newcomer.id, pair.champion.id):
            NEWCOMER["agree"](world.session, pair, "", who, world.now)


def plan_together(world: World, chance: Random) -> None:
    """One suggests, both agree."""
    suggest(world, chance)
    agree(world, chance)


def settle(world: World, chance: Random) -> None:
    plan = pairs.unsettled(world.session, world.linkage)
    if plan:
        going.decide(world.session, plan, chance.choice(list(Outcome)), world.as_cora, world.now)


def both_went(world: World, _chance: Random) -> None:
    plan = pairs.unsettled(world.session, world.linkage)
    if plan:
        going.say_how(world.session, plan, Outcome.ATTENDED, world.as_champion[plan.walk.champion_id], world.now)
        going.say_how(world.session, plan, Outcome.ATTENDED, world.as_nia, world.now)


def by_herself(world: World, chance: Random) -> None:
    """Nia does something with the request itself."""
    acts = (own.resume, own.come_back, own.in_touch, own.finish, own.another)
    chance.choice(acts)(world.session, world.linkage, world.as_nia, world.now)


def pause(world: World, chance: Random) -> None:
    until = local_day(world.now, LONDON) + timedelta(days=chance.choice((1, 3, 30)))
    own.pause(world.session, world.linkage, until, world.as_nia, world.now)


def leave(world: World, chance: Random) -> None:
    """What ends or stops much; seldom, so that not every walk ends here."""
    linkage, session, now = world.linkage, world.session, world.now
    which, whom = chance.randrange(8), chance.choice(world.ids)
    if which == 0:
        own.stop(session, linkage, world.as_nia, now)
    elif which == 1:
        take_back(session, world.as_nia, world.nia.id, SHARE_CHAMPION, now)
    elif which == 2:
        take_back(session, world.as_nia, world.nia.id, SHARE_CONTACT, now)
    elif which == 3:
        own.never_again(session, linkage, world.as_nia, now)
    elif which == 4:
        exclude(session, world.as_cora, linkage.organisation_id, now, pair=(world.nia.id, whom), reason="A court order")
    elif which == 5:
        stop(world, chance)
    else:
        profile = next(each for each in session.scalars(select(Champion)) if each.holding.person_id == whom)
        rests = stepping.step_back if which > 6 else begin_break
        rests(session, world.as_champion[whom], profile, now)


def begin_break(session: Session, by: Warrant, profile: Champion, now: datetime) -> None:
    """A champion begins a break of a day or more, and says of each walk in turn what becomes of it."""
    until, said = local_day(now, LONDON) + timedelta(days=now.minute % 4), cycle(("goes", "others", "ask"))
    walks = walks_of(session, profile.holding.person_id)
    stepping.pause(
        session, by, profile, until, now, said={each.id: word for each, word in zip(walks, said, strict=False)}
    )


def recall(world: World, _chance: Random) -> None:
    answers.recall(world.session, world.as_cora, world.linkage, world.now)


def other(world: World, _chance: Random) -> None:
    freezing.find_another(world.session, world.as_cora, world.linkage, world.now)


def chore(world: World, chance: Random) -> None:
    """Somebody of the staff says that a task is done, or that it was not after all."""
    linkage, now = world.linkage, world.now
    mine = select(Task.kind).where(Task.linkage_id == linkage.id).order_by(Task.kind)
    if chance.random() < 0.3:
        ended = mine.where(Task.done_at > now - TAKE_BACK, Task.done_by == world.cora.id)
        if kinds := world.session.scalars(ended).all():
            chores.undo(world.session, world.as_cora, linkage, chance.choice(kinds), now)
    elif kinds := world.session.scalars(mine.where(Task.done_at.is_(None))).all():
        chores.done(world.session, world.as_cora, linkage, chance.choice(kinds), now)


def same_again(world: World, _chance: Random) -> None:
    """Staff write down that both would like to go together again."""
    rejoining.go_again(world.session, world.as_cora, world.linkage, world.now)


def share(world: World, chance: Random) -> None:
    own.share(world.session, world.linkage, world.as_nia, world.now, is_shared=chance.random() < 0.5)


def aside(world: World, chance: Random) -> None:
    """Whatever any request may do from wherever it stands: rest, be held, be taken back."""
    which, linkage, now = chance.randrange(5), world.linkage, world.now
    if which < 2:
        pause(world, chance)
    elif which < 4:
        freezing.freeze(world.session, world.nia.id, now)
    elif linkage.is_live:
        leaving.withdraw(world.session, world.as_cora, linkage, now)


def time_passes(world: World, chance: Random) -> None:
    """To when the next thing is due, or a while; then the jobs of that minute."""
    due = select(Timer.due_at).where(Timer.done_at.is_(None)).order_by(Timer.due_at).limit(1)
    following = world.session.scalars(due).first()
    if following and chance.random() < 0.6:
        world.now = max(world.now, following.astimezone(UTC))
    else:
        world.now += timedelta(minutes=chance.choice((1, 6, 60, 300, 1500)))
    timers.run_due(world.session, world.now)
    driving.drive(world.session, world.now)
    follow(world.session, world.now)


ACTS: list[Act] = [
    ask, accept, suggest, agree, time_passes, time_passes, time_passes, step, step, press, press, decline, undo, go_on,
    settle, by_herself, pause, leave, recall, other, share, aside, by_itself, by_itself, check_up, check_up, ends_well,
    months_pass, meeting_changes, elsewhere, elsewhere, chore, chore, chore,
    along, how_was_it, staff_along, staff_along, staff_stop, at_their_word, stop, resume, resume,
]  # fmt: skip


LEADS_ON: dict[State, list[Act]] = {
    State.RECEIVED: [ask, ask, ask, press, time_passes], State.TRIAGE: [ask, ask, ask, by_itself, press, aside],
    State.WAITING: [ask, ask, staff_along, by_itself, press, aside],
    State.REENGAGING: [ask, staff_along, press, press, by_itself, same_again, aside],
    State.OFFERING: [accept, accept, accept, by_itself], State.ACCEPTED: [time_passes, go_on],
    State.CONTACTING: [plan_together], State.REPLANNING: [plan_together, plan_together, press, aside],
    State.PLANNED: [*[time_passes] * 5, meeting_changes, along, along, along, change_plan, change_plan],
    State.GOING: [step, both_went, both_went, time_passes],
    State.FOLLOWING: [time_passes, how_was_it, plan_together, check_up, months_pass, ends_well, aside],
    State.OUTREACH: [press, by_herself, aside], State.CLOSING: [press, ends_well, by_herself, aside],
    State.CLOSED: [by_herself, check_up, months_pass], State.PAUSED: [by_herself, by_herself, aside],
    State.SAFETY_HOLD: [press, press, resume, resume, other, aside], State.SIGNPOSTED: [press, press, aside],
}  # fmt: skip
SELDOM = 0.35
"""How often anything at all is tried, instead of what leads on from here."""


def _next(world: World, chance: Random) -> Act:
    if world.is_asked_elsewhere and chance.random() < SELDOM:
        return elsewhere
    if chance.random() >= SELDOM:
        return chance.choice(LEADS_ON.get(world.state(), ACTS))
    return chance.choice(ACTS)


def wander(world: World, chance: Random, steps: int) -> Iterator[str]:
    """Do things by chance; the name of each that was done. What is refused leaves nothing, as on a page."""
    world.begin(chance)
    for _number in range(steps):
        act, before = _next(world, chance), world.now
        try:
            with world.session.begin_nested():
                act(world, chance)
        except Refused:
            world.now = before
            continue
        except Exception as broken:
            broken.add_note(f"while somebody did: {act.__name__}")
            raise
        yield act.__name__
