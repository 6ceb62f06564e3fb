"""Champions in the world of the matrix: a profile for everybody who holds the role, and somebody who would like to
help."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.actions.applying import Said, apply
from app.champions.models import ChampionAway
from app.champions.rules.words import Kind
from app.kernel.roles import Role
from app.people.models import Holding, Organisation, Person
from app.people.rules.contact import Contact
from app.seal import new_id
from tests.factories.champions import champion

Ids = dict[str, str]
SUPERVISED = {"cal": "cora", "cass": "kit"}


def profiles(session: Session, own: dict[str, Ids], people: Ids) -> dict[str, Ids]:
    """Write them, name each among somebody's own things, and answer with what others may try to reach."""
    found: dict[str, Ids] = {}
    for name, person_id in people.items():
        own[name] |= {"champion_id": new_id(), "away_id": new_id()}
        held = session.scalars(select(Holding).where(Holding.person_id == person_id, Holding.role == Role.CHAMPION))
        for each in held:
            away = ChampionAway(id=new_id(), first=date(2027, 1, 4), last=date(2027, 1, 8))
            by = session.get_one(Person, people[SUPERVISED[name]]) if name in SUPERVISED else None
            made = champion(session, each, by, away=[away], about=f"Zq words of {name}", home="HX1", knows="family")
            own[name] |= {"champion_id": made.id, "away_id": away.id}
            at = session.get_one(Organisation, each.organisation_id)
            found[f"{name} as champion"] = {"slug": at.slug, "champion_id": made.id}
    found["cass as if at calder"] = found["cass as champion"] | {"slug": found["cal as champion"]["slug"]}
    return found


def applied(session: Session, at: Organisation, now: datetime) -> dict[str, Ids]:
    """Ann would like to help there."""
    said = Said("Zqann", Contact("email", "zq-ann@canary.example.org"), (Kind.COMMUNITY,), "On Mondays")
    made = apply(session, at.id, said, now)
    ids = {"slug": at.slug, "application_id": made.id}
    return {"application to calder": ids, "application as if to worth": ids | {"slug": "worth"}}
