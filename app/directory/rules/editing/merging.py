"""Of two who changed one thing at the same time: whose value of each field holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Sent = Mapping[str, Sequence[str]]
"""Each field of a form as a browser would send it."""
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """`stays`: fields of which what is held now holds. `clashes`: fields, by group, that both changed."""

    stays: tuple[str, ...]
    clashes: tuple[Group, ...]


def merge(shown: Sent, typed: Sent, held: Sent, together: Sequence[Group] = ()) -> Merged:
    """What was typed holds only where it differs from what the form had shown; where what is held has changed since,
    too, somebody must choose. Fields that make sense only together hold or give way together."""
    stays: list[str] = []
    clashes = []
    for group in groups(typed, together):
        was, mine, theirs = ([side.get(name) for name in group] for side in (shown, typed, held))
        if mine in (was, theirs):
            stays += group
        elif theirs != was:
            clashes.append(group)
    return Merged(tuple(stays), tuple(clashes))


def groups(typed: Sent, together: Sequence[Group]) -> list[Group]:
    """All fields of a form, those that belong together as one group, others each as its own."""
    held = {name for group in together for name in group}
    found = [tuple(name for name in group if name in typed) for group in together]
    return [group for group in found if group] + [(name,) for name in typed if name not in held]
