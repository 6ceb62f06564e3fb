"""Everything that people may do about one request, to be done by chance: Nia asks, Cora coordinates, three may go."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, timedelta
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from app import db
from app.champions.actions import stepping
from app.champions.models import Champion, Supervision
from app.concerns.actions.apart import exclude
from app.consent.actions.agreements import withdraw as take_back
from app.consent.rules.texts import SHARE_CHAMPION, SHARE_CONTACT
from app.directory.models import DiaryEntry, Listing
from app.kernel.access import Relation
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.linkage.accompaniment.actions import going
from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.actions.plans import Proposal, propose
from app.linkage.accompaniment.actions.steps import CHAMPION, NEWCOMER
from app.linkage.accompaniment.queries import pairs
from app.linkage.accompaniment.queries.dates import to_choose
from app.linkage.accompaniment.rules.words import AGAIN, FELT, Outcome, Result, Saying
from app.linkage.matching.actions import answers, freezing, rounds
from app.linkage.matching.models import Offer
from app.linkage.matching.queries.offers import open_walk
from app.linkage.referral.actions import handling, timers
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions import own
from app.saved.rules.reminders import name_of
from tests.linkage.cast import NOW, asked, by, champion, cora, person

WEEKS = 14
WORDS = {
    "say": list(Saying), "tried": [*[Result.SPOKE] * 3, *Result], "how": [*[Outcome.ATTENDED] * 3, *Outcome],
    "well": ["yes", "yes", "no"], "felt": list(FELT), "again": list(AGAIN),
}  # fmt: skip


class World:
    """The people, and the one request as it stands; time goes on only."""

    def __init__(self, session: Session) -> None:
        self.session, self.now = session, NOW
        self.cora = cora(session)
        self.champions = [champion(session, name, cap=3) for name in ("Cal", "Bea", "Dot")]
        self.nia = person(session, "Nia")
        self.linkage_id = asked(session, self.nia).id
        self.requests = [self.linkage_id]
        for profile in session.scalars(select(Champion)):
            profile.supervisions += [Supervision(held_on=date(2027, month, 1)) for month in (1, 2, 3)]
        _fill_diary(session)
        session.commit()
        self.as_nia, self.as_cora = by(self.nia, "linkage.own", Relation.OWN), by(self.cora)
        self.ids = [each.id for each in self.champions]
        self.as_champion = {each.id: by(each, "walk.keep", Relation.OWN) for each in self.champions}

    @property
    def linkage(self) -> Linkage:
        """Held, as every view does it."""
        found = linkages.held(self.session, self.linkage_id)
        assert found
        return found

    def offers(self) -> list[Offer]:
        return list(self.session.scalars(select(Offer).where(Offer.linkage_id == self.linkage_id)))


Act = Callable[[World, Random], object]


def ask(world: World, chance: Random) -> None:
    """A coordinator asks one to three, in any order."""
    if world.linkage.state is State.RECEIVED:
        handling.take(world.session, world.as_cora, world.linkage, world.now)
    whom = [rounds.Asked(each) for each in chance.sample(world.ids, chance.randint(1, 3))]
    rounds.ask(world.session, world.as_cora, world.linkage, whom, world.now)


def press(world: World, chance: Random) -> None:
    linkage = world.linkage
    has_champion = open_walk(world.session, linkage.id) is not None
    offered = [each.to for each in handling.buttons(linkage.state, linkage.before, has_champion=has_champion)]
    if offered:
        to = chance.choice(offered)
        handling.press(world.session, world.as_cora, linkage, to, world.now, has_champion=has_champion)


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
    steps[name](world.session, pair, chance.choice(WORDS.get(name, [""])), who, world.now)


def agree(world: World, _chance: Random) -> None:
    """Both say yes to what is suggested."""
    for who in (world.as_nia, *world.as_champion.values()):
        pair = pairs.of_linkage(world.session, world.linkage.id)
        if pair and pair.plan and who.actor.person_id in (pair.newcomer.id, pair.champion.id):
            NEWCOMER["agree"](world.session, pair, "", who, world.now)


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
        freezing.freeze(session, chance.choice([*world.ids, world.nia.id]), now)
    else:
        profile = next(each for each in session.scalars(select(Champion)) if each.holding.person_id == whom)
        stepping.step_back(session, world.as_champion[whom], profile, now)


def recall(world: World, _chance: Random) -> None:
    answers.recall(world.session, world.as_cora, world.linkage, world.now)


def other(world: World, _chance: Random) -> None:
    answers.another_person(world.session, world.as_cora, world.linkage, world.now, ending="by_staff")


def share(world: World, chance: Random) -> None:
    own.share(world.session, world.linkage, world.as_nia, world.now, is_shared=chance.random() < 0.5)


def time_passes(world: World, chance: Random) -> None:
    """To when the next thing is due, or a while; then the jobs of that minute."""
    due = select(Timer.due_at).where(Timer.done_at.is_(None)).order_by(Timer.due_at).limit(1)
    following = world.session.scalars(due).first()
    if following and chance.random() < 0.6:
        world.now = max(world.now, following.astimezone(UTC))
    else:
        world.now += timedelta(minutes=chance.choice((1, 6, 60, 300, 1500)))
    timers.run_due(world.session, world.now)
    follow(world.session, world.now)


ACTS: list[Act] = [
    ask, accept, suggest, agree, time_passes, time_passes, time_passes, step, step, press, press, decline, undo, go_on,
    settle, by_herself, pause, leave, recall, other, share,
]  # fmt: skip


LEADS_ON: dict[State, list[Act]] = {
    State.RECEIVED: [ask], State.TRIAGE: [ask], State.WAITING: [ask], State.REENGAGING: [ask, press],
    State.OFFERING: [accept], State.ACCEPTED: [time_passes, go_on], State.CONTACTING: [suggest, agree],
    State.REPLANNING: [suggest, agree], State.PLANNED: [time_passes], State.GOING: [step, both_went, time_passes],
    State.FOLLOWING: [time_passes, suggest, agree], State.OUTREACH: [press, by_herself], State.CLOSING: [press],
    State.CLOSED: [by_herself], State.PAUSED: [by_herself], State.SAFETY_HOLD: [press], State.SIGNPOSTED: [press],
}  # fmt: skip


def _next(world: World, chance: Random) -> Act:
    """Mostly what leads on from here, so that walks come far."""
    if chance.random() < 0.6:
        return chance.choice(LEADS_ON.get(world.linkage.state, ACTS))
    return chance.choice(ACTS)


def wander(world: World, chance: Random, steps: int) -> Iterator[str]:
    """Do things by chance; the name of each that was done. What is refused leaves nothing, as on a page."""
    world.now = NOW
    for _number in range(steps):
        act, before = _next(world, chance), world.now
        try:
            with world.session.begin_nested():
                act(world, chance)
        except Refused:
            world.now = before
            continue
        yield act.__name__


def engine_on(template: Path, folder: Path) -> Engine:
    """A database of our own, from a file at the newest revision."""
    made = db.make_engine(f"sqlite:///{folder / 'walks.sqlite'}")
    (folder / "walks.sqlite").write_bytes(template.read_bytes())
    return made


def _fill_diary(session: Session) -> None:
    """The diary of a fortnight, for all the weeks of a walk."""
    kept = [dict(row._mapping) for row in session.execute(select(DiaryEntry.__table__))]
    numbers = count(max(row["id"] for row in kept) + 1)
    later = [
        row | {"id": next(numbers), "day": row["day"] + timedelta(days=14 * turn)}
        | {key: row[key] + 14 * turn * 86_400 for key in ("starts_at", "ends_at", "listed_until")}
        for turn in range(1, WEEKS // 2) for row in kept
    ]  # fmt: skip
    session.execute(insert(DiaryEntry), later)
