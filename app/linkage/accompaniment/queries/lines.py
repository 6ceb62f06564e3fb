"""What the two said to each other, and what of it was reported."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from app.concerns.models import Concern
from app.concerns.queries.apart import blocked_pairs
from app.concerns.queries.concerns import readable
from app.concerns.rules.danger import may_be_in_danger
from app.consent.queries.agreements import agreements
from app.consent.rules.texts import SHARE_CONTACT
from app.kernel.words import printable
from app.linkage.accompaniment.models import Line, LineReport
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.rules.lines import APPEALED_WITHIN, GRAVE_FOR, Shown
from app.linkage.accompaniment.rules.words import SAYINGS, Saying
from app.linkage.matching.models import Walk
from app.linkage.referral.rules.house import House
from app.linkage.referral.rules.said import when
from app.seal import CannotOpen

MOST_SHOWN = 20
MOST_DECIDED = 20


def lines(session: Session, pair: Pair, person_id: str, now: datetime) -> tuple[Shown, ...]:
    """The latest lines of a walk that goes on, oldest first, as one of the two sees them: what was taken down is seen
    by nobody but its author. Nothing where the two are kept apart."""
    if is_apart(session, pair):
        return ()
    mine = select(Line).where(Line.walk_id == pair.walk.id).options(joinedload(Line.report))
    found = session.scalars(mine.order_by(Line.number.desc()).limit(MOST_SHOWN)).all()
    return tuple(
        shown(each, person_id, now)
        for each in reversed(found)
        if (each.down_at is None and not each.part) or (each.down_at and each.author_id == person_id)
    )


def taken_down(session: Session, linkage_id: str, person_id: str, now: datetime) -> tuple[Shown, ...]:
    """What was taken down of somebody's words in walks that are over, as long as they may say how they see it."""
    mine = select(Line).join(Walk, Walk.id == Line.walk_id).where(
        Line.linkage_id == linkage_id, Line.author_id == person_id, Walk.ended_at.is_not(None)
    )  # fmt: skip
    found = session.scalars(mine.options(joinedload(Line.report), joinedload(Line.walk)).order_by(Line.at, Line.id))
    return tuple(shown(each, person_id, now) for each in found if may_appeal(each, person_id, now))


def may_appeal(line: Line, person_id: str, now: datetime) -> bool:
    """May whoever wrote it ask for another look? Once, and for four weeks after it was decided or the walk ended."""
    found = line.report
    if found is None or line.author_id != person_id or line.down_at is None or found.appealed_at is not None:
        return False
    ended = line.walk.ended_at
    return ended is None or now < max(ended, found.settled_at or ended) + APPEALED_WITHIN


def line_by(session: Session, line_id: str, person_id: str) -> Line | None:
    """A line that somebody wrote themselves, also of a walk that is over."""
    mine = select(Line).where(Line.id == line_id, Line.author_id == person_id)
    return session.scalars(mine.options(joinedload(Line.report), joinedload(Line.walk))).first()


def line_of(session: Session, pair: Pair, line_id: str) -> Line | None:
    """One line of a walk."""
    mine = select(Line).where(Line.id == line_id, Line.walk_id == pair.walk.id)
    return session.scalars(mine.options(joinedload(Line.report))).first()


def times(session: Session, pair: Pair, author_id: str, *, is_own: bool) -> list[datetime]:
    """When somebody wrote lines of a kind in this walk."""
    mine = select(Line.at).where(Line.walk_id == pair.walk.id, Line.author_id == author_id, Line.is_own == is_own)
    mine = mine.where(Line.part == "")
    return list(session.scalars(mine))


def next_number(session: Session, pair: Pair) -> int:
    """The number of the next line."""
    last = select(func.coalesce(func.max(Line.number), 0)).where(Line.walk_id == pair.walk.id)
    return session.scalars(last).one() + 1


def is_apart(session: Session, pair: Pair) -> bool:
    """Are the two kept apart, by their own wish or for a reason that staff know?"""
    both = {pair.newcomer.id, pair.champion.id}
    return frozenset(both) in blocked_pairs(session, both)


def is_shared(session: Session, pair: Pair) -> bool:
    """Does the newcomer let the champion see how to reach them, and has agreed to that?"""
    return pair.walk.shares_contact and SHARE_CONTACT in agreements(session, pair.newcomer.id)


def may_write(pair: Pair) -> bool:
    """May they write words of their own?"""
    return House.of(pair.linkage.organisation.constants).relay


def reports(session: Session, organisation_id: str, person_id: str) -> list[LineReport]:
    """What was reported to an organisation, but what this person has a part in: what waits first, the longest first."""
    those = [each.id for each in readable(session, organisation_id, person_id)]
    found = session.scalars(_reports().where(LineReport.concern_id.in_(those)))
    every = [each for each in found if person_id not in (each.reporter_id, each.line.author_id)]
    waiting = sorted((each for each in every if each.is_open), key=lambda each: each.waits_since)
    decided = sorted((each for each in every if not each.is_open), key=lambda each: each.made_at, reverse=True)
    return waiting + decided[:MOST_DECIDED]


def report_of(session: Session, report_id: str, organisation_id: str) -> LineReport | None:
    """One of them, if it is this organisation's."""
    mine = _reports().join(Concern, Concern.id == LineReport.concern_id)
    return session.scalars(mine.where(LineReport.id == report_id, Concern.organisation_id == organisation_id)).first()


def words_of(line: Line) -> str:
    """What a line says; a sentence of ours is still to be translated. "" while a key is not at hand."""
    try:
        said = line.words
    except CannotOpen:
        return ""
    return printable(said) if line.is_own else SAYINGS[Saying(said)]


def shown(line: Line, person_id: str, now: datetime) -> Shown:
    """A line as one of the two sees it."""
    report, is_mine = line.report, line.author_id == person_id
    is_down = line.down_at is not None
    return Shown(
        line.id, is_mine, words_of(line), when(line.at, now), line.at,
        is_reported=report is not None and not is_mine,
        is_down=is_down,
        why=printable(report.reason) if report and is_mine and is_down else "",
        may_appeal=may_appeal(line, person_id, now),
        is_grave=_is_grave(line, now),
    )  # fmt: skip


def _is_grave(line: Line, now: datetime) -> bool:
    """Does it say, and lately, that somebody may be in danger?"""
    is_new = line.is_own and line.down_at is None and now < line.at + GRAVE_FOR
    return is_new and may_be_in_danger(words_of(line))


def _reports() -> Select[LineReport]:
    whose = joinedload(LineReport.line).joinedload(Line.walk).joinedload(Walk.linkage)
    return select(LineReport).options(whose, joinedload(LineReport.concern))
