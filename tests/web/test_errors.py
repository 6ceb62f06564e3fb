"""Every error is a page with a way on, and tells a stranger nothing."""

import logging
from threading import Timer

import pytest
from flask import Flask, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from app import db
from app.kernel.errors import Refused
from app.places.models import Area
from app.web.access import UndeclaredRoute, acts, does
from app.web.commits import commits
from tests.browser import Browser
from tests.conftest import MakeApp

CODES = [400, 404, 405, 409, 410, 413, 429, 500, 503]


@pytest.fixture
def falling(app: Flask) -> Browser:
    @app.route("/fall/<int:code>", methods=["GET", "POST"])
    @does("page.read")
    def fall(code: int) -> ResponseReturnValue:
        abort(code)

    @app.get("/refuse")
    @does("page.read")
    def refuse() -> ResponseReturnValue:
        raise Refused("Someone has already offered to walk with this person.")

    @app.get("/break")
    @does("page.read")
    def broken() -> ResponseReturnValue:
        raise RuntimeError(f"inside: {request.args.get('word')}")

    return Browser(app)


@pytest.mark.parametrize("code", CODES)
def test_each_error_is_a_sound_page_with_a_way_on(falling: Browser, code: int) -> None:
    page = falling.get(f"/fall/{code}")

    assert page.status == code
    assert page.heading
    assert "/help-now" in page.links().values()


@pytest.mark.parametrize(("code", "page"), [(403, 404), (415, 404), (451, 404), (502, 500)])
def test_a_rare_error_borrows_the_words_of_a_common_one(falling: Browser, code: int, page: int) -> None:
    rare = falling.get(f"/fall/{code}")

    assert rare.status == code
    assert rare.heading == falling.get(f"/fall/{page}").heading


def test_a_refused_act_says_why(falling: Browser) -> None:
    page = falling.get("/refuse")

    assert page.status == 409
    assert "Someone has already offered" in page.text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_where_very_many_write_at_once_one_waits_and_what_was_sent_is_behind_one_press(
    app: Flask, database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock is held for the whole first post, and let go during the second."""
    monkeypatch.setattr(db, "PRAGMAS", [*(each for each in db.PRAGMAS if "busy" not in each), "busy_timeout=300"])
    app.extensions[db.KEY].dispose()

    @app.post("/keep")
    @does("page.read")
    @commits
    def keep() -> ResponseReturnValue:
        db.session().add(Area(slug=request.form["slug"], name="Calderdale"))
        return "", 204

    browser, form = Browser(app), {"slug": "calderdale", "words": "two\nlines", "password": "canary"}
    with db.writing(database).connect() as other:
        held = other.begin()
        page = browser.post("/keep", form)
        assert (page.status, page.headers["Retry-After"]) == (503, "5")
        sent = {each.get("name"): each.get("value") for each in page.all("input", type="hidden")}
        assert sent == {"slug": "calderdale", "words": "two\nlines"}
        assert "/keep" in {each.get("action") for each in page.all("form", method="post")}

        freed = Timer(0.4, held.rollback)
        freed.start()
        assert browser.post("/keep", sent).status == 204
        freed.join()


def test_a_fault_of_ours_shows_nothing_of_the_inside(falling: Browser) -> None:
    page = falling.get("/break?word=canary")

    assert page.status == 500
    assert "inside" not in page.source
    assert "RuntimeError" not in page.source


def test_the_log_of_a_fault_does_not_tell_what_a_visitor_asked(
    falling: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        falling.get("/break?word=canary")

    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text


def test_data_addresses_answer_errors_as_data(falling: Browser) -> None:
    page = falling.get("/no-such-thing.json")

    assert page.status == 404
    assert page.json == {"error": 404}


def test_a_host_that_is_not_ours_is_refused(make_app: MakeApp) -> None:
    browser = Browser(make_app(hosts=("alongside.example",)))

    assert browser.get("/", headers={"Host": "alongside.example"}).status == 200
    page = browser.get("/", headers={"Host": "elsewhere.example"})
    assert page.status == 400
    assert "elsewhere.example" not in page.source


def test_a_route_that_declares_no_act_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/bare", "bare", lambda: "")

    with pytest.raises(UndeclaredRoute, match="bare"):
        acts(app)
