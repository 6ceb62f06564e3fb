"""What became of an outing, by the word of the two who were to go; never by that of the group."""

from dataclasses import dataclass

from app.linkage.accompaniment.rules.words import Outcome


@dataclass(frozen=True, slots=True)
class Words:
    """What each has said (None: nothing yet), who tapped that they were there, and whether the time for it is over."""

    newcomer: Outcome | None = None
    champion: Outcome | None = None
    newcomer_was_here: bool = False
    champion_was_here: bool = False
    is_over: bool = False


def differ(words: Words) -> bool:
    """Do the two say different things? Somebody who changed their mind is not called absent."""
    if words.newcomer is None or words.champion is None:
        return False
    return settled(words) is None


def settled(words: Words) -> Outcome | None:
    """The outcome, or None while it is open: one has not spoken and could say otherwise, or the two differ."""
    newcomer, champion = words.newcomer, words.champion
    if newcomer and champion:
        if newcomer is champion:
            return newcomer
        both = {newcomer, champion}
        return Outcome.STOOD_DOWN if both == {Outcome.STOOD_DOWN, Outcome.NEWCOMER_ABSENT} else None
    said = newcomer or champion
    if said is None or words.is_over:
        return said
    return said if _stands_alone(said, words) else None


def _stands_alone(said: Outcome, words: Words) -> bool:
    """Does one word count at once? That they went does if the other was there too; that somebody was missing, unless
    that one said that they were there."""
    if said is Outcome.ATTENDED:
        return words.champion_was_here if words.newcomer else words.newcomer_was_here
    if said is Outcome.NEWCOMER_ABSENT:
        return words.newcomer is not None or not words.newcomer_was_here
    if said is Outcome.CHAMPION_ABSENT:
        return words.champion is not None or not words.champion_was_here
    return True
