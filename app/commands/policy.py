"""What is asked about who may do what."""

import click
from flask import Flask

from app.web.access import acts


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
