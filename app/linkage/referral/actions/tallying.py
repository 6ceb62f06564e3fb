"""What stays of a request when it is erased: one more in a count that names nobody."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.kernel.days import LONDON, local_day
from app.linkage.referral.models import Count, Linkage
from app.linkage.referral.queries.tallies import CAME, COUNTS, in_touch, states_of, went_with_staff
from app.linkage.referral.rules.tally import MEASURES, PART, mark_of, quarter_of, reached


def keep_counts(session: Session, person_id: str) -> int:
    """Count every request of somebody who is being erased; how many. To be called while their requests are as they
    were."""
    mine = select(Linkage, CAME).where(Linkage.person_id == person_id, COUNTS).order_by(Linkage.id)
    found = session.execute(mine).all()
    ids = [each.id for each, _came_at in found]
    been, spoke, staff = states_of(session, ids), in_touch(session, ids), went_with_staff(session, ids)
    for linkage, came_at in found:
        tally = reached(been[linkage.id], in_touch=linkage.id in spoke, with_staff=linkage.id in staff)
        key = {
            "organisation_id": linkage.organisation_id,
            "quarter": quarter_of(local_day(came_at, LONDON)),
            "entry": linkage.entry,
            "agency_mark": mark_of(linkage.organisation_id, linkage.agency),
        }
        _begin(session, key)
        more = {name: getattr(Count, name) + getattr(tally, name) for name in (*MEASURES, PART)}
        session.execute(update(Count).filter_by(**key).values(more).execution_options(synchronize_session=False))
    return len(found)


def _begin(session: Session, key: dict[str, str]) -> None:
    """The row of a key; of two at once the database lets one be."""
    if session.scalars(select(Count.id).filter_by(**key)).first() is None:
        try:
            with session.begin_nested():
                session.add(Count(**key))
        except IntegrityError:
            return
