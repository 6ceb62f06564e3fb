"""What each sees of somebody who comes along: the two, the learner, and staff."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.champions.queries.champions import Seen
from app.champions.rules.first_walks import FirstWalk
from app.directory.rules.describing import address_of
from app.directory.rules.words import clock, day_heading, hours
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.speech import _
from app.kernel.words import in_words, printable
from app.linkage.accompaniment.models import HomeWatch
from app.linkage.accompaniment.queries.pairs import Pair, of_champion, standing
from app.linkage.accompaniment.rules.along import Along
from app.linkage.accompaniment.rules.planning import SET_OUT
from app.linkage.accompaniment.rules.words import HOW
from app.linkage.learning.models import Learner
from app.linkage.learning.queries import learners
from app.linkage.learning.queries.choosing import Choice, for_learner, for_plan
from app.linkage.learning.rules.fitting import lacks_only_the_walk
from app.linkage.learning.rules.steps import SETTLED, Word, when_about
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.said import when
from app.linkage.referral.rules.states import WITH_A_CHAMPION, State

ASK_AT = "/organisations/{slug}/champions/{champion}/first-walk"


@dataclass(frozen=True, slots=True)
class Outing:
    """For the learner. Before everybody's yes only `about`, which day and about from when until when, and with which
    champion. After it where to meet, the newcomer's name as the champion sees it, and the meeting; never how to reach
    anybody, nor what the two say to each other."""

    id: str
    champion: str
    about: str
    by: str
    asks: bool
    comes: bool
    is_over: bool
    walked: bool
    newcomer: str = field(default="", repr=False)
    day: str = ""
    meet: str = ""
    hours: str = ""
    where: str = field(default="", repr=False)
    name: str = ""
    url: str = ""
    how: str = ""
    looks: str = field(default="", repr=False)
    is_today: bool = False
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class ForStaff:
    """For a request's page: who comes along or is asked, in words, else who could be."""

    said: str = ""
    is_live: bool = False
    choice: Choice = field(default_factory=Choice)


def along_of(session: Session, pair: Pair, person_id: str, now: datetime) -> Along | None:
    """For `accompaniment.queries.along.ALONG`. The newcomer learns of nobody until the other two have said yes."""
    is_newcomer = pair.is_newcomer(person_id)
    found = learners.live(session, pair.plan.id) if pair.plan else None
    if found is None or not pair.plan or not pair.plan.is_agreed:
        past = [] if is_newcomer else learners.unsaid(session, person_id, linkage_id=pair.linkage.id)
        return Along(past[0].id, past[0].person.name, was_there=True) if past else None
    if is_newcomer and not found.is_first_yes:
        return None
    mine = found.newcomer_agreed_at if is_newcomer else found.champion_agreed_at
    return Along(
        found.id, found.person.name, asks=mine is None, waits=mine is not None and not found.is_agreed,
        comes=found.comes, is_here=found.here_at is not None,
    )  # fmt: skip


def outing(found: Learner, now: datetime) -> Outing:
    """For the learner's own page."""
    plan, zone = found.plan, zone_of(LONDON)
    shown = Outing(
        id=found.id, champion=plan.walk.champion.name, about=when_about(plan.meet_at, plan.ends_at, now),
        by=when(plan.meet_at - SETTLED, now), asks=found.ended_at is None and found.learner_agreed_at is None,
        comes=found.comes, is_over=found.ended_at is not None, walked=found.has_walked,
    )  # fmt: skip
    if not found.comes:
        return shown
    meets, starts, ends = (moment.astimezone(zone) for moment in (plan.meet_at, plan.starts_at, plan.ends_at))
    return replace(
        shown,
        newcomer=plan.linkage.name,
        day=day_heading(meets.date(), local_day(now, LONDON), evening=meets.hour >= 17),
        meet=clock(meets),
        hours=hours(starts, ends),
        where=printable(plan.where),
        name=plan.listing.name,
        url=address_of(plan.listing),
        looks=printable(plan.looks),
        how=_(HOW[plan.how]) if plan.how in HOW else "",
        is_today=now >= plan.meet_at - SET_OUT,
        is_here=found.here_at is not None,
    )


def coming(session: Session, person_id: str, now: datetime) -> tuple[Outing | None, list[Learner]]:
    """For somebody's first page: what they are asked about or come along to, and of whom they have still to say how it
    went."""
    mine = learners.of_person(session, person_id)
    shown = outing(mine, now) if mine and mine.plan.is_agreed else None
    return shown, learners.unsaid(session, person_id)


def also_asked(session: Session, person_id: str, now: datetime) -> list[tuple[str, str]]:
    """For `matching.queries.engaged.ALSO_ASKED`: whether they come along to learn, or take somebody along who does."""
    mine, _unsaid = coming(session, person_id, now)
    found = [(f"/walks/learning/{mine.id}", _("Would you come along? Say yes or no"))] if mine and mine.asks else []
    for pair in of_champion(session, person_id):
        who = along_of(session, pair, person_id, now)
        if who and who.asks:
            words = _("Would you take somebody with you who is learning? Say yes or no")
            found.append((f"/walks/{pair.walk.id}", words))
    return found


def ahead(session: Session, person_id: str, watches: list[HomeWatch], now: datetime) -> list[HomeWatch]:
    """The watches over somebody without that of an outing to which they are only about to go: its own page has the
    buttons."""
    mine = learners.of_person(session, person_id)
    hidden = mine.watch_id if mine and now < mine.plan.meet_at else None
    return [each for each in watches if each.id != hidden]


def for_staff(session: Session, linkage: Linkage, now: datetime) -> ForStaff | None:
    """For a request with a plan; None where nothing is to be said or chosen."""
    plan = standing(session, linkage.id)
    if plan is None or linkage.state not in WITH_A_CHAMPION:
        return None
    found = learners.live(session, plan.id)
    if found:
        return ForStaff(said_of(found, now), is_live=True)
    return ForStaff(choice=for_plan(session, plan, now)) if linkage.state is State.PLANNED else None


def first_walk(session: Session, seen: Seen, now: datetime) -> FirstWalk | None:
    """For `champions.queries.first_walks.FIRST_WALKS`: whoever lacks nothing else, or is asked already."""
    held = seen.champion.holding
    here = held.organisation
    if here is None:
        return None
    found, last = learners.of_person(session, held.person_id), learners.latest(session, held.person_id)
    where = ASK_AT.format(slug=here.slug, champion=seen.champion.id)
    if found and found.plan.linkage.organisation_id == held.organisation_id:
        return FirstWalk(said_of(found, now), back_at=f"{where}/back")
    if not lacks_only_the_walk(seen.standing, seen.needs):
        return None
    said = _past(last, now) if last and last.plan.linkage.organisation_id == held.organisation_id else ""
    plans = for_learner(session, here, held.person_id, now)
    return FirstWalk(said, asked_at=where, choices=tuple((plan.id, words) for plan, words in plans))


def said_of(found: Learner, now: datetime) -> str:
    """How far it is, for staff."""
    moment, plan = when(found.plan.meet_at, now), found.plan
    names = {"learner": found.person.name, "champion": plan.walk.champion.name, "when": moment}
    if found.comes:
        return _("{learner} comes along with {champion}, {when}. Everybody said yes.", **names)
    if not plan.is_agreed:
        return _("{learner} was to come along with {champion}. The plan changes, and they are asked anew.", **names)
    waits = [
        name for name, at in (
            (found.person.name, found.learner_agreed_at), (plan.walk.champion.name, found.champion_agreed_at),
            (_("the newcomer"), found.newcomer_agreed_at),
        ) if at is None
    ]  # fmt: skip
    return _("{learner} may come along with {champion}, {when}. Still to say yes: {who}.", who=in_words(waits), **names)


def _past(last: Learner, now: datetime) -> str:
    names = {"learner": last.person.name, "champion": last.plan.walk.champion.name}
    names["when"] = when(last.plan.meet_at, now)
    if last.has_walked and last.said is None:
        return _("{learner} went along with {champion}, {when}. {champion} has not said yet how it was.", **names)
    if last.said is Word.NOT_YET:
        return _("{learner} went along with {champion}, {when}. A talk comes first.", **names)
    if last.said is Word.ABSENT:
        return _("{learner} was to go along with {champion}, {when}, and was not there.", **names)
    return "" if last.has_walked else _("The last one that was arranged did not come about, which is fine.")
