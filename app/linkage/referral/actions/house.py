"""An organisation says how it works: its own numbers, each change of which the record tells."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.champions.rules.constants import Constants
from app.kernel.access import Warrant
from app.linkage.referral.rules.house import House
from app.people.models import Organisation

USUAL: dict[str, Any] = {each.name: each.default for each in fields(House)} | {
    f"champion_{each.name}": each.default for each in fields(Constants)
}
"""By the name under which it is kept, what holds where an organisation chose nothing."""


def choose(session: Session, by: Warrant, organisation: Organisation, said: Mapping[str, Any]) -> list[str]:
    """Keep what an organisation chose; what is usual is not kept, so that it goes on being what is usual. Gives the
    names of what is otherwise than before."""
    before = dict(organisation.constants or {})
    after = dict(before)
    for name, value in said.items():
        kept = list(value) if isinstance(value, tuple) else str(value) if isinstance(value, str) else value
        if value == USUAL[name]:
            after.pop(name, None)
        else:
            after[name] = kept
    changed = [name for name in said if before.get(name) != after.get(name)]
    if changed:
        organisation.constants = after
        session.flush()
    for name in changed:
        record(session, Entry.of(by, "organisation", organisation.id, outcome="changed", reason=name))
    return changed
