"""What every page may use: the site's name, the home area and whether example data is loaded."""

from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from werkzeug.routing import Rule

from app.web.request import settings


class Templates(Environment):
    """Flask's own, but a template keeps what is global when it is loaded: on every page each of its imports compared
    Jinja's chain of mappings name by name."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What is global to a template, as one plain mapping."""
        return {**self.globals, **(d or {})}


class LateRule(Rule):
    """Werkzeug's own, but the code that builds an address is made when the first one is built: for hundreds of rules
    that was nearly all of the time in which a site starts, and most addresses are never built from their rule."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        make, made = super()._compile_builder, list[Callable[..., tuple[str, str]]]()

        def build(*rule: Any, **values: Any) -> tuple[str, str]:
            if not made:
                made.append(make(append_unknown))
            return made[0](*rule, **values)

        return build


class Site(Flask):
    """Flask's own with these templates and rules. It has no asynchronous views, so it need not look for them at every
    step."""

    jinja_environment = Templates
    url_rule_class = LateRule

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """As it is."""
        return func


def init_app(app: Flask) -> None:
    """Give templates their shared values; comes before all that teaches the templates something."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(shared)


def shared() -> dict[str, Any]:
    """What every page may use."""
    chosen = settings()
    return {
        "site_name": chosen.name,
        "has_examples": chosen.demo != "none",
        "home_area": chosen.area,
        "contact": chosen.contact,
    }
