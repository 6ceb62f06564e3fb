"""What was changed of a request since it was sent, for staff: which part, when and by whom; never the old words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.speech import _
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.changing import BY_TELEPHONE, WHAT, Part
from app.linkage.referral.rules.said import when
from app.people.models import Person

LINKS = (Part.MEETING, Part.COMPANY, Part.NEEDS, Part.TRAVEL, Part.WORDS)


@dataclass(frozen=True, slots=True)
class Line:
    """The latest change of one part, in words."""

    what: str
    by: str


def changes(session: Session, linkage: Linkage, now: datetime) -> list[Line]:
    """The latest of each part, newest first."""
    latest = {each.what: each for each in linkage.happenings if each.what in WHAT}
    found = sorted(latest.values(), key=lambda each: -each.number)
    return [Line(_(WHAT[each.what]), _by(session, each.actor_id, each.reason, when(each.at, now))) for each in found]


def _by(session: Session, actor_id: str, reason: str, moment: str) -> str:
    if reason != BY_TELEPHONE:
        return _("by them on {when}", when=moment)
    person = session.get(Person, actor_id)
    return _("on {when} by {name}, as they said by telephone", when=moment, name=person.name if person else _("staff"))
