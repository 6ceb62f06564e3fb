"""Making and changing the keys of an installation, and seeing which of them is still needed."""

import time
from collections.abc import Iterator
from itertools import islice

import click

from app import db
from app.post.actions.push import new_key
from app.rights.actions.rotate import Step, reseal, tables
from app.rights.queries.sealed import SealedColumn, counts, index_counts, sealed_columns
from app.seal import Ring, ring
from app.web.keys import mark_again, marked_with

PAUSE = 0.01
"""Seconds between two batches, in which others may write."""

MOST_NAMED = 10
OLD_INDEX_KEYS = (
    "Leave old keys of ALONGSIDE_INDEX_KEY behind the new one: codes on paper, open invitations and the record of who "
    "looked were marked with them."
)


@click.group("keys")
def keys_group() -> None:
    """The keys that texts are sealed with, and the one for messages on phones."""


@keys_group.command("rotate")
def rotate() -> None:
    """Seal every text again with the first of the keys. It may be stopped and run again; the site stays up."""
    keys, changed = ring(), 0
    while True:
        steps = list(_walk(keys))
        changed += sum(step.changed for step in steps)
        if not any(step.changed for step in steps):
            break
    closed = [place for step in steps for place in step.closed]
    if closed:
        raise click.ClickException(
            f"{changed} rows sealed again, but {len(closed)} texts do not open with any key, so no key may be taken "
            f"away: {', '.join(islice(closed, MOST_NAMED))}."
        )
    with db.unit_of_work() as session:
        mark_again(session, keys)
    click.echo(
        f"{changed} rows sealed again with key {keys.writes_with.hex()}. `keys count` tells which key is needed."
    )


@keys_group.command("count")
def count() -> None:
    """Print how many texts each key has sealed, and how many indexes each index key has made."""
    keys, session = ring(), db.session()
    spare = {*keys.reads_with[1:]} - {marked_with(session)}
    for each in sealed_columns():
        found = counts(session, each)
        spare -= set(found)
        _print(each, each.column, found, keys.reads_with)
        if each.index:
            _print(each, each.index, index_counts(session, each, keys), keys.indexes_with)
    if spare:
        click.echo(f"No text needs {_named(spare)}: take it out of ALONGSIDE_FIELD_KEYS once older backups are gone.")
    if len(keys.indexes_with) > 1:
        click.echo(OLD_INDEX_KEYS)


@keys_group.command("push")
def push() -> None:
    """Print a new key for ALONGSIDE_PUSH_KEY. Nothing is kept."""
    click.echo(new_key())


def _walk(keys: Ring) -> Iterator[Step]:
    """Every batch of every table once, each committed before the next."""
    for columns in tables():
        after = ""
        while True:
            with db.unit_of_work() as session:
                step = reseal(session, columns, after, keys)
            yield step
            if not step.last:
                break
            after = step.last
            time.sleep(PAUSE)


def _print(each: SealedColumn, column: str, found: dict[bytes, int], known: list[bytes]) -> None:
    for key, many in sorted(found.items(), key=lambda pair: known.index(pair[0]) if pair[0] in known else len(known)):
        use = "unknown" if key not in known else "writes" if key == known[0] else "reads"
        click.echo(f"{each.table.name + '.' + column:30} {key.hex() or '-':8} {use:7} {many:>9}")


def _named(keys: set[bytes]) -> str:
    return ", ".join(sorted(f"key {key.hex()}" for key in keys))
