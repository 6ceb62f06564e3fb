"""Which words of a plan may be reported, and what stands instead of those that were taken down."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.accompaniment.models import Line, Plan, PlanChange
from app.linkage.accompaniment.queries.dates import door_words
from app.linkage.accompaniment.rules.parts import CHANGED, JOURNEY, PARTS, WHERE, author_of, words_of
from app.seal import CannotOpen


def instead_of(plan: Plan | PlanChange, part: str) -> str:
    """Where to meet is never left empty: outside the door then, as the listing has it."""
    return door_words(plan.listing.venue) if part == WHERE else ""


def reportable(session: Session, plan: Plan, person_id: str) -> tuple[tuple[str, str, bool], ...]:
    """Parts of a plan that somebody else wrote in their own words: the part, its button, and was it reported."""
    since = plan.change.made_at if plan.change else plan.made_at
    is_new = Line.part.not_in(CHANGED) | (Line.at >= since)
    done = set(session.scalars(select(Line.part).where(Line.plan_id == plan.id, is_new)))
    theirs = [part for part in PARTS if author_of(plan, part) != person_id and _is_typed(plan, part)]
    return tuple((part, PARTS[part], part in done) for part in theirs)


def _is_typed(plan: Plan, part: str) -> bool:
    try:
        words = words_of(plan, part)
    except CannotOpen:
        return False
    about = plan.change if part in CHANGED and plan.change else plan
    venue = about.listing.venue
    ours = {WHERE: door_words(venue), JOURNEY: venue.transport if venue else ""}.get(CHANGED.get(part, part), "")
    return bool(words) and words != ours.strip()
