"""The words of a plan: which part each is, and whose."""

from typing import TYPE_CHECKING

from app.kernel.speech import marked

if TYPE_CHECKING:
    from app.linkage.accompaniment.models import Plan

WHERE, JOURNEY, LOOKS, NEWCOMER_LOOKS = "where", "journey", "looks", "newcomer_looks"
NEW_WHERE, NEW_JOURNEY = "new_where", "new_journey"
CHANGED = {NEW_WHERE: WHERE, NEW_JOURNEY: JOURNEY}
"""Parts of what is suggested instead of a plan, each with the part of a plan that it becomes."""

PARTS = {
    WHERE: marked("Report where to meet"),
    JOURNEY: marked("Report how to get there"),
    LOOKS: marked("Report how they describe themselves"),
    NEWCOMER_LOOKS: marked("Report how they describe themselves"),
    NEW_WHERE: marked("Report the new place to meet"),
    NEW_JOURNEY: marked("Report the new way there"),
}
"""Each part, and the words of its button."""


def author_of(plan: "Plan", part: str) -> str:
    """The id of whoever wrote a part."""
    both = {LOOKS: plan.walk.champion_id, NEWCOMER_LOOKS: plan.linkage.person_id}
    if part in CHANGED and plan.change:
        return plan.change.made_by
    return both.get(part, plan.made_by)


def words_of(plan: "Plan", part: str) -> str:
    """What a part says; "" where nothing is suggested instead. Raises `CannotOpen`."""
    about = plan.change if part in CHANGED else plan
    words: str = getattr(about, CHANGED.get(part, part)) if about else ""
    return words.strip()
