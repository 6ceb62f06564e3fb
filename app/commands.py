"""`flask --app app …` commands; each calls one action and says in words what it did."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click
from flask import Flask

from app import db
from app.demo import actions as demo
from app.kernel.days import LONDON
from app.kernel.errors import Refused
from app.schedule import JOBS
from app.web.access import acts
from app.web.request import now, settings


def register(app: Flask) -> None:
    """Add every command to the application."""
    for command in (load_demo, job, clock_group, policy_group):
        app.cli.add_command(command)


@click.command("load-demo")
@click.option("--as-dated", is_flag=True, help="With the dates as they were written, not moved to today.")
def load_demo(as_dated: bool) -> None:
    """Load the example world, or move it on to today."""
    if settings().is_production:
        raise click.ClickException("Example data does not belong in production.")
    mode = demo.AS_DATED if as_dated or settings().demo == demo.AS_DATED else demo.ROLLING
    try:
        written = demo.load(db.session(), mode, now())
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    db.session().commit()
    click.echo(f"Example world ({mode}): {written} listings written.")


@click.command("job")
@click.argument("name", type=click.Choice(sorted(JOBS)))
def job(name: str) -> None:
    """Run one job now, whatever its hour."""
    touched = JOBS[name].run(db.session(), now())
    db.session().commit()
    click.echo(f"{name}: {touched} done.")


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
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(held.isoformat())
    click.echo(f"The clock stands at {held:%A %-d %B %Y, %H:%M}.")


@click.group("policy")
def policy_group() -> None:
    """Who may do what."""


@policy_group.command("routes")
@click.pass_context
def policy_routes(context: click.Context) -> None:
    """Print every route with the act that it performs."""
    app: Flask = context.obj.load_app()
    table = acts(app)
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        click.echo(f"{methods:8} {rule.rule:45} {table.get(rule.endpoint, 'page.read')}")
