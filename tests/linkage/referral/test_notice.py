"""Short notice, told honestly: by how an organisation works, on every page that names the date, and when it is over."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.directory.actions.listings import settle
from app.directory.rules.timetable import Audience
from app.linkage.matching.jobs import company
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.notice import Pace, Sort, judge
from app.linkage.referral.rules.states import State
from app.post.jobs import send_due
from app.post.models import Letter
from app.post.rules.wording import as_text
from tests.browser import Browser
from tests.conftest import LONDON
from tests.linkage.cast import asked
from tests.linkage.referral.asking import Asker, own_page, town
from tests.post.letters import PRESENT, Sink

At = Callable[[str], datetime]
HOLIDAYS = (date(2026, 12, 25), date(2026, 12, 28))
UNSEEN = {"asking": "itself", "sees_first": False}
MONDAY_AT_9 = "2026-12-21T09:00"


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("asked", "constants", "is_urgent", "answered_by"),
    [
        (MONDAY_AT_9, {}, False, "2026-12-22T17:00"),
        ("2026-12-21T13:00", {}, False, "2026-12-22T21:00"),
        ("2026-12-21T19:00", {}, False, "2026-12-23T17:00"),
        ("2026-12-24T13:00", {}, False, "2026-12-29T21:00"),
        (MONDAY_AT_9, {}, True, "2026-12-21T14:00"),
        (MONDAY_AT_9, {"timer_look": 8, "offer_hours": 2}, False, "2026-12-22T19:00"),
        (MONDAY_AT_9, UNSEEN, False, "2026-12-21T13:00"),
        (MONDAY_AT_9, UNSEEN | {"offer_hours": 1}, False, "2026-12-21T10:00"),
        ("2026-12-21T20:00", UNSEEN, False, "2026-12-22T11:00"),
        (MONDAY_AT_9, UNSEEN | {"asking": "coordinator"}, False, "2026-12-22T17:00"),
    ],
)
def test_how_long_one_answer_takes_follows_from_how_an_organisation_works(
    asked: str, constants: dict[str, Any], is_urgent: bool, answered_by: str
) -> None:
    pace = Pace.of(constants, HOLIDAYS, is_urgent=is_urgent)

    assert pace.answered_by(london(asked)) == london(answered_by)


@pytest.mark.parametrize(
    ("starts", "now", "sort"),
    [
        ("2026-12-21T11:00", MONDAY_AT_9, Sort.TOO_SOON),
        ("2026-12-21T11:01", MONDAY_AT_9, Sort.SHORT),
        ("2026-12-22T18:59", MONDAY_AT_9, Sort.SHORT),
        ("2026-12-22T19:00", MONDAY_AT_9, None),
        ("2026-12-22T19:00", "2026-12-22T17:00", Sort.TOO_SOON),
        ("2027-01-03T23:00", MONDAY_AT_9, None),
        ("2027-01-04T00:30", MONDAY_AT_9, Sort.EARLY),
        ("2027-01-04T00:30", "2026-12-22T09:00", None),
    ],
)
def test_a_date_is_too_soon_short_further_off_than_we_look_or_simple(starts: str, now: str, sort: Sort | None) -> None:
    """Asked for on Monday at 9, where a person looks first."""
    assert judge(london(starts), london(MONDAY_AT_9), london(now), Pace.of({}, HOLIDAYS, is_urgent=False)) is sort


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_tonight_is_said_to_be_short_on_every_page_that_names_it(browser: Browser, session: Session, at: At) -> None:
    monday, cora = town(session)
    monday.audience = Audience.OPEN
    settle(session, [monday], at(MONDAY_AT_9))
    session.commit()
    short = (
        "Tonight is short notice. If we find nobody by 5:30pm today, we tell you. The next one is Monday 28 December."
    )
    asker = Asker.at(browser, f"/ask?listing={monday.id}&on=2026-12-21")
    assert short in asker.page.text
    done = asker.all_the_way()
    assert short in done.text
    assert "short notice" not in browser.get(f"/ask?listing={monday.id}&on=2026-12-28").text
    assert "We begin to ask on Tuesday 22 December" in browser.get(f"/ask?listing={monday.id}&on=2027-01-04").text

    session.rollback()
    linkage = session.scalars(select(Linkage)).one()
    assert own_page(done) == f"/mine/{linkage.page}"
    browser.sign_in(linkage.person)
    session.rollback()
    assert short in browser.get(f"/mine/{linkage.page}/now").text
    browser.sign_in(cora)
    page = browser.get(f"/requests/{linkage.id}").text
    assert "Tonight is short notice. If nobody is found by 5:30pm today, they are told." in page
    assert (
        "short notice. If nobody is found by 5:30pm today, they"
        in browser.get(f"/refer?listing={monday.id}&on=2026-12-21").text
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_if_nobody_is_found_it_is_told_when_it_was_promised_and_not_where_somebody_is(
    browser: Browser, app: Flask, session: Session, at: At
) -> None:
    monday, _cora = town(session)
    linkage = asked(session, now=at(MONDAY_AT_9), listing_id=monday.id, wished_on=date(2026, 12, 21))

    def told(clock: str) -> list[str]:
        session.rollback()
        with app.app_context():
            company(session, at(clock))
        session.commit()
        found = select(Letter).where(Letter.kind == "company_news", Letter.channel == "inbox")
        return [str(json.loads(each.values)["said"]) for each in session.scalars(found)]

    assert told("2026-12-21T17:29") == []
    assert told("2026-12-21T17:30") == [
        "Tonight: we found nobody in time. It is not about you. "
        "The next one is Monday 28 December, and we look for that."
    ]
    browser.sign_in(linkage.person)
    assert "Tonight is too soon for us to find somebody." in browser.get(f"/mine/{linkage.page}/now").text
    session.rollback()
    session.get_one(Linkage, linkage.id).state = State.CONTACTING
    session.commit()
    assert told("2026-12-21T17:31") == [], "somebody was found after all, before it left"
    assert "short notice" not in browser.get(f"/mine/{linkage.page}/now").text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whoever_has_only_a_telephone_is_told_by_text_in_words_that_tell_nobody_else(
    app: Flask, session: Session, at: At
) -> None:
    """Nobody looked at it all day: the promise holds by itself."""
    monday, _cora = town(session)
    linkage = asked(session, now=at(MONDAY_AT_9), listing_id=monday.id, wished_on=date(2026, 12, 21))
    linkage.person.email, linkage.person.phone = "", "+447700900432"
    session.commit()
    texts, present = Sink(), at("2026-12-21T17:30")

    with app.app_context():
        company(session, present)
        session.commit()
        send_due(db.session(), {"text": texts, "inbox": Sink()}, lambda: PRESENT, lambda: present)

    (sent,) = [each for each in texts.taken if each.kind == "company_news"]
    assert sent.to == "+447700900432"
    words = as_text(sent.kind, sent.values)
    assert f"/mine/{linkage.page}" in words and "Tonight" not in words and "found nobody" not in words
