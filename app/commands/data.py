"""What is asked about the data that is held."""

import json
from contextlib import suppress
from pathlib import Path

import click

from app import db
from app.audit.actions import record
from app.audit.rules import Entry as Event
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.people.models import Person
from app.people.queries.people import by_contact, by_id
from app.people.rules.contact import read_contact
from app.rights.actions.copying import copy_of
from app.rights.actions.erasing import erase
from app.rights.actions.retention import due, forget_in_time
from app.rights.jobs import erase_again, ledger, surroundings
from app.rights.rules.register import Entry, register

OWNER_ONLY = 0o600


@click.group("data")
def data_group() -> None:
    """What is held, and why."""


@data_group.command("inventory")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def inventory(as_json: bool) -> None:
    """Print every column with its class, purpose, lawful basis, retention, and whether it is sealed."""
    rows = [_row(entry) for entry in register()]
    if as_json:
        click.echo(json.dumps({"columns": rows}, indent=1, ensure_ascii=False))
        return
    for entry in register():
        sealed = "sealed" if entry.sealed else "open"
        click.echo(f"{entry.table + '.' + entry.column:35} {entry.kind:12} {sealed:7} {_days(entry):>9}  {entry.basis}")


@data_group.command("export")
@click.argument("person")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default=Path("copy.zip"))
def export(person: str, file: Path) -> None:
    """Write everything that is held on PERSON (an id, an e-mail address or a number) into FILE, a new ZIP file."""
    found = _found(person)
    record(db.session(), Event("", "", "", "account.copy", "person", found.id, found.id, "copied"))
    copied = copy_of(db.session(), found, running())
    try:
        file.touch(mode=OWNER_ONLY, exist_ok=False)
        file.write_bytes(copied)
    except OSError as trouble:
        raise click.ClickException(f"{file}: {trouble.strerror}. Nothing was written.") from trouble
    db.session().commit()
    click.echo(f"{len(copied)} bytes written to {file}. It is not locked: hand it over and delete it.")


@data_group.command("erase")
@click.argument("person", required=False)
@click.option("--again", is_flag=True, help="Erase everybody whom the ledger remembers: after a copy was put back.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase_person(person: str | None, again: bool, yes: bool) -> None:
    """End the account of PERSON (an id, an e-mail address or a number) with everything that is held on them."""
    if bool(person) == again:
        raise click.UsageError("Name a person, or say --again.")
    if again:
        told = f"{erase_again(db.session())} erased again."
    else:
        found = _found(person or "")
        if not yes:
            click.confirm(f"Erase {found.id}? This cannot be undone", abort=True)
        told = _erased(found)
    db.session().commit()
    db.sweep()
    click.echo(told)


@data_group.command("retention")
@click.option("--dry-run", is_flag=True, help="Say what is due; change nothing.")
def retention(dry_run: bool) -> None:
    """Delete what is kept no longer, and say how many rows of each table."""
    session = db.session()
    touched = due(session, running()) if dry_run else forget_in_time(session, surroundings(), running())
    session.commit()
    for says, many in touched.items():
        click.echo(f"{says}: {many}")


def _found(typed: str) -> Person:
    found = by_id(db.session(), typed)
    if found is None:
        with suppress(Refused):
            found = by_contact(db.session(), read_contact(typed))
    if found is None:
        raise click.ClickException("Nobody here has that id, address or number.")
    return found


def _erased(found: Person) -> str:
    try:
        erase(db.session(), found, ledger(), running())
    except Refused as refused:
        raise click.ClickException(f"{refused} Nothing was erased.") from refused
    return (
        "Erased. Copies made before still hold it until they are gone; the ledger erases it again if one is put back."
    )


def _row(entry: Entry) -> dict[str, object]:
    return {
        "table": entry.table,
        "column": entry.column,
        "class": entry.kind,
        "purpose": entry.purpose,
        "basis": entry.basis,
        "retention": entry.kept.rstrip(":."),
        "days": entry.days,
        "after": entry.after,
        "sealed": entry.sealed,
        "subject": entry.subject if entry.is_of_people else "",
    }


def _days(entry: Entry) -> str:
    return f"{entry.days} days" if entry.days else "as listed"
