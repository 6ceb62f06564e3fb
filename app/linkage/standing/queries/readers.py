"""When nobody who reads concerns will be there, since every safeguarding lead is away; and who could be appointed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.queries.duty import holders
from app.directory.rules.words import day_name
from app.kernel.days import LONDON, local_day
from app.kernel.roles import Appointment
from app.kernel.speech import _
from app.linkage.referral.queries.asking import coordinators
from app.linkage.referral.queries.covers import absences
from app.linkage.referral.rules.covers import all_away
from app.people.models import Person


def no_reader(session: Session, organisation_id: str, now: datetime) -> str:
    """The next days on which every lead is away, or that there is no lead at all, in words, with whom one could
    appoint; "" where somebody is always there."""
    leads = [each.id for each in holders(session, organisation_id, Appointment.SAFEGUARDING_LEAD)]
    if not leads:
        return _nobody(session, organisation_id)
    aways, today = [each.away for each in absences(session, organisation_id, now)], local_day(now, LONDON)
    span = all_away(leads, aways, today)
    if span is None:
        return ""
    first, last = span
    away = {each.person_id for each in aways if each.first <= last and first <= each.last}
    able = [each for each in coordinators(session, organisation_id) if each not in {*away, *leads}]
    names = sorted(session.scalars(select(Person).where(Person.id.in_(able))), key=lambda each: each.name)
    since, until = day_name(first, today), day_name(last, today)
    said = (
        _("Nobody who reads concerns is there on {day}: every safeguarding lead is away.", day=since)
        if first == last
        else _(
            "Nobody who reads concerns is there from {first} to {last}: every safeguarding lead is away.",
            first=since, last=until,
        )
    )  # fmt: skip
    if names:
        could = _("One of these could become a lead too: {names}.", names=", ".join(each.name for each in names))
        return f"{said} {could}"
    return f"{said} " + _("Nobody else coordinates here then. End an absence, or invite a colleague.")


def _nobody(session: Session, organisation_id: str) -> str:
    """There is no lead; nobody makes themselves one."""
    able = select(Person).where(Person.id.in_(coordinators(session, organisation_id)))
    names = sorted(each.name for each in session.scalars(able))
    said = _("Nobody reads concerns for somebody’s safety: there is no safeguarding lead.")
    if len(names) > 1:
        could = _("One of these could become a lead: {names}.", names=", ".join(names))
        return f"{said} {could} " + _("Somebody else has to give them the duty.")
    return f"{said} " + _("Invite a colleague, or ask whoever runs the site to give somebody the duty.")
