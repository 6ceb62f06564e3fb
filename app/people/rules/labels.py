"""What people are called in a list so that no two look the same: first names are all that anybody is asked for."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping

from app.kernel.speech import _

Level = Callable[[Collection[str]], Mapping[str, str]]
"""Of these ids, what tells each apart in words; whoever has nothing of the kind may be missing."""


def told_apart(names: Mapping[str, str], *levels: Level) -> dict[str, str]:
    """The same names in the same order. Who shares one in this list gets what tells them apart in brackets, level by
    level, as long as it is needed; where nothing does, a number. What nobody shares stays as it is."""
    marks: dict[str, list[str]] = {}
    for level in levels:
        same = _alike(names, marks)
        found = level(same) if same else {}
        for each in same:
            told = found.get(each, "")
            if told and told.casefold() not in names[each].casefold():
                marks.setdefault(each, []).append(told)
    looks = {each: _said(names, marks, each).casefold() for each in _alike(names, marks)}
    numbers = Counter[str]()
    for each, said in looks.items():
        numbers[said] += 1
        marks.setdefault(each, []).append(_("number {number}", number=numbers[said]))
    return {each: _said(names, marks, each) for each in names}


def _alike(names: Mapping[str, str], marks: Mapping[str, list[str]]) -> list[str]:
    """Those who still look like somebody else."""
    said = {each: _said(names, marks, each).casefold().strip() for each in names}
    counted = Counter(said.values())
    return [each for each, words in said.items() if counted[words] > 1]


def _said(names: Mapping[str, str], marks: Mapping[str, list[str]], each: str) -> str:
    return f"{names[each]} ({', '.join(marks[each])})" if marks.get(each) else names[each]
