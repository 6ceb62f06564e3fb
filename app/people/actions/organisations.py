"""Adding an organisation, and changing what it says of itself."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.words import slug
from app.people.models import Organisation, OrganisationArea

FIELDS = ("name", "town", "summary", "website", "email", "phone", "duty_hours", "duty_phone")
"""What may be changed; nothing else that is sent with a form is looked at."""
RESERVED = frozenset({"new"})
"""Names in addresses that mean something else."""


def make(session: Session, by: Warrant, said: Mapping[str, Any], areas: Collection[str]) -> Organisation:
    """Add an organisation that serves these areas."""
    made = Organisation(slug=_free_slug(session, said["name"]), name=said["name"])
    session.add(made)
    session.flush()
    _write(session, made, said, areas)
    record(session, Entry.of(by, "organisation", made.id, outcome="made"))
    return made


def change(
    session: Session, by: Warrant, organisation: Organisation, said: Mapping[str, Any], areas: Collection[str]
) -> None:
    """Change what it says of itself, and the areas that it serves."""
    _write(session, organisation, said, areas)
    record(session, Entry.of(by, "organisation", organisation.id, outcome="changed"))


def serve(session: Session, organisation: Organisation, areas: Collection[str]) -> None:
    """Let it serve these areas, and no others."""
    organisation.areas = [each for each in organisation.areas if each.area_id in areas]
    session.flush()
    have = {each.area_id for each in organisation.areas}
    organisation.areas += [OrganisationArea(area_id=area) for area in sorted(set(areas) - have)]
    session.flush()


def _write(session: Session, organisation: Organisation, said: Mapping[str, Any], areas: Collection[str]) -> None:
    for field in FIELDS:
        setattr(organisation, field, said.get(field) or "")
    serve(session, organisation, areas)


def _free_slug(session: Session, name: str) -> str:
    wanted, number = slug(name), 1
    found = wanted
    while found in RESERVED or session.scalars(select(Organisation.id).where(Organisation.slug == found)).first():
        number += 1
        found = f"{wanted}-{number}"
    return found
