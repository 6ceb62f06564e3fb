"""A newcomer changes what they wish for, or staff do as they are told by telephone: it counts at once, and all that
hangs on it follows in the same transaction."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.linkage.accompaniment.actions import refitting as plans
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.accompaniment.rules.refitting import Otherwise
from app.linkage.matching.actions import refitting as questions
from app.linkage.matching.actions.answers import hand_on
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.changing import BY_TELEPHONE, Counts, Part, check_may_change
from app.linkage.referral.rules.wishes import Wishes

ENDING = "wishes_changed"
UNSEEN = frozenset({Part.WORDS})
"""What would help is read by staff and by whoever goes with them: nobody is chosen or planned by it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What they wish for now. `wishes` is all of it; `listing_id`, `wished_on` and `area_id` count for the meeting
    alone. `another`: with somebody else than whoever goes with them."""

    part: Part
    wishes: Wishes
    listing_id: str | None = None
    wished_on: date | None = None
    area_id: str | None = None
    another: bool = False


def change(session: Session, linkage: Linkage, said: Changed, by: Warrant, now: datetime) -> bool:
    """Keep it; the old words are gone. False where it is as it was. The caller holds the request. Raises
    `CannotChange`."""
    counts = check_may_change(linkage.state, said.part)
    before, is_elsewhere = linkage.wishes, _is_elsewhere(linkage, said)
    if before == said.wishes and not is_elsewhere and not said.another:
        return False
    linkage.wishes = said.wishes
    if is_elsewhere:
        linkage.listing_id, linkage.wished_on = said.listing_id, said.wished_on
        linkage.area_id = said.area_id or linkage.area_id
    session.flush()
    note(session, linkage, f"changed_{said.part}", by, now, reason=_reason(linkage, by))
    if counts is Counts.NOW and said.part not in UNSEEN:
        pair = of_linkage(session, linkage.id)
        if pair and said.another:
            hand_on(session, by, linkage, now, ending=ENDING)
        elif pair:
            plans.refit(session, pair, Otherwise(said.part, before), by, now)
        else:
            questions.refit(session, linkage, by, now, is_elsewhere=is_elsewhere)
    return True


def _is_elsewhere(linkage: Linkage, said: Changed) -> bool:
    then = (linkage.listing_id, linkage.wished_on)
    return said.part is Part.MEETING and then != (said.listing_id, said.wished_on)


def _reason(linkage: Linkage, by: Warrant) -> str:
    return "" if by.actor.person_id == linkage.person_id else BY_TELEPHONE
