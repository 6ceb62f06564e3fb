"""The site without its database, and its pages with sample listings."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app import create_app, db
from config import Settings
from tests.site import samples

OWN_PAGES = ("/", "/first-meeting", "/family", "/help-now", "/about", "/privacy", "/accessibility", "/credits",
             "/what-may-be-said")  # fmt: skip
SHOWN = "tests.shown"


@pytest.fixture(scope="session")
def plain_app() -> Iterator[Flask]:
    """The site, with example data said to be loaded, and a database that nothing here may touch.

    `/sample/<name>` answers with what a test has put into `extensions[SHOWN]`.
    """
    made = create_app(Settings(env="test", database_url="sqlite://", demo="rolling"))
    made.extensions[SHOWN] = {}
    made.add_url_rule("/sample/<path:name>", "sample", lambda name: made.extensions[SHOWN][name])
    yield made
    made.extensions[db.KEY].dispose()


@pytest.fixture(scope="session")
def sources(plain_app: Flask) -> dict[str, str]:
    """The HTML of every template that a person can meet, by a name: own pages, sample listings, errors."""
    client = plain_app.test_client()
    own = {path: client.get(path).get_data(as_text=True) for path in OWN_PAGES}
    with plain_app.test_request_context("/"):
        sampled = samples.pages()
        errors = plain_app.jinja_env.list_templates(filter_func=lambda name: name.startswith("errors/"))
        shown = {name: plain_app.jinja_env.get_template(name) for name in errors if name != "errors/shell.html"}
        context: dict[str, object] = {}
        plain_app.update_template_context(context)
        return own | sampled | {name: page.render(**context) for name, page in shown.items()}
