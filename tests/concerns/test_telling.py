"""Telling us of a danger, as somebody does who has no account: three steps at most, nothing lost, nothing promised that
does not hold."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.concerns.models import Concern, Shift
from app.web.models import Attempt
from tests.browser import Browser
from tests.concerns.safe import CAME, WORDS, concern, safe, shown, tell
from tests.factories.persons import organisation
from tests.site.test_words import HIGHEST_GRADE, LONGEST_SENTENCE, NEVER, grade, spoken

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_sr_076_anybody_tells_us_in_two_steps_and_sees_later_how_it_stands(browser: Browser, session: Session) -> None:
    people = safe(session)
    told = browser.click(browser.get("/about"), "Worried about somebody?")
    assert told.source.index("tel:999") < told.source.index('<form action="/concern"')
    done = tell(
        browser, danger="unsure", about="My neighbour", wish="To be left alone", contact="Evenings, 07700 900 5"
    )
    reference, code = shown(done)

    kept = concern(session)
    assert (kept.words, kept.about, kept.wish, kept.contact) == (
        WORDS, "My neighbour", "To be left alone", "Evenings, 07700 900 5")  # fmt: skip
    assert (kept.is_immediate, kept.organisation_id, kept.made_at) == (True, people.at.id, CAME)
    assert code not in str(vars(kept)) and WORDS.encode() not in (kept.words_sealed or b"")
    seen = browser.post("/concern/again", {"reference": reference.upper(), "code": code.replace("-", " ").upper()})
    assert "Nobody has taken it up yet" in seen.text and WORDS not in seen.text

    added = browser.post(f"/concern/{reference}/more", {"code": code, "words": "She is at her sister’s now."})
    assert "We have added it" in added.text and "at her sister’s now" in added.text


def test_sr_076_a_wrong_pair_looks_as_if_there_were_none_and_tries_are_counted(
    browser: Browser, session: Session
) -> None:
    safe(session)
    reference, code = shown(tell(browser))
    wrong = {"code": "0000-0000-0000"}
    pages = [browser.post(f"/concern/{each}", {"reference": each} | wrong) for each in (reference, "00000000")]
    mores = [browser.post(f"/concern/{each}/more", wrong | {"words": "x"}) for each in (reference, "00000000")]

    for one, other, both in ((*pages, reference), (*mores, reference)):
        assert (one.status, other.status) == (404, 404)
        assert one.source.replace(both, "00000000") == other.source
    assert browser.get(f"/concern/{reference}").source == browser.get("/concern/00000000").source.replace(
        "00000000", reference)  # fmt: skip
    statuses = [browser.post("/concern/again", {"reference": reference} | wrong).status for _turn in range(17)]
    assert statuses == [404] * 16 + [429]
    assert session.scalars(select(func.count()).select_from(Attempt)).one() and code


def test_sr_076_ten_thousand_letters_of_any_script_are_taken_and_one_more_is_given_back(
    browser: Browser, session: Session
) -> None:
    safe(session)
    longest = "دوست " * 2000
    sent = browser.post(
        "/concern", {"words": f"{longest.strip()}۔", "danger": "no"}, content_type="multipart/form-data"
    )
    assert sent.status == 200 and len(concern(session).words) == 10_000

    more = browser.post("/concern", {"words": "a" * 10_001, "danger": "no", "wish": "Peace"})
    assert more.status == 400 and "Use 10,000 characters or fewer" in more.text
    assert "a" * 10_001 in more.source and "Peace" in more.source
    for lacks in ({"words": " ", "danger": "no"}, {"words": WORDS}):
        assert browser.post("/concern", lacks).status == 400
    assert session.scalars(select(func.count()).select_from(Concern)).one() == 1


def test_sr_110_a_form_that_is_sent_twice_makes_one_concern_and_shows_the_same_code(
    browser: Browser, session: Session
) -> None:
    safe(session)
    form = {"words": WORDS, "danger": "no", "once": "a" * 32}
    first, second = (shown(browser.post("/concern", form)) for _turn in range(2))
    other = shown(browser.post("/concern", form | {"words": "Something else."}))

    assert first == second and other[0] != first[0] and other[1] != first[1]


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        ("2026-12-21T18:30", "On duty there now, and answers calls: Dora."),
        ("2026-12-22T03:00", "Nobody is on duty there now. Somebody is from Monday 28 December 2026 at 9am."),
    ],
)
def test_it_is_said_honestly_who_is_there_and_whom_to_ring(
    browser: Browser, session: Session, at: Callable[[str], object], moment: str, says: str
) -> None:
    safe(session)
    at(moment)
    page = tell(browser, danger="yes")

    assert says in page.text and "01422 900 100" in page.text and "in 15 minutes" in page.text
    assert "safeguarding lead of Calder Recovery (example) is told now" in page.text


def test_others_are_promised_only_where_there_are_any(
    browser: Browser, session: Session, at: Callable[[str], object]
) -> None:
    people = safe(session)
    people["Carl"].holdings[0].ended_at = CAME
    session.commit()
    for moment, says in (
        ("2026-12-21T18:30", "in 15 minutes, others there are told"),
        ("2026-12-22T03:00", "Nobody else there"),
    ):
        at(moment)
        assert says in tell(browser, danger="yes").text


def test_where_nobody_can_read_it_that_is_said_and_who_runs_the_site_is_asked_to_find_somebody(
    browser: Browser, session: Session
) -> None:
    people = safe(session)
    for name in ("Lena", "Carl"):
        people[name].holdings[0].suspended_at = CAME
    session.execute(Shift.__table__.delete())
    session.commit()

    page = tell(browser)

    assert "Nobody at Calder Recovery (example) can read it at the moment." in page.text
    assert "Somebody told Calder Recovery (example) of a worry" in browser.sign_in(people["Tam"]).get("/today").text
    for name in ("Cora", "Dora", "Cal"):
        assert "of a worry" not in browser.sign_in(people[name]).get("/today").text


def test_it_goes_where_somebody_chose_or_to_their_own_organisation_and_where_nobody_reads_nothing_is_taken(
    app: Flask, session: Session
) -> None:
    browser = Browser(app)
    assert browser.get("/concern").all("form", action="/concern") == []
    assert browser.post("/concern", {"words": WORDS, "danger": "no"}).status == 400

    people = safe(session)
    assert browser.get("/concern").all("select") == []
    worth = organisation(session, "worth", people.at.areas[0].area_id)
    people["Cora"].holdings[0].organisation_id = worth.id
    session.commit()
    assert len(browser.get("/concern").all("option")) == 3
    assert "Worth Recovery (example) can read it" in tell(browser, where="worth").text
    browser.sign_in(people["Nia"])
    assert browser.get("/concern").all("select") == [] and "Calder Recovery (example) is told" in tell(browser).text


def test_the_pages_for_anybody_can_be_read_by_almost_everyone_and_never_order_or_blame(
    browser: Browser, session: Session
) -> None:
    safe(session)
    done = tell(browser, danger="yes")
    reference, code = shown(done)
    seen = browser.post("/concern/again", {"reference": reference, "code": code})
    pages = [browser.get("/concern"), done, browser.get("/concern/again"), seen]

    for page in pages:
        sentences = spoken(page.source)
        assert grade(sentences) <= HIGHEST_GRADE
        assert not NEVER.findall(" ".join(sentences))
        assert max(len(sentence.split()) for sentence in sentences) <= LONGEST_SENTENCE
    assert [page.status for page in pages] == [200] * 4
