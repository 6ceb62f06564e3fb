"""What is typed about people."""

import click

from app import db
from app.kernel.clock import running
from app.kernel.roles import Role
from app.people.actions.invitations import make
from app.people.rules.entry import spaced
from app.web.request import settings

ONLY_HERE = "http://localhost:8000"


@click.command("create-admin")
def create_admin() -> None:
    """Print a link by which somebody becomes technical admin: good once, for seven days."""
    made = make(db.session(), Role.TECHNICAL_ADMIN, None, running())
    db.session().commit()
    base = settings().base_url or ONLY_HERE
    click.echo(f"Open this link to set up the first account; it works once, for seven days:\n{base}/join/{made.token}")
    click.echo(f"Or open {base}/join and type {spaced(made.token)}")
