"""What is typed about listings, places and the clock."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from app import db
from app.demo import actions as demo
from app.directory.queries.pages import open_reports
from app.directory.rules.describing import address_of
from app.directory.rules.reporting import REASONS
from app.directory.rules.vocabulary import route_named, routes
from app.feeds import actions as feeds
from app.feeds.actions import report
from app.feeds.sources import meeting_guide
from app.feeds.sources.reading import Reading
from app.kernel.clock import hold
from app.kernel.days import LONDON
from app.kernel.errors import Refused
from app.web.request import now, settings

READERS: dict[str, Callable[[bytes, str, str], Reading]] = {"meeting-guide": meeting_guide.read}
"""The kinds of list that we can read, each with its reader."""


@click.command("load-demo")
@click.option("--as-dated", is_flag=True, help="With the dates as they were written, not moved to today.")
def load_demo(as_dated: bool) -> None:
    """Load the example world, or move it on to today."""
    if settings().is_production:
        raise click.ClickException("Example data does not belong in production.")
    if settings().demo == "none" and not as_dated:
        raise click.ClickException("Example data is switched off: set ALONGSIDE_DEMO to rolling or as-dated.")
    mode = demo.AS_DATED if as_dated or settings().demo == demo.AS_DATED else demo.ROLLING
    try:
        written = demo.load(db.session(), mode, now())
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    db.session().commit()
    click.echo(f"Example world ({mode}): {written} listings written.")


@click.command("import-feed")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(sorted(READERS)), required=True, help="What kind of list it is.")
@click.option("--route", required=True, help="Whose meetings they are: a code of the published list.")
@click.option("--name", required=True, help="What this list is called; the same name next time.")
@click.option("--timezone", "zone", default=LONDON, help="For rows that name no zone of their own.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--accept", is_flag=True, help="Take it in although much would go missing or change.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_context
def import_feed(context: click.Context, /, file: Path, form: str, dry_run: bool, accept: bool, **said: Any) -> None:
    """Take in a list of meetings: exit 0 imported, 2 held back, 1 not usable. What to do is in docs/imports.md."""
    try:
        route = _route(said["route"])
        origin = feeds.Origin(said["name"], form, route, said["zone"])
        reading = READERS[form](file.read_bytes(), route, said["zone"])
        session = db.session()
        take = feeds.look_ahead if dry_run else partial(feeds.take_in, now=now(), accept=accept)
        outcome = take(session, origin, reading)
        session.commit()
    except Refused as refused:
        click.echo(str(refused), err=True)
        context.exit(1)
    click.echo(json.dumps(report.as_data(outcome), ensure_ascii=False) if said["as_json"] else report.in_words(outcome))
    context.exit(2 if outcome.held_back else 0)


def _route(text: str) -> str:
    known = route_named(text)
    if known is None:
        listed = "\n".join(f"  {route.code}: {route.name}" for route in routes().values())
        raise Refused(f"We do not know the route “{text}”. Use one of these codes:\n{listed}")
    return known.code


@click.command("build-places")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def build_places(folder: Path) -> None:
    """Derive the place data again from the lists in FOLDER (docs/places.md). Needs the development packages."""
    derive = import_module("app.places.sources.derive").derive
    for name, count in derive(folder).items():
        click.echo(f"{name}: {count}")


@click.command("reports")
def reports() -> None:
    """Print what visitors say is wrong and nobody has settled, oldest first."""
    waiting = open_reports(db.session())
    for made, listing in waiting:
        click.echo(f"{made.made_on:%-d %B %Y}, {address_of(listing)}: {REASONS[made.what]}. {made.words}".strip())
    click.echo(f"{len(waiting)} waiting." if waiting else "Nothing is waiting.")


@click.group("clock")
def clock_group() -> None:
    """People's time, held for tests and demonstrations."""


@clock_group.command("set")
@click.argument("moment")
def clock_set(moment: str) -> None:
    """Hold people's time at MOMENT for every process, or let it run again with "running"."""
    if settings().is_production:
        raise click.ClickException("In production the clock runs by itself.")
    note = settings().instance / "clock"
    if moment == "running":
        note.unlink(missing_ok=True)
        click.echo("The clock runs.")
        return
    try:
        held = datetime.fromisoformat(moment)
    except ValueError as error:
        raise click.ClickException(f"“{moment}” is no time: write it like 2026-12-21T18:00.") from error
    held = held if held.tzinfo else held.replace(tzinfo=ZoneInfo(LONDON))
    hold(note, held)
    click.echo(f"The clock stands at {held:%A %-d %B %Y, %H:%M}.")
