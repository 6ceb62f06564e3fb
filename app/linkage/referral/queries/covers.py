"""Who is away, and who stands in."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.days import LONDON, local_day
from app.linkage.referral.models import Absence
from app.linkage.referral.queries.asking import coordinators
from app.linkage.referral.rules.covers import stands_in
from app.linkage.referral.rules.tasks import TAKE_BACK


def absences(session: Session, organisation_id: str, now: datetime) -> list[Absence]:
    """Those that go on or are to come, soonest first."""
    mine = select(Absence).where(
        Absence.organisation_id == organisation_id, Absence.ended_at.is_(None), Absence.last >= local_day(now, LONDON)
    )
    return list(session.scalars(mine.order_by(Absence.first, Absence.id)))


def ended_now(session: Session, organisation_id: str, now: datetime) -> list[Absence]:
    """Those that were ended a few minutes ago, and may be taken back; the latest first."""
    mine = select(Absence).where(Absence.organisation_id == organisation_id, Absence.ended_at > now - TAKE_BACK)
    return list(session.scalars(mine.order_by(Absence.ended_at.desc(), Absence.id)))


def acting(session: Session, organisation_id: str, now: datetime) -> dict[str, str]:
    """Each who is away today, with who acts for them."""
    today = local_day(now, LONDON)
    aways = [each.away for each in absences(session, organisation_id, now)]
    return {each.person_id: stands_in(each.person_id, aways, today) for each in aways if each.is_on(today)}


def instead(covers: Mapping[str, str], people: Iterable[str]) -> list[str]:
    """Whoever of some people is there, and who acts for those who are away (`acting`); each once."""
    return list(dict.fromkeys(covers.get(each, each) for each in people))


def there(session: Session, organisation_id: str, now: datetime) -> list[str]:
    """The ids of those who coordinate there today: whoever is away is left out, and who stands in is among them."""
    return instead(acting(session, organisation_id, now), coordinators(session, organisation_id))


def here_now(session: Session, organisation_id: str, now: datetime) -> set[str]:
    """The coordinators for whom somebody is there today: they themselves, or whoever covers for them."""
    staff = set(coordinators(session, organisation_id))
    covers = acting(session, organisation_id, now)
    return {each for each in staff if covers.get(each, each) in staff}
