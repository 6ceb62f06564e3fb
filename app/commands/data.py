"""What is asked about the data that is held."""

import json

import click

from app.rights.rules.register import Entry, register


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
