"""A newcomer asks for company: nothing is kept before it is sent, nothing typed is lost, and it is one request."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.models import Consent
from app.directory.actions.listings import settle
from app.directory.models import OneOff
from app.directory.rules.status import Status
from app.directory.rules.timetable import Change
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.rules.states import State
from app.notices.models import SafeContact
from app.people.models import Person
from tests.browser import Browser, Page
from tests.linkage.cast import NOW, asked, hub, person
from tests.linkage.referral.asking import ANSWERS, NUMBER, Asker, hidden, requests, town
from tests.people.entering import everything, letters

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WORDS = {
    "meeting": ("Step 1 of 4", "We keep nothing before you press “Send”", "What would help on the day?",
                "Before you stop drinking", "Call 999 if:"),
    "company": ("Step 2 of 4", "Leave all of it as it is if you do not mind", "Anybody, I do not mind",
                "Somebody who knows methadone or buprenorphine", "No steps on the way in", "Urdu"),
    "reach": ("Step 3 of 4", "What may we call you?", "We do not ask for your last name", "You may leave a message",
              "Somebody else may see my messages", "In the evening, 5pm to 9pm", "Are you 18 or over?"),
    "check": ("Step 4 of 4", "Listing 1, Monday 28 December, 7:30pm to 9pm", "Meet me at the bus stop", "Calder Hub",
              "A woman", "Urdu", "No steps", "Nia", "07700 900 321", "Each is a choice of its own",
              "You may tell a champion what I wish for", "Only people of the organisation see it"),
    "done": ("Your request is with Calder Hub", "A coordinator looks at it by 1pm on Tuesday 22 December",
             "And if nobody is free?", "They offer another day", "01632 960000", "We sent a code to", "/mine/"),
}  # fmt: skip


@pytest.fixture
def link(session: Session) -> str:
    """The link on the page of the one meeting, for the Monday after next."""
    meeting, _cora = town(session)
    return f"/ask?listing={meeting.id}&on=2026-12-28"


@SQLITE
def test_each_step_says_what_it_is_for_and_the_whole_takes_few_taps_and_fields(browser: Browser, link: str) -> None:
    asker = Asker.at(browser, link)
    said, typed = {"meeting": asker.page}, typing(asker.page)
    for step, following in (("meeting", "company"), ("company", "reach"), ("reach", "check")):
        said[following] = asker.press("next", **ANSWERS[step])
        typed += typing(said[following])
    ticked = [box for box in asker.page.all("input", type="checkbox") if "checked" in box.attrib]
    said["done"] = asker.press("send", **ANSWERS["check"])

    assert [
        (step, words) for step, all_words in WORDS.items() for words in all_words if words not in said[step].text
    ] == []
    assert (asker.taps, len(typed), ticked) == (5, 3, [])


def test_the_first_page_names_all_that_is_needed(browser: Browser, session: Session, link: str) -> None:
    town = "We also need your town."
    assert (town in browser.get("/ask").text, town in browser.get(link).text) == (True, False)


def typing(page: Page) -> list[str]:
    """The fields of a page into which somebody types."""
    form = page.one("form", action="/ask")
    fields = [*form.iter("textarea"), *(each for each in form.iter("input") if each.get("type") == "text")]
    return [each.get("name", "") for each in fields]


def test_nothing_is_kept_before_it_is_sent_and_then_all_of_it(
    browser: Browser, app: Flask, session: Session, link: str
) -> None:
    before = everything(app)
    asker = Asker.at(browser, link)
    for step in ("meeting", "company", "reach"):
        asker.press("next", **ANSWERS[step])
    assert everything(app) == before

    asker.press("send", **ANSWERS["check"])

    made = session.scalars(select(Linkage)).one()
    wishes, nia = made.wishes, made.person
    assert (made.state, made.proved_at, made.wished_on) == (State.RECEIVED, None, date(2026, 12, 28))
    assert (wishes.gender, wishes.own_gender) == ("woman", "man")
    assert (wishes.languages, wishes.help) == (("ur",), "Meet me at the bus stop")
    assert (wishes.likeness, wishes.access) == (("same_route",), ("step_free",))
    assert (nia.name, nia.phone, nia.phone_index) == ("Nia", NUMBER, None)
    agreed = {(each.purpose, each.how, each.taken_by) for each in session.scalars(select(Consent))}
    assert agreed == {("company", "page", None), ("share_champion", "page", None)}
    reach = session.scalars(select(SafeContact)).one()
    assert (reach.channel, reach.leave_message, reach.watched, bool(reach.hours)) == ("text", True, False, True)
    assert [timer.kind for timer in session.scalars(select(Timer))] == ["look"]
    assert sorted((each.kind, each.channel) for each in letters(app)) == [
        ("ask_new", "inbox"), ("ask_new", "wished"), ("ask_received", "inbox"), ("ask_received", "wished"),
        ("contact_code", "text"),
    ]  # fmt: skip


@SQLITE
def test_what_is_amiss_stands_beside_its_field_and_nothing_typed_is_lost(
    browser: Browser, app: Flask, link: str
) -> None:
    asker = Asker.at(browser, link)
    asker.press("next", help="A brew first")
    asker.press("next", **ANSWERS["company"])
    refused = {
        "Enter a name to use.": {"name": ""},
        "Enter an e-mail address or a mobile number": {"contact": "my phone"},
        "Are you 18 or over? Choose yes or no.": {"adult": ""},
        "Use 60 characters or fewer for the name.": {"name": "N" * 61},
    }
    for sentence, wrong in refused.items():
        page = asker.press("next", **ANSWERS["reach"] | wrong)
        assert (page.status, sentence in page.text) == (400, True)
        shown = {box.get("name"): box.get("value") for box in page.all("input", type="text")}
        assert shown == {name: (ANSWERS["reach"] | wrong)[name] for name in ("name", "contact")}
    asker.press("next", **ANSWERS["reach"])
    page = asker.press("send", agrees="1")

    assert (page.status, "Tick this, so that we may ask a champion." in page.text) == (400, True)
    assert "A brew first" in page.text and "07700 900 321" in page.text and requests(app) == []
    asker.press("back")
    assert 'value="Nia"' in asker.page.source
    asker.press("back")
    assert 'id="gender-1" name="gender" value="woman" checked' in asker.page.source
    asker.press("back")
    assert "A brew first" in asker.page.source and asker.page.heading == "Ask someone to go with me"


@SQLITE
def test_an_answer_is_changed_from_the_last_page_and_leads_back_to_it(browser: Browser, link: str) -> None:
    asker = Asker.at(browser, link)
    for step in ("meeting", "company", "reach"):
        asker.press("next", **ANSWERS[step])
    assert asker.press("company").heading == "Who would you feel at ease with?"

    page = asker.press("next", **ANSWERS["company"] | {"gender": "man"})

    assert page.heading == "Is this right?" and "A man" in page.text and "A woman" not in page.text


@SQLITE
def test_who_is_under_18_gets_the_right_door_and_nothing_is_kept(browser: Browser, app: Flask, link: str) -> None:
    asker = Asker.at(browser, link)
    asker.press("next")
    asker.press("next", **ANSWERS["company"])
    before = everything(app)
    away = asker.press("next", **ANSWERS["reach"] | {"adult": "no"})
    page = browser.get(away.location)

    assert (away.status, away.location) == (303, "/under-18")
    assert "Childline" in page.text and "We have kept nothing" in page.text
    assert everything(app) == before
    sly = browser.post("/ask", hidden(asker.browser.get(link)) | ANSWERS["reach"] | ANSWERS["check"]
                       | {"adult": "no", "go": "send", "step": "check"})  # fmt: skip
    assert sly.location == "/under-18" and requests(app) == []


@SQLITE
def test_the_meeting_is_a_live_one_and_a_date_that_is_off_moves_to_the_next(browser: Browser, session: Session) -> None:
    meeting, _cora = town(session)
    meeting.one_offs = [OneOff(day=date(2026, 12, 28), change=Change.CANCELLED)]
    settle(session, [meeting], NOW)
    session.commit()
    off = browser.get(f"/ask?listing={meeting.id}&on=2026-12-28")
    usual = browser.get(f"/ask?listing={meeting.id}")
    wrong = browser.get(f"/ask?listing={meeting.id}&on=never")
    meeting.status = Status.ENDED
    settle(session, [meeting], NOW)
    session.commit()
    ended = browser.get(f"/ask?listing={meeting.id}&on=2026-12-28")

    assert "It is not on on Monday 28 December. The next time is tonight, Monday 21 December" in off.text
    assert hidden(off)["on"] == ["2026-12-21"] == hidden(usual)["on"] == hidden(wrong)["on"]
    assert "Listing 1 has ended. Tell us a place" in ended.text and ended.all("input", name="place")
    assert "listing" not in hidden(ended)
    assert browser.get("/ask?listing=nonesuch").all("input", name="place")


@SQLITE
def test_without_a_meeting_a_place_is_asked_for_and_help_with_choosing(
    browser: Browser, app: Flask, session: Session
) -> None:
    town(session)
    asker = Asker.at(browser, "/ask")
    for typed, sentence in (
        ("", "Enter a town or postcode"), ("Qqqqqq", "We do not know this place"),
        ("Newport", "Choose one, or type another"),
        ("Hallifax", "Choose one, or type another"),
    ):  # fmt: skip
        page = asker.press("next", place=typed, help="A hand")
        assert (page.status, sentence in page.text, "A hand" in page.source) == (400, True, True)
    picked = asker.page.one("input", name="near", value="halifax")

    asker.press("next", place="Hallifax", near=picked.get("value"))
    asker.press("next", **ANSWERS["company"])
    asker.press("next", **ANSWERS["reach"])
    page = asker.press("send", **ANSWERS["check"])

    assert page.heading == "We have it" and asker.taps - 4 <= 8
    (made,) = requests(app)
    assert made.listing_id is None and made.wishes.place.startswith("Halifax") and made.wishes.point is not None


@SQLITE
def test_a_whole_postcode_is_cut_before_it_goes_on(browser: Browser, session: Session) -> None:
    town(session)
    page = Asker.at(browser).press("next", place="HX1 1CK")

    assert page.status == 200 and hidden(page)["place"] == ["HX1-1"] and "1CK" not in page.source


@SQLITE
def test_where_nobody_helps_it_is_said_and_where_several_do_they_are_asked_whom(
    browser: Browser, session: Session
) -> None:
    meeting, cora = town(session)
    asker = Asker.at(browser)
    nobody = asker.press("next", place="Lerwick", help="A hand")
    assert nobody.heading == "Nobody there yet" and "We have kept nothing" in nobody.text
    assert "A hand" in asker.press("back").source

    other = hub(session).__class__(slug="worth", name="Worth Valley")
    other.areas = [hub(session).areas[0].__class__(area_id=meeting.venue.area_id)]
    session.add(other)
    session.commit()
    assert asker.press("next", place="Halifax").heading == "Who would you feel at ease with?"
    cora.holdings.append(cora.holdings[0].__class__(role="coordinator", organisation_id=other.id, since=NOW))
    session.commit()
    asker.press("back")
    which = asker.press("next", place="Halifax")
    assert (which.status, "More than one organisation helps" in which.text) == (400, True)
    asker.press("next", place="Halifax", organisation=other.id)
    asker.press("next", **ANSWERS["company"])
    assert "Worth Valley" in asker.press("next", **ANSWERS["reach"]).text


@SQLITE
def test_who_is_signed_in_is_not_asked_how_to_reach_them_and_it_is_theirs_at_once(
    browser: Browser, app: Flask, session: Session, link: str
) -> None:
    nia = person(session, "Nia")
    browser.sign_in(nia)
    asker = Asker.at(browser, link)
    asker.press("next")
    page = asker.press("next", **ANSWERS["company"])
    assert not page.all("input", name="contact") and page.heading == "Are you 18 or over?"
    asker.press("next", adult="yes")
    page = asker.press("send", **ANSWERS["check"])

    (made,) = requests(app)
    assert made.person_id == nia.id and made.proved_at is not None
    assert page.links()["Open your page"] == f"/mine/{made.page}/now"
    assert session.scalars(select(Person)).all().__len__() == 2


def test_sr_110_the_same_form_sent_many_times_at_once_makes_one_request(
    app: Flask, session: Session, link: str
) -> None:
    browser = Browser(app)
    asker = Asker.at(browser, link)
    for step in ("meeting", "company", "reach"):
        asker.press("next", **ANSWERS[step])
    form = hidden(asker.page) | ANSWERS["check"] | {"go": "send"}

    def send(_turn: int) -> tuple[int, str]:
        answer = app.test_client(use_cookies=False).post("/ask", data=form)
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(10) as threads:
        answers = set(threads.map(send, range(50)))

    assert len(answers) == 1 and {status for status, _words in answers} == {303}
    assert len(requests(app)) == 1 and len(session.scalars(select(Person)).all()) == 2
    assert len([each for each in letters(app) if each.kind == "contact_code"]) == 1


@SQLITE
def test_one_contact_or_one_sender_asks_only_so_often(browser: Browser, link: str) -> None:
    statuses = [Asker.at(browser, link).all_the_way().status for _time in range(6)]

    assert statuses == [200] * 5 + [429]


@SQLITE
def test_the_pages_lead_there_and_a_newcomers_own_page_leads_on(browser: Browser, session: Session, link: str) -> None:
    meeting_page, first = browser.get("/meetings/listing-1"), browser.get("/first-meeting")
    today = browser.get(meeting_page.links()["Ask someone to go with me"])
    made = asked(session)
    browser.sign_in(made.person)

    assert first.links()["Ask someone to go with me"] == "/ask" and today.status == 200
    assert browser.get("/today").links()["See how far it is"] == f"/mine/{made.page}/now"
