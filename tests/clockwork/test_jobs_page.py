"""The page on what the site does by itself; the list of it; and when a site is not ready because nobody sees to it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import db
from app.clockwork.models import JobState, Lease
from app.kernel.clock import running
from app.post.actions import put
from app.post.rules import Message
from app.schedule import JOBS
from tests.browser import Browser, Page
from tests.conftest import MakeApp
from tests.people.entering import ROLES, Cast, cast
from tests.web.test_settings import SAFE
from tools import jobs as tool

__all__ = ["cast"]
HOUR = timedelta(hours=1)
PRODUCTION = {"env": "production", "now": None, "base_url": "https://a.example", "hosts": ("localhost",)}
HOLDER = "4711-ab12-machine"


def minding(session: Session, ended: timedelta = -timedelta(seconds=20)) -> None:
    """Somebody minds the clock whose lease ended so long ago."""
    present = running()
    session.add(Lease(name="minder", holder=HOLDER, fence=3, since=present - 5 * HOUR, until=present - ended))
    session.commit()


def state(session: Session, name: str, **changes: object) -> None:
    good = running() - timedelta(minutes=5)
    usual = {"began_at": good, "ended_at": good, "good_at": good, "touched": 7, "trouble": "", "failures": 0}
    session.add(JobState(name=name, **(usual | changes)))
    session.commit()


def jobs_page(app: Flask, cast: Cast) -> Page:
    return Browser(app).sign_in(cast["Tam"]).get("/jobs")


def told_of(page: Page, name: str) -> str:
    (panel,) = [each for each in page.all("section", class_="panel") if each.findtext("h3") == name]
    return " ".join("".join(panel.itertext()).split())


@pytest.mark.parametrize("name", ROLES)
def test_those_who_keep_the_site_going_find_the_page_on_today(app: Flask, cast: Cast, name: str) -> None:
    browser = Browser(app).sign_in(cast[name])

    assert ("/jobs" in browser.get("/today").links().values()) is (name in ("Tam", "Cora"))
    assert browser.get("/jobs").status == (200 if name in ("Tam", "Cora") else 404)


def test_a_site_where_nothing_ever_ran_says_so(app: Flask, cast: Cast) -> None:
    page = jobs_page(app, cast)

    assert "Nobody has ever minded the clock here" in page.text
    assert "Nothing waits." in page.text
    assert page.text.count("It has not run yet.") == len(JOBS)
    assert "This is late" not in page.text


def test_the_page_tells_who_minds_the_clock_and_how_each_job_is(app: Flask, cast: Cast, session: Session) -> None:
    minding(session)
    state(session, "diary")
    state(session, "retention", good_at=None, trouble="database", failures=3)
    state(session, "pauses", good_at=running() - 3 * HOUR)
    state(session, "cards", ended_at=None, trouble="broken_off", failures=1)
    long_ago = running() - 9 * HOUR
    state(session, "audit-head", began_at=long_ago, ended_at=None, trouble="broken_off", failures=1)

    page = jobs_page(app, cast)

    assert "The clock has been minded without a break since" in page.text and "4711" not in page.text
    assert "7 done" in told_of(page, "diary") and "This is late" not in told_of(page, "diary")
    assert "The database did not answer" in told_of(page, "retention")
    assert "It failed 3 times in a row." in told_of(page, "retention")
    assert "This is late." in told_of(page, "pauses")
    assert "It has been running since" in told_of(page, "cards")
    assert "It was broken off" in told_of(page, "audit-head")


def test_what_waits_is_told_in_numbers_only(app: Flask, cast: Cast, session: Session) -> None:
    made = running() - timedelta(minutes=61)
    for number in range(2):
        values = {"code": "123456", "link": "https://example.org/x", "minutes": "10"}
        put(session, Message(f"a:{number}", "sign_in_code", "email", "zq@example.org", values, made + HOUR * 9), made)
    session.commit()

    page = jobs_page(app, cast)

    assert "sign in code: 2, the oldest for 61 minutes" in page.text
    assert "zq@" not in page.source and "123456" not in page.source


def test_when_nobody_minds_it_any_more_the_page_says_since_when(app: Flask, cast: Cast, session: Session) -> None:
    minding(session, ended=HOUR)

    assert "Nobody minds the clock. The last one ended on" in jobs_page(app, cast).text


def test_sr_105_the_site_is_unready_two_minutes_after_the_last_lease_and_tells_no_more(
    app: Flask, session: Session, browser: Browser
) -> None:
    minding(session, ended=timedelta(seconds=100))
    assert browser.get("/readyz").status == 200
    with Session(db.writing(app.extensions[db.KEY])) as writing:
        writing.get_one(Lease, "minder").until = running() - timedelta(seconds=121)
        writing.commit()

    answer = browser.get("/readyz")

    assert (answer.status, answer.source) == (503, "Nobody minds the clock: see that run-jobs runs.\n")
    assert browser.get("/healthz").status == 200


def test_sr_105_a_public_site_without_anybody_to_mind_the_clock_is_unready_and_another_is_not(
    make_app: MakeApp, session: Session
) -> None:
    keys = {name.removeprefix("ALONGSIDE_").lower(): value for name, value in SAFE.items() if "KEY" in name}
    public = Browser(make_app(**PRODUCTION, **keys))
    assert public.get("/readyz").status == 503

    minding(session)

    assert public.get("/readyz").status == 200


def test_a_site_for_trying_out_may_do_without(browser: Browser) -> None:
    assert browser.get("/readyz").status == 200


def test_the_list_of_jobs_is_up_to_date() -> None:
    assert tool.PAGE.read_text() == tool.page(), "Run `make jobs`."


@pytest.mark.parametrize("name", JOBS)
def test_the_list_tells_each_job(name: str) -> None:
    assert f"| `{name}` | every " in tool.page()
