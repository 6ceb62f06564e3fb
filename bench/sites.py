"""The two sites that are measured side by side: ours, and the least that Flask can do."""

import os

from flask import Flask

from app import create_app
from bench import databases, world
from config import Settings

DATABASE = "BENCH_DATABASE"


def ours() -> Flask:
    """Our site on the database that the environment names, as in production but for the clock, which stands still."""
    url = os.environ[DATABASE]
    return create_app(
        Settings(env="test", database_url=url, base_url="http://localhost", now=world.NOW, instance=databases.FOLDER)
    )


def bare() -> Flask:
    """A site of one route and no extension, which says hello."""
    app = Flask(__name__)
    app.add_url_rule("/<path:anything>", "hello", _hello)
    return app


def _hello(anything: str) -> str:
    return f"Hello {anything}"[:5]
