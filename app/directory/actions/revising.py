"""Keeping what an act changed, before and after, and undoing it again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.directory.actions.diary import at_venue
from app.directory.actions.listings import settle
from app.directory.actions.snapshots import of_listing, of_report, of_venue, put_listing, put_venue
from app.directory.models import Listing, Report, Revision
from app.directory.queries.care import revisions
from app.directory.rules.editing.changes import REPORT, Plain, changes, check_undo
from app.kernel.access import Warrant
from app.places.models import Venue

Thing = Listing | Venue
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what by which warrant, and when. `act` is a word of `wording.ACTS`, `why` the person's own words, and
    `undoes` the act that is taken back."""

    by: Warrant
    act: str
    now: datetime
    why: str = ""
    undoes: str | None = None


def told(thing: Thing) -> Plain:
    """All that an editor may change on a listing or a venue, as plain values."""
    return of_listing(thing) if isinstance(thing, Listing) else of_venue(thing)


def keep(session: Session, thing: Thing, deed: Deed, before: Mapping[str, Any]) -> Revision | None:
    """Keep what changed since `before` (see `told`), write it into the record, and bring pages, data and calendars up
    to date. None when nothing changed."""
    session.flush()
    was, is_now = changes(before, told(thing))
    return keep_fields(session, thing, deed, was, is_now) if is_now else None


def keep_fields(session: Session, thing: Thing, deed: Deed, was: Plain, is_now: Plain) -> Revision:
    """Keep exactly these fields; otherwise as `keep`."""
    is_listing = isinstance(thing, Listing)
    made = Revision(
        listing_id=thing.id if is_listing else None,
        venue_id=None if is_listing else thing.id,
        act=deed.act,
        person_id=deed.by.actor.person_id,
        role=deed.by.seat.role,
        organisation_id=deed.by.seat.organisation_id,
        made_at=_after(revisions(session, thing), deed.now),
        why=deed.why.strip(),
        before=was,
        after=is_now,
        undoes_id=deed.undoes,
    )
    session.add(made)
    record(session, Entry.of(deed.by, "listing" if is_listing else "venue", thing.id))
    settle(session, touched(session, thing), deed.now)
    return made


def undo(session: Session, by: Warrant, thing: Thing, revision: Revision, now: datetime) -> Revision:
    """Put back what an act changed. Raises `CannotUndo`, with what has changed since."""
    check_undo(revision, revisions(session, thing), as_it_is(session, thing, [revision]))
    if isinstance(thing, Listing):
        put_listing(session, thing, revision.before)
        _read_again(thing)
    else:
        put_venue(session, thing, revision.before, at_venue(session, thing.id))
        thing.changed_at = now
    deed = Deed(by, "undo", now, undoes=revision.id)
    return keep_fields(session, thing, deed, dict(revision.after), dict(revision.before))


def as_it_is(session: Session, thing: Thing, acts: Iterable[Revision]) -> Plain:
    """All that an editor may change on a thing, with the reports that these acts settled."""
    names = {name for act in acts for name in act.after if name.startswith(REPORT)}
    settled = {name: of_report(session.get_one(Report, name.removeprefix(REPORT))) for name in names}
    return told(thing) | settled


def touched(session: Session, thing: Thing) -> list[Listing]:
    """The listings that a change of this thing bears on."""
    return [thing] if isinstance(thing, Listing) else at_venue(session, thing.id)


def _read_again(listing: Listing) -> None:
    """Have the next reading of its list written over it, though the list has not changed: it may have said something
    else while the correction held. The part of the fingerprint before the dot tells what it is, and stays."""
    what_it_is, dot, _content = listing.source_hash.partition(".")
    if dot:
        listing.source_hash = f"{what_it_is}."


def _after(earlier: Sequence[Revision], now: datetime) -> datetime:
    """Later than every earlier act, though the clock may be held still."""
    return max([now, *(each.made_at + TICK for each in earlier[-1:])])
