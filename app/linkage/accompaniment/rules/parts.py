"""The words of a plan: which part each is, and whose."""

from typing import TYPE_CHECKING

from app.kernel.speech import marked

if TYPE_CHECKING:
    from app.linkage.accompaniment.models import Plan

WHERE, JOURNEY, LOOKS, NEWCOMER_LOOKS = "where", "journey", "looks", "newcomer_looks"
PARTS = {
    WHERE: marked("Report where to meet"),
    JOURNEY: marked("Report how to get there"),
    LOOKS: marked("Report how they describe themselves"),
    NEWCOMER_LOOKS: marked("Report how they describe themselves"),
}
"""Each part, and the words of its button."""


def author_of(plan: "Plan", part: str) -> str:
    """The id of whoever wrote a part."""
    both = {LOOKS: plan.walk.champion_id, NEWCOMER_LOOKS: plan.linkage.person_id}
    return both.get(part, plan.made_by)


def words_of(plan: "Plan", part: str) -> str:
    """What a part says. Raises `CannotOpen`."""
    words: str = getattr(plan, part)
    return words.strip()
