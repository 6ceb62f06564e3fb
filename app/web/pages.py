"""What every page may use: the site's name, the home area and whether example data is loaded."""

from typing import Any

from flask import Flask

from app.web.request import settings


def init_app(app: Flask) -> None:
    """Give templates their shared values."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_shared)


def _shared() -> dict[str, Any]:
    chosen = settings()
    return {
        "site_name": chosen.name,
        "has_examples": chosen.demo != "none",
        "home_area": chosen.area,
        "contact": chosen.contact,
    }
