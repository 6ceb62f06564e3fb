"""Complaints about data and accidents with data, for the privacy leads of an organisation."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.models import Organisation
from app.rights.models import Complaint, Incident


def complaints(session: Session, organisation_id: str) -> list[Complaint]:
    """Those about an organisation and those that name none, unanswered ones first, the oldest first."""
    ours = Complaint.organisation_id.is_(None) | (Complaint.organisation_id == organisation_id)
    order = (Complaint.answered_on.is_not(None), Complaint.made_on, Complaint.id)
    return list(session.scalars(select(Complaint).where(ours).order_by(*order)))


def incidents(session: Session, organisation_id: str) -> list[Incident]:
    """An organisation's, open ones first, the oldest first."""
    ours = select(Incident).where(Incident.organisation_id == organisation_id)
    return list(session.scalars(ours.order_by(Incident.closed_at.is_not(None), Incident.opened_at, Incident.id)))


def whom_to_complain_about(session: Session) -> list[tuple[str, str]]:
    """The organisations that have people here, as (slug, name)."""
    serving = select(Organisation.slug, Organisation.name).where(Organisation.areas.any())
    return [(slug, name) for slug, name in session.execute(serving.order_by(Organisation.name))]


def id_of(session: Session, slug: str) -> str | None:
    """The id of an organisation that serves an area, by the name in its address; None for anything else."""
    wanted = select(Organisation.id).where(Organisation.slug == slug, Organisation.areas.any())
    return session.scalars(wanted).first()
