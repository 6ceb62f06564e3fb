"""What there is to say to a newcomer of where their request stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.speech import _
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.matching.queries.cards import may_choose
from app.linkage.referral.models import Linkage
from app.linkage.standing.rules.stages import STAGES, TO_CHOOSE
from app.people.models import Person


@dataclass(frozen=True, slots=True)
class Standing:
    """In plain words; `helper` is the name to use of who looks after the request, "" where nobody does yet. `due_at`
    is when the next thing is promised, None for no promise."""

    heading: str
    follows: str
    otherwise: str
    helper: str
    due_at: datetime | None


def standing_of(session: Session, linkage: Linkage, now: datetime) -> Standing:
    """Where a request stands."""
    stage = TO_CHOOSE if may_choose(session, linkage) else STAGES[linkage.state]
    pair = of_linkage(session, linkage.id)
    name = pair.champion.name if pair else _("somebody")
    holder = session.get(Person, linkage.holder_id) if linkage.holder_id else None
    dues = [
        timer.due_at for timer in linkage.timers
        if timer.done_at is None and timer.kind in stage.due and timer.due_at > now
    ]  # fmt: skip
    return Standing(
        heading=_(stage.heading, champion=name),
        follows=_(stage.follows, champion=name),
        otherwise=_(stage.otherwise) if stage.otherwise else "",
        helper=holder.name if holder else "",
        due_at=min(dues, default=None),
    )
