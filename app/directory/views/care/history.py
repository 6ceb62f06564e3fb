"""What was done to a listing or a venue, in words, with what can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass

from app import db
from app.directory.actions.revising import as_it_is
from app.directory.models import Listing, Revision
from app.directory.queries.care import revisions
from app.directory.queries.results import venues
from app.directory.rules.editing.changes import CannotUndo, check_undo, when_and_who
from app.directory.rules.editing.wording import Difference, act_words, differences, then_words
from app.places.models import Venue

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Past:
    """One act: what, when and in which role, why, each field before and after. `undo_url` is empty where it cannot be
    undone, and `cannot` says why. `then` is what comes of it for people."""

    id: str
    words: str
    when: str
    why: str
    differences: tuple[Difference, ...]
    then: str
    undo_url: str = ""
    cannot: str = ""


def history(thing: Listing | Venue) -> tuple[Past, ...]:
    """The latest acts on a thing, newest first."""
    return past(thing, revisions(db.session(), thing)[-MOST_SHOWN:][::-1])


def past(thing: Listing | Venue, acts: Sequence[Revision]) -> tuple[Past, ...]:
    """These acts in words."""
    everything = revisions(db.session(), thing)
    current = as_it_is(db.session(), thing, acts)
    places = {venue.id: venue.name for venue in venues(db.session(), _venue_ids(acts)).values()}
    return tuple(_past(thing, each, everything, current, places) for each in acts)


def _past(
    thing: Listing | Venue,
    act: Revision,
    everything: Sequence[Revision],
    current: dict[str, object],
    places: dict[str, str],
) -> Past:
    url, cannot = f"/care/{'' if isinstance(thing, Listing) else 'venues/'}{thing.id}/undo/{act.id}", ""
    try:
        check_undo(act, everything, current)
    except CannotUndo as refused:
        url, cannot = "", str(refused)
    changed = tuple(differences(act.before, act.after, places))
    return Past(act.id, act_words(act.act), when_and_who(act), act.why, changed, then_words(act.after), url, cannot)


def _venue_ids(acts: Sequence[Revision]) -> set[str]:
    """The venues that differing dates name."""
    return {
        one_off["venue_id"]
        for act in acts
        for side in (act.before, act.after)
        for name, value in side.items()
        if name.startswith("day:")
        for one_off in value or ()
        if one_off["venue_id"]
    }
