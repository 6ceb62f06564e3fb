"""What is asked about who may do what."""

import click
from flask import Flask

from app.web.access import routes


@click.group("policy")
def policy_group() -> None:
    """Who may do what."""


@policy_group.command("routes")
@click.pass_context
def policy_routes(context: click.Context) -> None:
    """Print every route and method with the act that it performs. Exit code 1 if one declares none."""
    app: Flask = context.obj.load_app()
    bare = 0
    for route in routes(app):
        bare += not route.is_declared
        click.echo(f"{route.method:6} {route.path:70} {route.act if route.is_declared else 'NO KNOWN ACT'}".rstrip())
    if bare:
        raise click.ClickException(f"Routes that declare no known act: {bare}.")
