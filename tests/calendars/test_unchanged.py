"""Who has a calendar already is told so without building it, and is told at once when it is another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from app import db
from app.directory.actions.listings import describe
from app.directory.rules.timetable import Kind
from app.people.models import Organisation
from tests.browser import Browser
from tests.directory.world import IN_THE_HALL, change, two_meetings
from tests.factories.directories import listing

ONE, NEAR = f"/meetings/{IN_THE_HALL}.ics", "/near/halifax.ics?step_free=1"
EVERY = (ONE, "/near/halifax.ics", "/online.ics", "/meetings.ics", "/venues/hall-1.ics", "/areas/calderdale.ics",
         "/organisations/hub.ics")  # fmt: skip


@pytest.fixture
def meetings(session: Session) -> Any:
    hub = Organisation(slug="hub", name="The Hub")
    session.add(hub)
    session.flush()
    here, online = two_meetings(session)
    change(session, here, organisation_id=hub.id)
    return here, online


@contextmanager
def watched(app: Flask) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def see(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    engine = app.extensions[db.KEY]
    event.listen(engine, "before_cursor_execute", see)
    yield asked
    event.remove(engine, "before_cursor_execute", see)


def again(browser: Browser, path: str, **headers: str) -> int:
    """Ask twice: by way of Flask, and from what is kept above it."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    first, second = (browser.get(path, headers=given) for _ in range(2))
    for page in (first, second):
        page.headers.pop("Date", None)
    assert (first.status, dict(first.headers), first.source) == (second.status, dict(second.headers), second.source)
    return first.status


@pytest.mark.parametrize("path", EVERY)
def test_who_has_it_is_told_so_and_no_dates_are_looked_up(
    app: Flask, browser: Browser, meetings: Any, path: str
) -> None:
    page = browser.get(path)
    tag, moment = page.headers["ETag"], page.headers["Last-Modified"]

    with watched(app) as asked:
        for said in (tag, f"W/{tag}", f'"other", {tag}', "*", f'{tag[:-1]}:br"'):
            assert again(browser, path, If_None_Match=said) == 304, said
        assert again(browser, path, If_Modified_Since=moment) == 304
        assert browser.client.head(path, headers={"If-None-Match": tag}).status_code == 304

    assert page.status == 200
    assert [statement for statement in asked if "series" in statement or "one_off" in statement] == []


@pytest.mark.parametrize("path", EVERY)
def test_who_has_another_gets_it(browser: Browser, meetings: Any, path: str) -> None:
    assert again(browser, path, If_None_Match='"other"') == 200
    assert again(browser, path, If_Modified_Since="Mon, 05 Jan 2026 09:00:00 GMT") == 200
    tag = browser.get(path).headers["ETag"]
    assert again(browser, f"{path}?discreet=1", If_None_Match=tag) == 200
    with_date = {"If_None_Match": '"other"', "If_Modified_Since": browser.get(path).headers["Last-Modified"]}
    assert again(browser, path, **with_date) == 200


def test_asked_again_it_does_not_come_as_far_as_flask(app: Flask, browser: Browser, meetings: Any) -> None:
    tag = browser.get(ONE).headers["ETag"]
    again(browser, ONE, If_None_Match=tag)

    with watched(app) as asked:
        page = browser.get(ONE, headers={"If-None-Match": tag})

    assert (page.status, page.headers["ETag"], page.headers["Cache-Control"]) == (304, tag, "public, max-age=900")
    assert asked == []


@pytest.mark.parametrize("path", EVERY)
def test_a_change_is_there_at_the_next_question(browser: Browser, session: Session, meetings: Any, path: str) -> None:
    tag = browser.get(path).headers["ETag"]
    assert again(browser, path, If_None_Match=tag) == 304

    change(session, *meetings, name="Another Name")

    assert again(browser, path, If_None_Match=tag) == 200
    assert "Another Name" in browser.get(path).source


def test_a_change_that_only_a_filter_sees_is_seen(browser: Browser, session: Session, meetings: Any) -> None:
    page = browser.get(NEAR)
    assert "Listing 1" not in page.source
    assert again(browser, NEAR, If_None_Match=page.headers["ETag"]) == 304

    describe(meetings[0], ["na"], ["step_free"], ["en"])
    change(session, meetings[0])

    assert "Listing 1" in browser.get(NEAR, headers={"If-None-Match": page.headers["ETag"]}).source


def test_the_next_day_is_another_calendar(browser: Browser, meetings: Any, at: Callable[[str], datetime]) -> None:
    page = browser.get(ONE)
    tag, moment = page.headers["ETag"], page.headers["Last-Modified"]
    at("2026-12-21T23:59")
    assert again(browser, ONE, If_None_Match=tag) == 304

    at("2026-12-22T00:00")

    assert again(browser, ONE, If_None_Match=tag) == 200
    assert again(browser, ONE, If_Modified_Since=moment) == 200


def test_a_rolled_back_change_changes_nothing(browser: Browser, session: Session, meetings: Any) -> None:
    tag = browser.get(ONE).headers["ETag"]

    describe(meetings[0], ["aa"], [], ["en"])
    session.rollback()

    assert again(browser, ONE, If_None_Match=tag) == 304


def test_a_kind_and_an_organisation_have_their_own_listings_and_no_others(
    browser: Browser, session: Session, meetings: Any
) -> None:
    cafe = listing(3, Kind.CAFE, [], in_person=False, online=True)
    session.add(cafe)
    change(session, cafe)

    found = {path: browser.get(path).source for path in ("/meetings.ics", "/cafes.ics", "/organisations/hub.ics")}

    assert ("Listing 1" in found["/meetings.ics"], "Listing 2" in found["/meetings.ics"]) == (True, True)
    assert "BEGIN:VEVENT" not in found["/cafes.ics"]
    assert ("Listing 1" in found["/organisations/hub.ics"], "Listing 2" in found["/organisations/hub.ics"]) == (
        True,
        False,
    )
    assert "Listing 2" not in browser.get("/meetings.ics?route=na").source
    assert browser.get("/organisations/no.ics").status == 404


def test_an_organisation_that_runs_nothing_has_no_calendar(browser: Browser, session: Session) -> None:
    session.add(Organisation(slug="quiet", name="Quiet"))
    session.commit()

    assert browser.get("/organisations/quiet.ics").status == 404


def test_where_the_database_cannot_be_asked_the_site_says_so_itself(
    browser: Browser, session: Session, meetings: Any
) -> None:
    tag = browser.get(ONE).headers["ETag"]
    again(browser, ONE, If_None_Match=tag)
    session.execute(text("ALTER TABLE edition RENAME TO mislaid"))
    session.commit()

    page = browser.get(ONE, headers={"If-None-Match": tag})
    session.execute(text("ALTER TABLE mislaid RENAME TO edition"))
    session.commit()

    assert page.status == 500
    assert again(browser, ONE, If_None_Match=tag) == 304
