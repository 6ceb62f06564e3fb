"""Which requests may go on before a person has looked, where an organisation chose that; and what else may help."""

from dataclasses import dataclass
from datetime import date

from app.kernel.speech import marked
from app.linkage.referral.rules.states import State

RELEASABLE = frozenset({State.TRIAGE, State.WAITING, State.REENGAGING})
"""From here staff may let champions be asked by the site, or let the newcomer choose."""

DRIVEN = RELEASABLE | {State.OFFERING}
"""States in which the site looks for somebody, for whom it was let."""


OTHERWISE = {
    "staff": marked("One of the staff goes with me"),
    "online": marked("We go online together"),
    "day": marked("I would take another day or meeting"),
    "phone": marked("Somebody rings me meanwhile"),
}
"""What a newcomer may wish for instead, while nobody is free."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A new request, as far as it matters here. `has_words`: something was written that a person has to read."""

    is_proved: bool
    agreed: bool
    has_words: bool
    needs_interpreter: bool
    is_held_back: bool
    discharge_on: date | None = None


def needs_a_person(arrived: Arrived, today: date) -> bool:
    """Does somebody have to look first? Always where in doubt, and always on the day of a discharge."""
    leaves = arrived.discharge_on is not None and arrived.discharge_on <= today
    asks = arrived.has_words or arrived.needs_interpreter
    return leaves or asks or arrived.is_held_back or not (arrived.is_proved and arrived.agreed)
