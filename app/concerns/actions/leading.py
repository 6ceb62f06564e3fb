"""The duty of safeguarding lead: when it may be taken from somebody, who hears of it, and what becomes of what they had
in hand. Whom a concern is about must not be able to leave it without a reader."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.actions.alarming import alarm
from app.concerns.models import ConcernNote
from app.concerns.queries.duty import holders
from app.concerns.queries.leading import in_hand, unread_without
from app.concerns.rules.concern import Sort
from app.concerns.rules.leading import check_taking, words_of
from app.kernel.access import Warrant
from app.kernel.roles import Appointment, Role
from app.kernel.speech import _
from app.notices.actions.telling import tell
from app.people.models import Holding, Organisation, Person
from app.seal import new_id

LEAD = Appointment.SAFEGUARDING_LEAD
KIND = "task_due"


def check(session: Session, by: Warrant, holding: Holding, duties: Collection[Appointment]) -> None:
    """Before duties are taken from somebody, by whichever change of their role. For `people.actions.roles.CHECKS`.
    Raises `CannotTakeAway`; the sentence is the same whatever a concern that somebody may not read is about."""
    leads = _leads(session, holding)
    if LEAD not in duties or holding.person_id not in leads:
        return
    is_own = by.actor.person_id == holding.person_id
    at, who = _of(session, holding), holding.person_id
    check_taking(
        holding.person.name, at.name,
        may=is_own or Role.TECHNICAL_ADMIN in by.actor.roles,
        is_last=len(leads) == 1,
        has_in_hand=bool(in_hand(session, at.id, who)) or unread_without(session, at.id, who, set(leads) - {who}),
    )  # fmt: skip


def changed(
    session: Session, by: Warrant, holding: Holding, duty: Appointment, now: datetime, *, is_given: bool, site: str
) -> None:
    """Somebody became a lead, or is one no more: they hear of it, and so do the other leads. For
    `people.actions.roles.ON_DUTY`."""
    if duty is not LEAD:
        return
    me, actor = holding.person_id, session.get(Person, by.actor.person_id)
    is_own = by.actor.person_id == me
    runs = by.seat.role is Role.TECHNICAL_ADMIN
    names = {
        "name": holding.person.name, "organisation": _of(session, holding).name,
        "who": _("Whoever runs the site") if runs or actor is None else actor.name,
    }  # fmt: skip
    to_them, to_others = words_of(is_given=is_given, is_own=is_own)
    if not is_own:
        _tell(session, me, holding, _(to_them, **names), now, is_given=is_given)
    for lead in _leads(session, holding):
        if lead not in (me, by.actor.person_id):
            _tell(session, lead, holding, _(to_others, **names), now, is_given=is_given)
    if not is_given:
        hand_back(session, holding, now, site=site)


def hand_back(session: Session, holding: Holding, now: datetime, *, site: str) -> None:
    """They read concerns here no more: what they saw to waits for the other leads, who hear of it as of something
    new."""
    if holding.organisation_id is None or holding.person_id in _leads(session, holding):
        return
    found = in_hand(session, holding.organisation_id, holding.person_id)
    for concern in found:
        concern.taken_up_at = concern.taken_up_by = None
        concern.notes.append(
            ConcernNote(id=new_id(), concern_id=concern.id, sort=Sort.HANDED_BACK, made_by=None, made_at=now)
        )
        record(session, Entry("", "", "", "concern.keep", "concern", concern.id, "", "handed_back"))
    if found:
        alarm(session, site, now)


def _tell(session: Session, person_id: str, holding: Holding, said: str, now: datetime, *, is_given: bool) -> None:
    about = f"{holding.id}:{'lead' if is_given else 'no_lead'}{now:%y%m%d%H%M%S}"
    tell(session, person_id, KIND, about, values={"link": "/today", "said": said}, now=now)


def _leads(session: Session, holding: Holding) -> list[str]:
    session.flush()
    return [each.id for each in holders(session, holding.organisation_id or "", LEAD)]


def _of(session: Session, holding: Holding) -> Organisation:
    return session.get_one(Organisation, holding.organisation_id)
