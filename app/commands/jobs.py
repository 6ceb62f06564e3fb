"""What is typed about jobs: one of them now, or all of them again and again."""

from datetime import timedelta

import click
from flask.globals import app_ctx

from app import db
from app.clockwork.jobs import Minder, do
from app.clockwork.rules.term import LEASE
from app.schedule import JOBS

SHORTEST_LEASE = 0.3


@click.command("job")
@click.argument("name", type=click.Choice(sorted(JOBS)))
def job(name: str) -> None:
    """Run one job now, whatever its hour."""
    touched = do(db.session(), name, JOBS[name])
    click.echo(f"{name}: {touched} done.")


@click.command("run-jobs")
@click.option("--beside", type=int, help="End with the process of this number, which started this one; and it with us.")
@click.option(
    "--lease", type=click.FloatRange(min=SHORTEST_LEASE), default=LEASE.total_seconds(), show_default=True,
    help="Seconds after which another takes over from one that gives no sign of life.",
)  # fmt: skip
def run_jobs(beside: int | None, lease: float) -> None:
    """Do every job when it is due, until Ctrl-C. A second one waits until the first is gone."""
    Minder(app_ctx.app, JOBS, click.echo, timedelta(seconds=lease), beside).run()
