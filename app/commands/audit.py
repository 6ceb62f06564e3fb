"""What is asked about the record of who did and looked at what."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from app import db
from app.audit.actions import marks
from app.audit.queries import events, head
from app.audit.rules import Head, first_flaw, read_heads


@click.group("audit")
def audit_group() -> None:
    """The record of who did and looked at what."""


@audit_group.command("verify")
@click.option(
    "--anchor",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A copy of audit-heads.txt: shows also whether the end was cut off, or all of it written again.",
)
def verify(anchor: Path | None) -> None:
    """Check that no event was changed, taken out or moved: exit 0 whole, 1 not, 2 the anchor is of no use."""
    noted = _heads(anchor) if anchor else []
    with Session(db.engine()) as session:
        last, _mark = head(session)
        flaw = first_flaw(events(session), marks(), noted)
    if flaw:
        seq, what = flaw
        raise click.ClickException(f"Event {seq} {what}.")
    click.echo(f"The record is whole: {last} events, {len(noted)} heads noted elsewhere agree.")


def _heads(anchor: Path) -> list[Head]:
    try:
        found = read_heads(anchor.read_text())
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--anchor") from error
    if not found:
        raise click.BadParameter("The file is empty: there is nothing to compare with.", param_hint="--anchor")
    return found
