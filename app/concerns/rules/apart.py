"""When two people may be kept apart."""

from app.kernel.errors import Refused
from app.kernel.speech import _

SHORTEST, LONGEST = 10, 2_000


class CannotKeepApart(Refused):
    """This pair cannot be kept apart like that; the sentence says what to do."""


def check_exclusion(pair: tuple[str, str], reason: str, *, are_ours: bool) -> None:
    """Raise `CannotKeepApart` unless it is about two people of the organisation, with a reason."""
    if pair[0] == pair[1] or not are_ours:
        raise CannotKeepApart(_("Choose two different people."))
    _check_reason(reason)


def check_bar(reason: str, *, is_newcomer: bool, is_known: bool) -> None:
    """Raise `CannotKeepApart` unless it is about a newcomer of the organisation and a building that is known, with a
    reason."""
    if not is_newcomer:
        raise CannotKeepApart(_("Choose who it is about."))
    if not is_known:
        raise CannotKeepApart(_("Choose the building."))
    _check_reason(reason)


def _check_reason(reason: str) -> None:
    if not SHORTEST <= len(reason.strip()) <= LONGEST:
        raise CannotKeepApart(_("Say why, in {least} to {most} characters.", least=SHORTEST, most=LONGEST))
