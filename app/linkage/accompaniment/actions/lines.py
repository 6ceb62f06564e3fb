"""What the two say to each other: sentences of ours, short words of their own where the organisation allows them, and
what becomes of a line that was reported."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.actions.telling import tell
from app.concerns.queries.duty import holders
from app.concerns.rules.concern import Given
from app.kernel.access import Warrant
from app.kernel.roles import Appointment
from app.kernel.speech import _
from app.linkage.accompaniment.actions import plan_words
from app.linkage.accompaniment.actions.contact import in_contact
from app.linkage.accompaniment.models import Line, LineReport
from app.linkage.accompaniment.queries import lines as queries
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.queries.plan_words import reportable
from app.linkage.accompaniment.rules.lines import (
    LONGEST_REASON,
    CannotJudge,
    CannotSay,
    check_often,
    check_own,
    check_ready,
    check_reason,
)
from app.linkage.accompaniment.rules.parts import author_of, words_of
from app.linkage.accompaniment.rules.words import Saying
from app.linkage.matching.models import Walk
from app.linkage.referral.actions.moving import note

DOWN, STAYS = "down", "stays"
ANSWERS = (DOWN, STAYS)
DOWN_FOR = {True: "newcomer_line_down", False: "champion_line_down"}
"""What happened, by whether the newcomer wrote the line: whose it was hears of it."""


def say(session: Session, pair: Pair, saying: Saying, by: Warrant, now: datetime) -> Line:
    """Say one of our sentences to the other. The caller holds the request. Raises `CannotSay`."""
    check_ready(saying, is_newcomer=pair.is_newcomer(by.actor.person_id))
    return _keep(session, pair, saying.value, by, now, is_own=False)


def write(session: Session, pair: Pair, words: str, by: Warrant, now: datetime) -> Line:
    """Write short words of one's own; nothing in them by which somebody can be reached, until the newcomer has chosen
    to share that. The caller holds the request. Raises `CannotSay`."""
    if not queries.may_write(pair):
        raise CannotSay(_("Here the ready sentences are used. Please choose one of them."))
    is_newcomer = pair.is_newcomer(by.actor.person_id)
    name = pair.champion.name if is_newcomer else pair.linkage.name
    check_own(words, name, is_newcomer=is_newcomer, is_shared=queries.is_shared(session, pair))
    return _keep(session, pair, words.strip(), by, now, is_own=True)


def held_back(session: Session, pair: Pair, refused: CannotSay, by: Warrant) -> None:
    """In the record: something was held back, and of which sort; never what it was."""
    if refused.sort:
        entry = Entry.of(
            by, "linkage", pair.linkage.id, pair.linkage.person_id, outcome="held_back", reason=refused.sort
        )
        record(session, entry)


def report(session: Session, pair: Pair, line: Line, by: Warrant, now: datetime, *, site: str) -> None:
    """Something that the other said was not right: whoever looks after safety reads it, apart. Whoever wrote it is not
    told who reported it. Reported twice, the second time changes nothing."""
    me = by.actor.person_id
    if line.author_id == me or line.report is not None:
        return
    author = pair.newcomer if pair.is_newcomer(line.author_id) else pair.champion
    said = queries.words_of(line)
    words = _(
        "Words between two people who go together were reported: “{words}”. Please decide whether they stay.",
        words=said if line.is_own else _(said),
    )
    given = Given(words, about=author.name, ref=line.author_id, of_staff=author.id == pair.champion.id)
    told = tell(session, pair.linkage.organisation, given, now, site=site, once=line.id, teller_id=me)
    line.report = LineReport(concern_id=told.concern.id, reporter_id=me, made_at=now)
    session.flush()


def report_part(session: Session, pair: Pair, part: str, by: Warrant, now: datetime, *, site: str) -> None:
    """The same for words of the plan that stands: a copy of them is judged like a message. The caller holds the
    request."""
    plan, me = pair.plan, by.actor.person_id
    may = {each for each, _label, is_done in (reportable(session, plan, me) if plan else ()) if not is_done}
    if plan is None or part not in may:
        return
    copy = Line(
        linkage_id=pair.linkage.id, walk_id=pair.walk.id, number=queries.next_number(session, pair), at=now,
        author_id=author_of(plan, part), is_own=True, plan_id=plan.id, part=part,
    )  # fmt: skip
    copy.words = words_of(plan, part)
    session.add(copy)
    session.flush()
    report(session, pair, copy, by, now, site=site)


def judge(session: Session, found: LineReport, by: Warrant, now: datetime, *, answer: str, reason: str) -> None:
    """Take a line down, or let it stay; with a reason, which its author reads. After an appeal it is decided for good,
    by somebody else where somebody else may. Raises `CannotJudge`."""
    check_reason(reason, ANSWERS, answer)
    if not found.is_open:
        raise CannotJudge(_("This is decided already."))
    if found.settled_by == by.actor.person_id and _others_may(session, found, by.actor.person_id):
        raise CannotJudge(_("You decided this the first time. Now somebody else decides."))
    if found.settled_at is None:
        found.settled_at, found.settled_by = now, by.actor.person_id
    else:
        found.final_at, found.final_by = now, by.actor.person_id
    found.reason = reason.strip()
    line, linkage = found.line, found.line.walk.linkage
    line.down_at = (line.down_at or now) if answer == DOWN else None
    plan_words.settle(session, line, now)
    what = DOWN_FOR[line.author_id == linkage.person_id] if answer == DOWN else "line_stays"
    note(session, linkage, what, None, now)
    record(session, Entry.of(by, "linkage", linkage.id, linkage.person_id, outcome="line_judged", reason=answer))
    session.flush()


def _others_may(session: Session, found: LineReport, person_id: str) -> bool:
    leads = holders(session, found.line.walk.linkage.organisation_id, Appointment.SAFEGUARDING_LEAD)
    authors = {person_id, found.line.author_id}
    return any(each.id not in authors for each in leads)


def appeal(session: Session, line: Line, words: str, by: Warrant, now: datetime) -> None:
    """Whoever wrote a line that was taken down sees it otherwise: it is looked at again. Raises `CannotJudge`."""
    found = line.report
    if found is None or not queries.may_appeal(line, by.actor.person_id, now):
        raise CannotJudge(_("There is nothing to look at again."))
    if not words.strip() or len(words) > LONGEST_REASON:
        raise CannotJudge(_("Say in 500 characters or fewer how you see it."))
    found.appeal, found.appealed_at = words.strip(), now
    session.flush()


def let_age(session: Session) -> int:
    """Mark the lines of walks that are over with when that was; how many."""
    over = select(Walk.ended_at).where(Walk.id == Line.walk_id).scalar_subquery()
    ended = exists().where(Walk.id == Line.walk_id, Walk.ended_at.is_not(None))
    marking = update(Line).where(Line.over_at.is_(None), ended).values(over_at=over).returning(Line.id)
    return len(session.scalars(marking.execution_options(synchronize_session=False)).all())


def _keep(session: Session, pair: Pair, words: str, by: Warrant, now: datetime, *, is_own: bool) -> Line:
    me = by.actor.person_id
    if queries.is_apart(session, pair):
        raise CannotSay(_("Nothing can be sent here any more. In need, ring us."))
    if pair.linkage.is_settling:
        raise CannotSay(_("In a few minutes it is settled. Then you can write to each other."))
    check_often(queries.times(session, pair, me, is_own=is_own), now, is_own=is_own)
    made = Line(
        linkage_id=pair.linkage.id, walk_id=pair.walk.id, number=queries.next_number(session, pair), author_id=me,
        at=now, is_own=is_own,
    )  # fmt: skip
    made.words = words
    session.add(made)
    note(session, pair.linkage, "said", by, now)
    in_contact(session, pair, by, now)
    return made
