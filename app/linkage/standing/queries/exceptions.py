"""The lines of the exceptions page, put together from all parts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.queries.champions import Seen, of_organisation
from app.champions.rules.waiting import Wait
from app.concerns.queries.concerns import readable
from app.concerns.queries.duty import holders
from app.directory.rules.words import day_name
from app.kernel.days import LONDON, local_day, to_instant
from app.kernel.roles import Appointment, Role
from app.kernel.speech import _, marked
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import unsettled, was_asked, was_reminded
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.models import Answer, Offer, Walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.covers import here_now
from app.linkage.referral.queries.labels import of_requests
from app.linkage.referral.queries.linkages import asked_for_by, lying, of_organisations
from app.linkage.referral.rules.load import is_much
from app.linkage.referral.rules.states import LIVE, State
from app.linkage.referral.rules.tasks import FIRST, done_by_press, rank, words_of
from app.linkage.standing.queries.calls import to_ring
from app.linkage.standing.queries.readers import no_reader
from app.linkage.standing.rules.exceptions import DECLINED_IN, LONG, NUMBER_SOON, SOON, Act, Line, Sort, wants_care
from app.people.models import Holding, Organisation, Person

MIDNIGHT = time(23, 59)
BOTH = 2
TAKE = marked("I look after this")
REMIND = marked("Send a friendly reminder")
ASK_NUMBER = marked("Ask them for a number")
ASKED_AFTER = marked("I have asked how they are")
TALKED = marked("We have talked today")
HAPPENED = {
    Outcome.ATTENDED: marked("They went together"),
    Outcome.NEWCOMER_ABSENT: marked("The newcomer did not come"),
    Outcome.CHAMPION_ABSENT: marked("The champion did not come"),
    Outcome.SHUT: marked("It was not on, or the door was shut"),
    Outcome.STOOD_DOWN: marked("It was called off"),
}


def exceptions(session: Session, at: Organisation, person_id: str, duties: frozenset[str], now: datetime) -> list[Line]:
    """All that is out of the ordinary in one organisation, in the order of `Sort`."""
    lines = [
        *_people(session, at),
        *_lies(session, at, now),
        *_requests(session, at, now),
        *_plans(session, at, now),
        *_champions(session, at, person_id, now),
        *_link_workers(session, at),
        *_readers(session, at, now),
        *_concerns(session, at, person_id, is_lead=Appointment.SAFEGUARDING_LEAD in duties),
    ]
    order, called = list(Sort), of_requests(of_organisations(session, [at.id]))
    names = {f"/requests/{each}": name for each, name in called.items()}
    lines = [replace(each, name=names.get(each.link, each.name)) for each in lines]
    return sorted(lines, key=lambda each: order.index(each.sort))


def _people(session: Session, at: Organisation) -> Iterator[Line]:
    """Whoever waits for a call, or is not where they were to be; the most urgent first."""
    asked = [
        (each, [task.kind for task in each.tasks if task.done_at is None])
        for each in of_organisations(session, [at.id])
    ]
    for each, kinds in sorted(asked, key=lambda pair: rank(pair[1])):
        if urgent := sorted(set(kinds) & set(FIRST), key=FIRST.index):
            yield replace(_line(Sort.PEOPLE, each, *_press(each, urgent[0])), about=words_of(urgent[0]))


def _requests(session: Session, at: Organisation, now: datetime) -> Iterator[Line]:
    here = here_now(session, at.id, now)
    for each in of_organisations(session, [at.id]):
        page, tasks = f"/requests/{each.id}", {task.kind for task in each.tasks if task.done_at is None}
        take = Act(f"{page}/take", TAKE)
        if each.state is State.RECEIVED:
            if "look" in tasks:
                yield _line(Sort.NO_LOOK, each, take)
        elif each.holder_id not in here if each.holder_id else tasks:
            yield _line(Sort.NOBODY_HAS_IT, each, take)
        if tasks & {"first_try", "tries"}:
            yield _late(session, Sort.NO_CONTACT, each, now)
        if "words_differ" in tasks:
            yield _line(Sort.DIFFER, each, *_words_of_both(session, each))
        if each.state in (State.WAITING, State.OFFERING) and each.asked_at <= now - LONG:
            yield _line(Sort.NOBODY_FREE, each, *(() if each.holder_id in here else (take,)))


def _lies(session: Session, at: Organisation, now: datetime) -> Iterator[Line]:
    """What nobody saw to; whoever waits for a call stands above already."""
    for task in lying(session, now):
        if task.linkage.organisation_id == at.id and task.kind not in FIRST:
            yield replace(_line(Sort.LIES, task.linkage, *_press(task.linkage, task.kind)), about=words_of(task.kind))


def _press(each: Linkage, kind: str) -> tuple[Act, ...]:
    """The press that ends a task; none where its page is to be decided on."""
    label = done_by_press(kind, each.state)
    return (Act(f"/requests/{each.id}/tasks/{kind}/done", label, "back", "exceptions"),) if label else ()


def _line(sort: Sort, each: Linkage, *acts: Act) -> Line:
    return Line(sort, each.name, f"/requests/{each.id}", acts)


def _late(session: Session, sort: Sort, each: Linkage, now: datetime) -> Line:
    """A reminder, once a day; after that a person rings whoever has something to say."""
    if not was_reminded(session, each, now):
        return _line(sort, each, Act(f"/requests/{each.id}/remind", REMIND))
    return replace(_line(sort, each), calls=to_ring(session, each, now))


def _words_of_both(session: Session, each: Linkage) -> Iterator[Act]:
    """What each of the two says: one of them is pressed once both were asked."""
    plan = unsettled(session, each)
    for said in dict.fromkeys(filter(None, (plan.newcomer_says, plan.champion_says)) if plan else ()):
        yield Act(f"/requests/{each.id}/outcome", HAPPENED[said], "outcome", said.value)


def _plans(session: Session, at: Organisation, now: datetime) -> Iterator[Line]:
    soon = select(Plan).join(Linkage, Linkage.id == Plan.linkage_id).where(
        Linkage.organisation_id == at.id, Linkage.state.in_(sorted(LIVE)), Plan.ended_at.is_(None),
        Plan.meet_at > now, Plan.meet_at <= now + NUMBER_SOON,
    )  # fmt: skip
    for plan in session.scalars(soon.order_by(Plan.meet_at)):
        if plan.is_agreed and not plan.walk.champion.phone:
            ask = () if was_asked(session, plan.linkage, now) else (_ask_number(plan),)
            yield Line(Sort.NUMBER, plan.walk.champion.name, f"/requests/{plan.linkage_id}/contact?of=champion", ask)
        if not plan.is_agreed and plan.meet_at <= now + SOON:
            yield _late(session, Sort.UNSURE, plan.linkage, now)


def _ask_number(plan: Plan) -> Act:
    return Act(f"/requests/{plan.linkage_id}/ask-number", ASK_NUMBER)


def _champions(session: Session, at: Organisation, person_id: str, now: datetime) -> Iterator[Line]:
    answers = _answers(session, now)
    walking = set(session.scalars(select(Walk.champion_id).where(Walk.ended_at.is_(None), ~Walk.as_staff)))
    for each in of_organisation(session, at.id, now):
        who = each.champion.holding.person_id
        talk = _talk(each, at, person_id, now)
        waits = {wait.wait: wait.day for wait in each.waiting}
        talked, asked_at = each.facts.supervised_on, each.champion.care_at
        since = [
            found for found in answers[who]
            if (talked is None or local_day(found[0], LONDON) > talked) and (asked_at is None or found[0] > asked_at)
        ]  # fmt: skip
        declined = [moment for moment, answer in since if answer is Answer.DECLINED]
        silent = [moment for moment, answer in since if answer is Answer.EXPIRED]
        if each.facts.care or wants_care(declined, silent, now):
            yield _of(Sort.CARE, each, at, _asked_after(each, at))
        if Wait.SUPERVISION_OVERDUE in waits and who in walking:
            yield _of(Sort.TALK, each, at, talk)
        ends = waits.get(Wait.CHECK_ENDS) or waits.get(Wait.CHECK_OVER)
        if ends and _has_plan_after(session, who, to_instant(ends, MIDNIGHT, LONDON)):
            yield _of(Sort.CHECK, each, at, (), "?open=check#checks")


def _link_workers(session: Session, at: Organisation) -> Iterator[Line]:
    """Whoever asked for so many that it is time to share."""
    theirs = (Holding.organisation_id == at.id, Holding.role == Role.LINK_WORKER, Holding.ended_at.is_(None))
    people = select(Person).join(Holding, Holding.person_id == Person.id).where(*theirs)
    counts = asked_for_by(session, [each.id for each in session.scalars(people)])
    for person_id in sorted(each for each, count in counts.items() if is_much(count)):
        yield Line(Sort.MUCH, session.get_one(Person, person_id).name, f"/organisations/{at.slug}/invite")


def _answers(session: Session, now: datetime) -> dict[str, list[tuple[datetime, Answer]]]:
    """What champions have answered lately, or not, each with its moment."""
    found: dict[str, list[tuple[datetime, Answer]]] = defaultdict(list)
    lately = select(Offer).where(
        Offer.answered_at > now - DECLINED_IN, Offer.answer.in_([Answer.DECLINED, Answer.EXPIRED]), ~Offer.as_staff
    )
    for each in session.scalars(lately):
        if each.answered_at and each.answer:
            found[each.champion_id].append((each.answered_at, each.answer))
    return found


def _asked_after(each: Seen, at: Organisation) -> tuple[Act, ...]:
    return (Act(f"/organisations/{at.slug}/champions/{each.champion.id}/asked-after", ASKED_AFTER),)


def _talk(each: Seen, at: Organisation, person_id: str, now: datetime) -> tuple[Act, ...]:
    """Their supervisor notes with one press that the two have talked; others find the page."""
    if each.champion.supervisor_id != person_id:
        return ()
    to, today = f"/organisations/{at.slug}/champions/{each.champion.id}/supervision", local_day(now, LONDON)
    until = day_name(today + each.constants.supervision, today)
    says = _("It renews supervision until {day}, and can be taken back for five minutes.", day=until)
    return (Act(to, TALKED, "supervision-on", today.isoformat(), says),)


def _has_plan_after(session: Session, champion_id: str, moment: datetime) -> bool:
    plans = select(Plan.id).join(Walk, Walk.id == Plan.walk_id)
    mine = plans.where(Walk.champion_id == champion_id, ~Walk.as_staff, Plan.ended_at.is_(None), Plan.meet_at > moment)
    return session.scalars(mine.limit(1)).first() is not None


def _of(sort: Sort, each: Seen, at: Organisation, acts: tuple[Act, ...], there: str = "") -> Line:
    return Line(sort, each.name, f"/organisations/{at.slug}/champions/{each.champion.id}{there}", acts)


def _readers(session: Session, at: Organisation, now: datetime) -> Iterator[Line]:
    if words := no_reader(session, at.id, now):
        yield Line(Sort.NO_READER, words, f"/organisations/{at.slug}")


def _concerns(session: Session, at: Organisation, person_id: str, *, is_lead: bool) -> Iterator[Line]:
    """Of concerns nothing but that one waits; and never to whoever has a part in it."""
    leads = holders(session, at.id, Appointment.SAFEGUARDING_LEAD)
    for each in readable(session, at.id, person_id):
        asked = [who for who in (each.asked_to_close_by, each.slower_by) if who]
        if not asked or each.closed_at is not None:
            continue
        if is_lead and any(who != person_id for who in asked):
            yield Line(Sort.SECOND, "", f"/organisations/{at.slug}/concerns/{each.id}")
        if len(leads) < BOTH:
            yield Line(Sort.NO_SECOND, "", f"/organisations/{at.slug}")
