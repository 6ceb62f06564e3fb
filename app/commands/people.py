"""What is typed about people."""

import click

from app import db
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.people.actions.invitations import make
from app.people.actions.roles import let_person_back, suspend_person
from app.people.queries.people import by_contact
from app.people.rules.contact import read_contact
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
    if not settings().base_url:
        click.echo("If the site answers at another port, put that in place of 8000.")


@click.command("suspend")
@click.argument("email")
@click.option("--lift", is_flag=True, help="Let them come in again.")
def suspend(email: str, lift: bool) -> None:
    """Suspend whoever has this EMAIL (or number), a technical admin too: signed out at once, and no way in."""
    session = db.session()
    try:
        person = by_contact(session, read_contact(email))
        if person is None:
            raise click.ClickException("Nobody here has that address or number.")
        (let_person_back if lift else suspend_person)(session, person, running())
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    session.commit()
    told = (
        "They may sign in again." if lift else "Suspended: signed out everywhere, and no way in. --lift takes it back."
    )
    click.echo(told)
