"""Names within a slip or two of what somebody typed."""

from collections.abc import Sequence


class Speller:
    """Finds the known names nearest to a misspelt one.

    Each name keeps one number whose bits say which letters occur in it. A slip changes at most two of those bits, so
    one pass of whole-number arithmetic leaves few names to be compared letter by letter.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        for name in names:
            self._by_length.setdefault(len(name), []).append(name)
        self._letters: dict[int, list[int]] = {}

    def nearest(self, typed: str) -> list[tuple[int, str]]:
        """Slips and name, fewest slips first: one slip in up to five letters, else two; the closest kind only."""
        for slips in (1, 2) if len(typed) > 5 else (1,):
            found = self._within(typed, slips)
            if found:
                return sorted(found)
        return []

    def _within(self, typed: str, slips: int) -> list[tuple[int, str]]:
        letters, bits = _letters(typed), 2 * slips
        likely = [
            name
            for length in range(len(typed) - slips, len(typed) + slips + 1)
            for name, theirs in zip(self._by_length.get(length, ()), self._letters_of(length), strict=True)
            if (letters ^ theirs).bit_count() <= bits
        ]
        return [(found, name) for name in likely if (found := slips_between(typed, name, slips)) <= slips]

    def _letters_of(self, length: int) -> list[int]:
        if length not in self._letters:
            self._letters[length] = [_letters(name) for name in self._by_length.get(length, ())]
        return self._letters[length]


def slips_between(one: str, other: str, most: int) -> int:
    """How many letters must be added, dropped, changed or swapped with a neighbour; above `most` just `most` + 1."""
    one, other = _without_common_ends(one, other)
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, theirs in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != theirs))
            if above and j > 1 and letter == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    start = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        start += 1
    one, other = one[start:], other[start:]
    end = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        end += 1
    return (one[: len(one) - end], other[: len(other) - end]) if end else (one, other)


def _letters(name: str) -> int:
    bits = 0
    for letter in name:
        bits |= 1 << (ord(letter) & 31)
    return bits
