"""The installation's home area: is there an area of that name, and if not, which one may be meant?"""

from collections.abc import Iterator, Set
from difflib import get_close_matches

from app.kernel.errors import Refused
from app.kernel.words import in_words
from app.places.rules.gazetteer import Gazetteer
from app.places.rules.values import Ambiguous, Found, NotFound

ALIKE = 0.7
MOST_NAMED = 3


class UnknownArea(Refused):
    """ALONGSIDE_AREA names no area, so that every list of the home area would be empty."""


def check_area(name: str, known: Set[str], gazetteer: Gazetteer) -> None:
    """Raise `UnknownArea`, with the areas that may be meant, if none of the known ones has just this name."""
    if name in known:
        return
    likely = [each for each in dict.fromkeys(_likely(name, known, gazetteer)) if each in known][:MOST_NAMED]
    hint = (
        f"Do you mean {in_words(likely, 'or')}?"
        if likely
        else "Use the name of a local authority, such as Calderdale; abroad, of an area that an imported list names."
    )
    raise UnknownArea(f"ALONGSIDE_AREA is “{name}”, and no area has that name. {hint}")


def _likely(name: str, known: Set[str], gazetteer: Gazetteer) -> Iterator[str]:
    """Areas that are spelt almost so, then those in which a place of that name lies."""
    folded = {each.casefold(): each for each in sorted(known)}
    yield from (folded[each] for each in get_close_matches(name.casefold(), folded, MOST_NAMED, ALIKE))
    match gazetteer.find(name):
        case Found(place, others):
            places = (place, *others)
        case Ambiguous(places) | NotFound(places):
            pass
    yield from (each.authority.name for each in places if each.authority)
