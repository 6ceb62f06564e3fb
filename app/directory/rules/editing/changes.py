"""What an act changed, field by field, and whether it may be undone.

A listing or a venue is told as plain values by the name of a field. A date that differs is a field of its own,
`day:2026-12-24`, and so are a closure and a report, `closure:<id>` and `report:<id>`: undoing one leaves the others.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.directory.rules.editing.wording import by_whom, field_name
from app.directory.rules.words import dated
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.kernel.words import in_words

if TYPE_CHECKING:
    from app.directory.models import Revision

Plain = dict[str, Any]
DAY, CLOSURE, REPORT = "day:", "closure:", "report:"


class CannotUndo(Refused):
    """The act cannot be undone now; the sentence says what has changed since."""


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Plain, Plain]:
    """The fields that differ, as they were and as they are. A field that one side lacks is None there."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def standing(revisions: "Sequence[Revision]") -> "list[Revision]":
    """The acts that still hold, oldest first: neither undone nor an undoing. `revisions` are all of one thing, oldest
    first. An undoing that was itself undone undoes nothing."""
    undone: set[str] = set()
    found = []
    for each in reversed(revisions):
        if each.id in undone:
            continue
        if each.undoes_id:
            undone.add(each.undoes_id)
        else:
            found.append(each)
    return found[::-1]


def corrected(revisions: "Sequence[Revision]") -> frozenset[str]:
    """The fields that a person has changed and that nobody has undone: no list may overwrite them."""
    return frozenset(name for each in standing(revisions) for name in each.after)


def check_undo(revision: "Revision", revisions: "Sequence[Revision]", current: Mapping[str, Any]) -> None:
    """Raise `CannotUndo` unless every field that the act changed is still as the act left it."""
    if any(each.undoes_id == revision.id for each in revisions):
        raise CannotUndo(_("This was undone already."))
    later = revisions[[each.id for each in revisions].index(revision.id) + 1 :]
    holding = {each.id for each in standing(revisions)}
    for each in reversed(later):
        shared = [name for name in each.after if name in revision.after]
        if each.id in holding and shared:
            raise CannotUndo(_("{fields}: changed again {when}. Undo that first, or correct it by hand.",
                               fields=_named(shared), when=when_and_who(each)))  # fmt: skip
    moved = [name for name, value in revision.after.items() if current.get(name) != value]
    if moved:
        raise CannotUndo(_("{fields}: no longer as this act left it. Correct it by hand.", fields=_named(moved)))


def since(revisions: "Sequence[Revision]", seen: str) -> "list[Revision]":
    """The acts after the one that an editor saw last; all of them when the id is unknown or empty."""
    ids = [each.id for each in revisions]
    return list(revisions[ids.index(seen) + 1 :] if seen in ids else revisions)


def when_and_who(revision: "Revision") -> str:
    """When an act was, and in which role: "on Monday 21 December 2026 by a coordinator"."""
    day = dated(local_day(revision.made_at, LONDON))
    return _("on {day} by {whom}", day=day, whom=by_whom(revision.role))


def _named(names: Sequence[str]) -> str:
    said = in_words(list(dict.fromkeys(field_name(name) for name in names)))
    return said[:1].upper() + said[1:]
