"""What of a plan somebody had before their eyes when they pressed: a yes counts for that alone."""

from hashlib import sha256
from typing import TYPE_CHECKING

from app.kernel.speech import _
from app.linkage.accompaniment.rules.planning import CannotPlan

if TYPE_CHECKING:
    from app.linkage.accompaniment.models import Plan, PlanChange

LENGTH = 16


def mark_of(plan: "Plan | None") -> str:
    """A short word that is another one as soon as anything of a plan that both agree to is; "" for no plan. Raises
    `CannotOpen`."""
    if plan is None:
        return ""
    parts = [plan.id, *contents(plan), plan.change.id if plan.change else ""]
    return sha256("\n".join(str(each) for each in parts).encode()).hexdigest()[:LENGTH]


def contents(plan: "Plan | PlanChange") -> tuple[object, ...]:
    """All that both agree to."""
    return plan.listing.id, plan.occasion, plan.meet_at, plan.how, plan.where, plan.journey


def check_read(plan: "Plan | None", seen: str | None) -> None:
    """Raise `CannotPlan` where a page that was read before shows another plan than the one that stands. `seen` is None
    where no page was read."""
    if seen is not None and seen != mark_of(plan):
        raise CannotPlan(_("Something else was suggested meanwhile. It stands here now: please read it first."))
