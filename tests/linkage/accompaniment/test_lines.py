"""What the two say to each other: what passes, what is held back, what is reported, and how long it stays."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.concerns.actions.apart import block
from app.concerns.models import Concern
from app.consent.actions.agreements import agree as consent
from app.consent.rules.texts import SHARE_CONTACT
from app.kernel.roles import Appointment, Role
from app.linkage.accompaniment.actions import lines
from app.linkage.accompaniment.models import Line, LineReport
from app.linkage.accompaniment.queries.lines import lines as shown
from app.linkage.accompaniment.rules.lines import CannotSay
from app.linkage.accompaniment.rules.relay import Sort
from app.linkage.accompaniment.rules.words import Saying
from app.linkage.matching.actions.rounds import end_walk
from app.people.models import AppointmentHeld, Person
from app.rights.actions.retention import due
from tests.browser import Browser
from tests.linkage.cast import person
from tests.linkage.walks import NOON, Two

SITE = "https://site.example"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
At = Callable[[str], datetime]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What is said is the same on both databases."""


@pytest.fixture
def allowed(two: Two) -> Two:
    """Their organisation lets them write a few words."""
    two.linkage.organisation.constants = {"relay": True}
    two.session.commit()
    return two


def lead(session: Session, name: str = "Lea") -> Person:
    made = person(session, name, Role.COORDINATOR)
    made.holdings[0].appointments = [AppointmentHeld(duty=Appointment.SAFEGUARDING_LEAD, since=NOON)]
    session.commit()
    return made


def test_sentences_are_kept_locked_in_order_with_their_time(two: Two) -> None:
    for at, (saying, who) in enumerate(((Saying.HELLO, two.as_cal), (Saying.RATHER_RUNG, two.as_nia))):
        lines.say(two.session, two.pair, saying, who, NOON + at * MINUTE)

    seen = shown(two.session, two.pair, two.nia.id, NOON)
    assert [(each.is_mine, each.words, each.when) for each in seen] == [
        (False, "Hello. I am glad that we are in touch.", "Wednesday 23 December, noon"),
        (True, "I would rather be rung.", "Wednesday 23 December, 12:01pm"),
    ]
    raw = two.session.execute(text("SELECT words_sealed FROM walk_line")).scalars().all()
    assert not any(b"hello" in bytes(each) for each in raw)
    with pytest.raises(CannotSay):
        lines.say(two.session, two.pair, Saying.RATHER_RUNG, two.as_cal, NOON)


def test_nobody_is_flooded(allowed: Two) -> None:
    for _each in range(10):
        lines.write(allowed.session, allowed.pair, "See you", allowed.as_cal, NOON)
    with pytest.raises(CannotSay, match="wait a little"):
        lines.write(allowed.session, allowed.pair, "See you", allowed.as_cal, NOON + 59 * MINUTE)

    lines.write(allowed.session, allowed.pair, "See you", allowed.as_nia, NOON)
    lines.say(allowed.session, allowed.pair, Saying.LATE_10, allowed.as_cal, NOON)
    lines.write(allowed.session, allowed.pair, "See you", allowed.as_cal, NOON + HOUR + MINUTE)


def test_a_number_passes_only_once_the_newcomer_has_chosen_to_share(allowed: Two) -> None:
    """The choice counts while the agreement does, and both ways."""
    said = "Ring me: 07700 900123"
    for who, words in ((allowed.as_nia, "You can let them"), (allowed.as_cal, "Leave it out")):
        with pytest.raises(CannotSay, match=words) as refused:
            lines.write(allowed.session, allowed.pair, said, who, NOON)
        assert refused.value.sort is Sort.NUMBER
    allowed.walk.shares_contact = True
    with pytest.raises(CannotSay):
        lines.write(allowed.session, allowed.pair, said, allowed.as_nia, NOON)

    consent(allowed.session, allowed.as_nia, allowed.nia.id, SHARE_CONTACT, NOON)
    lines.write(allowed.session, allowed.pair, said, allowed.as_nia, NOON)

    assert shown(allowed.session, allowed.pair, allowed.cal.id, NOON)[-1].words == said


def test_those_who_are_kept_apart_see_and_send_nothing(allowed: Two) -> None:
    lines.say(allowed.session, allowed.pair, Saying.HELLO, allowed.as_cal, NOON)
    block(allowed.session, allowed.nia.id, allowed.cal.id, NOON)

    assert shown(allowed.session, allowed.pair, allowed.cal.id, NOON) == ()
    with pytest.raises(CannotSay, match="any more"):
        lines.say(allowed.session, allowed.pair, Saying.HELLO, allowed.as_cal, NOON)


def test_lines_are_forgotten_a_year_after_the_walk(two: Two) -> None:
    lines.say(two.session, two.pair, Saying.HELLO, two.as_cal, NOON)
    assert lines.let_age(two.session) == 0
    end_walk(two.session, two.linkage, "another_person", NOON)
    two.session.flush()
    assert [lines.let_age(two.session) for _each in range(2)] == [1, 0]

    assert [due(two.session, NOON + days * DAY)["walk_line"] for days in (364, 366)] == [0, 1]


def test_what_is_held_back_is_told_plainly_and_nothing_typed_is_lost(
    allowed: Two, browser: Browser, at: At, session: Session
) -> None:
    at("2026-12-23T12:00")
    here = f"/walks/{allowed.walk.id}"
    browser.sign_in(allowed.cal)
    assert f"{here}/write" in browser.get(here).source
    said = "Shall I ring 07700 900123?"

    page = browser.post(f"{here}/write", {"words": said})

    assert page.status == 400
    assert "This looks like a telephone number" in page.text
    assert page.one("textarea", name="words").text == said
    session.rollback()
    assert session.scalars(select(Line)).all() == []
    kept = session.scalars(select(AuditEvent).where(AuditEvent.outcome == "held_back")).one()
    assert (kept.actor_id, kept.reason) == (allowed.cal.id, "number")

    assert browser.post(f"{here}/write", {"words": "By the red door at 7.15?"}).status == 303
    browser.sign_in(allowed.nia)
    assert "By the red door at 7.15?" in browser.get(f"/mine/{allowed.linkage.page}/now").text


def test_where_it_is_not_allowed_there_is_no_way_to_write(two: Two, browser: Browser, at: At) -> None:
    at("2026-12-23T12:00")
    here = f"/walks/{two.walk.id}"
    browser.sign_in(two.cal)
    assert f"{here}/write" not in browser.get(here).source
    assert browser.get(f"{here}/write").status == 404
    assert browser.post(f"{here}/write", {"words": "Hello there"}).status in (400, 404)


def test_a_line_is_reported_in_one_tap_decided_about_taken_down_and_looked_at_again(
    allowed: Two, browser: Browser, session: Session, app: Flask, at: At
) -> None:
    """SR-079: report, queue, gone on the next request, reasons for the author, and another look."""
    at("2026-12-23T12:00")
    lea, cora = lead(session), person(session, "Cora", Role.COORDINATOR)
    line = lines.write(session, allowed.pair, "You are nothing", allowed.as_cal, NOON)
    session.commit()
    his, hers, queue = f"/walks/{allowed.walk.id}", f"/mine/{allowed.linkage.page}", "/organisations/calder-hub/lines"

    browser.sign_in(allowed.nia).post(f"{hers}/lines/{line.id}/report")
    assert browser.post(f"{hers}/lines/{line.id}/report").status == 303
    assert "You reported this" in browser.get(f"{hers}/now").text
    session.rollback()
    (report,), (concern,) = session.scalars(select(LineReport)).all(), session.scalars(select(Concern)).all()
    assert "You are nothing" in concern.words
    assert [each.person_id for each in concern.people] == [allowed.cal.id]
    assert "reported" not in browser.sign_in(allowed.cal).get(his).text.lower().replace("report this", "")

    assert browser.sign_in(cora).get(queue).status == 404
    page = browser.sign_in(lea).get(queue)
    assert ("You are nothing" in page.text, "Nia" in page.text) == (True, False)
    assert browser.post(f"{queue}/{report.id}", {"answer": "down", "reason": "No"}).status == 400
    browser.post(f"{queue}/{report.id}", {"answer": "down", "reason": "These words hurt."})

    assert "You are nothing" not in browser.sign_in(allowed.nia).get(f"{hers}/now").text
    assert "Why: These words hurt." in browser.sign_in(allowed.cal).get(his).text
    assert browser.get(f"{his}/lines/{line.id}").status == 200
    browser.post(f"{his}/lines/{line.id}/appeal", {"words": "It is a line of a song."})
    assert browser.post(f"{his}/lines/{line.id}/appeal", {"words": "Again."}).status in (400, 404)
    assert "a line of a song" in browser.sign_in(lea).get(queue).text
    session.rollback()
    second = lead(session, "Mei")
    same = browser.post(f"{queue}/{report.id}", {"answer": "stays", "reason": "It is from a song."})
    assert (same.status, "Now somebody else decides" in same.text) == (400, True)
    browser.sign_in(second).post(f"{queue}/{report.id}", {"answer": "stays", "reason": "It is from a song."})
    assert "You are nothing" in browser.sign_in(allowed.nia).get(f"{hers}/now").text
