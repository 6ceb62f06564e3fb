"""More that may be done about one request, by chance: the site's own search, check-ups, planned endings, and meetings
that change."""

from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

from app.directory.models import OneOff
from app.directory.rules.schedule import Change
from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.actions.returning import bring_back
from app.linkage.accompaniment.queries import pairs
from app.linkage.accompaniment.rules.words import Outcome, Result
from app.linkage.followup.actions import answering, endings
from app.linkage.followup.jobs import ask_after
from app.linkage.followup.rules.endings import GOES_ON
from app.linkage.followup.rules.schedule import Reply
from app.linkage.handover.actions import answering as handover_answers
from app.linkage.handover.actions import asking as handing
from app.linkage.handover.queries import handovers
from app.linkage.matching.actions import choosing, driving, going_along
from app.linkage.matching.queries.cards import cards
from app.linkage.matching.queries.going_along import colleagues
from app.linkage.matching.rules.releasing import OTHERWISE
from app.linkage.referral.actions import timers
from app.linkage.referral.actions.covers import be_away
from app.linkage.referral.queries.reachable import ends_at, is_left
from app.linkage.referral.rules.covers import Away
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions import chores, ending
from app.people.actions.roles import end
from tests.linkage.world import World


def by_itself(world: World, chance: Random) -> None:
    """Staff let the site ask, or take it over again; the newcomer picks a card, leaves it to us, or wishes for
    something else meanwhile."""
    session, linkage, now = world.session, world.linkage, world.now
    which = chance.randrange(8)
    if linkage.chooses and linkage.state is State.OFFERING and which < 6:
        found = cards(session, linkage, now)
        choosing.pick(session, world.as_nia, linkage, chance.choice(found).key if found else "", now)
    elif which < 5:
        driving.release(session, world.as_cora, linkage, now)
    elif which == 5:
        driving.take_over(session, world.as_cora, linkage, now)
    elif which == 6:
        choosing.leave_it(session, world.as_nia, linkage, now)
    else:
        choosing.otherwise(session, world.as_nia, linkage, chance.choice(list(OTHERWISE)), now)
    driving.drive(session, now)


def staff_along(world: World, chance: Random) -> None:
    """A coordinator goes along, or asks one of the staff to."""
    session, linkage, now = world.session, world.linkage, world.now
    if chance.random() < 0.5:
        going_along.go(session, chance.choice((world.as_cora, world.as_champion[world.carl.id])), linkage, now)
    elif found := colleagues(session, linkage, world.cora.id, now):
        going_along.ask(session, world.as_cora, linkage, chance.choice(found).id, now)


def staff_stop(world: World, chance: Random) -> None:
    """One of the staff is away, or is staff no more."""
    session, now, today = world.session, world.now, local_day(world.now, LONDON)
    if chance.random() < 0.5:
        last = today + timedelta(days=chance.choice((0, 3)))
        away = Away(world.cora.id, world.carl.id, today, last)
        be_away(session, world.as_cora, world.linkage.organisation_id, away, now)
    else:
        end(session, world.as_cora, chance.choice((world.carl, world.lin)).holdings[0], now)


def check_up(world: World, chance: Random) -> None:
    """The newcomer is asked after, by agreement: begins with it, answers, wants none for a while, stops."""
    session, linkage, now, by = world.session, world.linkage, world.now, world.as_nia
    which = chance.randrange(12)
    if which < 4:
        answering.start(session, linkage, by, now)
    elif which < 8:
        answering.answer(session, linkage, answering.Said(chance.choice(list(Reply))), by, now)
    elif which == 8:
        answering.set_off(session, linkage, local_day(now, LONDON) + timedelta(days=chance.choice((1, 9))), now)
    else:
        last = (answering.mute, answering.unmute, answering.stop)
        last[which - 9](session, linkage, by, now)


def months_pass(world: World, chance: Random) -> None:
    """Nobody does anything for weeks; the jobs of each day are done."""
    for _day in range(chance.choice((7, 30))):
        world.now += timedelta(days=1)
        timers.run_due(world.session, world.now)
    ask_after(world.session, world.now)


def at_their_word(world: World, chance: Random) -> None:
    """Nia tells staff not to get in touch, or that she would like it after all; or that she does not want it any more,
    which is taken back again half of the time."""
    session, linkage, now = world.session, world.linkage, world.now
    if is_left(session, linkage) and chance.random() < 0.8:
        (ending.undo if ends_at(session, linkage) else ending.after_all)(session, world.as_cora, linkage, now)
    elif linkage.is_live and chance.random() < 0.5:
        chores.tried(session, world.as_cora, linkage, chance.choice((Result.ASKED_NOT_TO, Result.WRONG_NUMBER)), now)
    else:
        ending.end(session, world.as_cora, linkage, now)


def ends_well(world: World, chance: Random) -> None:
    """A planned ending, in whose words it may be."""
    who = chance.choice((world.as_nia, world.as_cora))
    endings.go_on_to(world.session, world.linkage, chance.choice(list(GOES_ON)), who, world.now)


def meeting_changes(world: World, chance: Random) -> None:
    """The date that they planned is called off, held at another time, or held after all; plans follow."""
    plan = pairs.last(world.session, world.linkage_id)
    if plan is not None and plan.ending == Outcome.SHUT:
        plan.listing.one_offs = []
        world.session.flush()
        bring_back(world.session, world.now)
        return
    if plan is None or plan.ended_at is not None:
        return
    day = local_day(plan.starts_at, LONDON)
    later = (plan.starts_at.astimezone(ZoneInfo(LONDON)) + timedelta(minutes=30)).time()
    how = chance.choice(({"change": Change.CANCELLED}, {"change": Change.TIME, "start": later}))
    plan.listing.one_offs = [OneOff(day=day, **how)]
    world.session.flush()
    follow(world.session, world.now)


def elsewhere(world: World, chance: Random) -> None:
    """Nia asks another organisation to look after her, or takes that back; or it answers. After a yes the walk goes on
    with the request there."""
    session, linkage, now = world.session, world.linkage, world.now
    found = handovers.standing(session, linkage.id)
    if found is None and linkage.organisation_id != world.dale.id:
        handing.ask(session, world.as_nia, linkage, handing.Wish(world.dale, None), now)
        world.is_asked_elsewhere = True
    elif found and (turn := chance.random()) < 0.4:
        if turn < 0.2:
            handing.take_back(session, world.as_nia, linkage, now)
        else:
            handover_answers.decline(session, world.as_dee, found, "No room", now)
        world.is_asked_elsewhere = False
    elif found:
        world.linkage_id = handover_answers.accept(session, world.as_dee, found, now).id
        world.is_asked_elsewhere = False
