"""Sign-in words to be printed for somebody whom no code can reach: three plain words that belong together nowhere."""

from functools import cache
from pathlib import Path

HOW_MANY = 3


@cache
def listed() -> tuple[str, ...]:
    """Words that everybody can read and spell, and that tell nothing."""
    return tuple(Path(__file__).with_name("plain_words.txt").read_text(encoding="utf-8").split())


def words_of(number: int) -> str:
    """The words that a large number stands for, with spaces between them."""
    found = []
    for _turn in range(HOW_MANY):
        number, place = divmod(number, len(listed()))
        found.append(listed()[place])
    return " ".join(found)
