"""From “I’d like to help” to ready: through the pages of somebody without an account, a coordinator, a new champion."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.actions.telling import tell
from app.champions.models import Application, Champion
from app.champions.queries.candidates import facts
from app.champions.rules.agreement import TEXTS
from app.champions.rules.checks import activities
from app.champions.rules.courses import AGREEMENTS, NEWEST
from app.champions.rules.readiness import Reason
from app.people.models import Invitation, Person
from app.post.models import Letter
from app.rights.actions.erasing import forget
from tests.browser import Browser
from tests.champions.conftest import Scheme, fresh
from tests.conftest import MONDAY_EVENING as NOW

ANN = {"name": "Ann", "email": "ann@example.org", "kinds": ["community"], "words": "On Mondays, zzword"}


def applied(session: Session) -> Application:
    fresh(session)
    return session.scalars(select(Application)).one()


def test_whoever_thinks_of_helping_reads_the_agreement_first(app: Flask, scheme: Scheme) -> None:
    browser = Browser(app)
    page = browser.click(browser.get("/helping/calder"), "Read the agreement")
    assert all(line in page.text for part in TEXTS[NEWEST] for line in part.lines)
    assert set(TEXTS) == set(AGREEMENTS), "what was signed can be read again"


def test_somebody_offers_their_help_is_invited_and_begins_as_a_champion(
    app: Flask, scheme: Scheme, session: Session
) -> None:
    browser, staff = Browser(app), Browser(app).sign_in(scheme.cora)
    browser.click(browser.get("/helping"), "Calder Recovery (example)")
    sent = browser.post("/helping/calder", ANN)
    assert "ann@example.org" in sent.text and session.scalars(select(Letter)).all() == []
    assert b"zzword" not in (applied(session).words_sealed or b"")

    path = f"/organisations/calder/champions/applied/{applied(session).id}"
    assert staff.get("/organisations/calder/champions").links()["Read what Ann wrote"] == path
    assert "On Mondays, zzword" in staff.get(path).text
    staff.post(f"{path}/conversation", {"on": "2026-12-18"})
    assert "waits for Ann" not in staff.get(path).text
    staff.post(f"{path}/invite")
    staff.post(f"{path}/invite")
    sent = staff.get(path)
    assert "The invitation was sent, and waits for Ann." in sent.text
    assert f"{path}/invite" not in {form.get("action") for form in sent.all("form", method="post")}
    fresh(session)
    letter = session.scalars(select(Letter)).one()
    link = urlsplit(json.loads(letter.values)["link"]).path
    browser.post(link, {"name": "Ann", "contact": "ann@example.org"})

    fresh(session)
    made = session.scalars(select(Champion).where(Champion.id != scheme.profile.id)).one()
    assert (made.holding.person.name, made.kinds) == ("Ann", ["community"])
    assert (made.conversation_on, made.conversation_by) == (date(2026, 12, 18), scheme.cora.id)
    assert session.scalars(select(Application)).all() == []
    assert staff.get(path).location == f"/organisations/calder/champions/{made.id}", "the link of the message holds"
    assert (
        "Needs: check, course “Induction for champions”, course “Safeguarding: what to do with a worry”, supervisor, "
        "agreement, first walk, telephone number" in staff.get("/organisations/calder/champions").text
    )


def test_who_writes_again_is_answered_alike_and_nothing_typed_is_lost(
    app: Flask, scheme: Scheme, session: Session
) -> None:
    browser = Browser(app)
    first = browser.post("/helping/calder", ANN)
    wrong = browser.post("/helping/calder", ANN | {"email": "ann", "words": "Tuesdays too"})
    again = browser.post("/helping/calder", ANN | {"words": "Tuesdays too"})

    assert wrong.status == 400 and "Tuesdays too" in wrong.source and 'value="Ann"' in wrong.source
    assert first.source == again.source
    assert applied(session).words == "Tuesdays too"
    assert browser.get("/helping/worth").status == 404


def test_closing_takes_away_what_they_wrote_and_the_invitation(app: Flask, scheme: Scheme, session: Session) -> None:
    Browser(app).post("/helping/calder", ANN)
    staff, path = Browser(app).sign_in(scheme.cora), f"/organisations/calder/champions/applied/{applied(session).id}"
    staff.post(f"{path}/invite")
    page = staff.click(staff.get(path), "This goes no further")

    assert "please tell them yourself" in page.text
    assert staff.post(f"{path}/close").status == 303

    fresh(session)
    assert session.scalars(select(Application)).all() == []
    assert session.scalars(select(Invitation)).one().withdrawn_at


def test_sr_073_nobody_is_made_ready_until_everything_is_there(app: Flask, scheme: Scheme, session: Session) -> None:
    staff, path, new = Browser(app).sign_in(scheme.cora), scheme.page, scheme.profile
    new.status, new.ready_on, new.agreed_on, new.walked_on, new.supervisor_id = "preparing", None, None, None, None
    new.checks, new.courses, new.supervisions, scheme.cal.phone = [], [], [], ""
    session.commit()
    steps = {
        "check": {"check-activity": "accompany", "check-level": "basic", "check-suits": "yes",
                  "check-decided_on": "2026-12-21", "check-good_until": "2027-12-21"},
        "course": {"course-course": "induction", "course-on": "2026-12-01"},
        "agreement": {"agreement-version": "2026-1", "agreement-on": "21/12/2026"},
        "supervisor": {"supervisor-supervisor": scheme.cora.id},
        "walk": {"walk-beside": "", "walk-on": "2026-12-21"},
    }  # fmt: skip
    refused = [staff.post(f"{path}/ready").status]
    for what, form in steps.items():
        assert staff.post(f"{path}/{what}", form).status == 303, what
        refused.append(staff.post(f"{path}/ready").status)
    missing = staff.post(f"{path}/ready")
    assert "Still needed: course “Safeguarding: what to do with a worry”, telephone number." in missing.text
    staff.post(f"{path}/course", {"course-course": "safeguarding", "course-on": "2026-12-01"})
    own = Browser(app).sign_in(scheme.cal)
    assert "A telephone number, so that somebody can ring you" in own.get(scheme.own).text
    scheme.cal.phone, new.slots = "+447700900123", []
    fresh(session)
    assert "Next, Cora or a colleague at Calder Recovery (example) says that you are ready." in own.get(scheme.own).text
    assert "Cal has not said yet: when they can go and from where and how they go." in staff.get(path).text
    tell(session, "https://x.example", NOW)
    told = select(Letter).where(Letter.person_id == scheme.cal.id)
    assert session.scalars(told).all() == []
    fresh(session)
    assert staff.post(f"{path}/ready").status == 303
    fresh(session)
    tell(session, "https://x.example", NOW)
    assert {"You are ready" in json.loads(each.values)["said"] for each in session.scalars(told)} == {True}

    assert set(refused) == {409}
    fresh(session)
    seen = facts(session, scheme.cal.id, scheme.here.id, NOW)
    assert seen and seen.is_ready and seen.clear_until == date(2027, 12, 21)


def test_an_ineligible_check_is_refused_with_the_reason_and_nothing_is_kept(
    app: Flask, scheme: Scheme, session: Session
) -> None:
    asked = {"check-activity": "accompany", "check-level": "enhanced_barred", "check-suits": "yes",
             "check-decided_on": "2026-12-21", "check-good_until": "2027-12-21"}  # fmt: skip
    page = Browser(app).sign_in(scheme.cora).post(f"{scheme.page}/check", asked)

    assert page.status == 400 and activities()["accompany"].why in page.text
    assert 'value="2027-12-21"' in page.source
    fresh(session)
    assert len(session.get_one(Champion, scheme.profile.id).checks) == 1


@pytest.mark.parametrize(
    ("what", "form", "said"),
    [
        ("conversation", {"conversation-on": "2026-12-22"}, "not in the future"),
        ("check", {"check-activity": "accompany", "check-level": "basic", "check-suits": "yes",
                   "check-decided_on": "2026-12-01", "check-good_until": "2029-12-03"}, "within 3 years"),
        ("check", {"check-activity": "accompany", "check-level": "", "check-suits": "yes",
                   "check-decided_on": "2026-12-01", "check-good_until": "2027-12-01"}, "Choose the check"),
        ("walk", {"walk-beside": "", "walk-on": "2026-06-29"}, "No check let them go along on that day."),
        ("kinds", {}, "Choose one kind or more."),
        ("supervisor", {"supervisor-supervisor": "0" * 32}, "Not a valid choice"),
        ("pause", {"pause-until": "2026-12-20"}, "from today on"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(
    app: Flask, scheme: Scheme, what: str, form: dict[str, str], said: str
) -> None:
    page = Browser(app).sign_in(scheme.cora).post(f"{scheme.page}/{what}", form)

    assert page.status == 400 and said in page.text


def test_sr_073_a_check_that_ends_stops_new_offers_at_midnight(scheme: Scheme, session: Session) -> None:
    end = datetime(2027, 7, 1, tzinfo=NOW.tzinfo)
    scheme.profile.supervisions[0].held_on = date(2027, 6, 20)
    session.flush()

    def at(moment: datetime) -> tuple[Reason, ...]:
        seen = facts(session, scheme.cal.id, scheme.here.id, moment)
        assert seen
        return seen.reasons

    assert at(end - timedelta(seconds=1)) == ()
    assert at(end) == (Reason.CLEARANCE,)


def test_a_coordinator_sees_nothing_of_what_is_only_for_matching(app: Flask, scheme: Scheme, session: Session) -> None:
    scheme.profile.belongs, scheme.profile.knows, scheme.profile.gender = "na", "prison", "man"
    scheme.profile.about, scheme.profile.home = "Red scarf", "HX1"
    session.commit()
    staff = Browser(app).sign_in(scheme.cora)
    seen = staff.get(scheme.page).text + staff.get("/organisations/calder/champions").text

    assert [word for word in ("prison", "Red scarf", "HX1", "NA,", "non-binary") if word in seen] == []


def test_only_the_named_supervisor_notes_supervision_and_it_is_due_again_in_28_days(
    app: Flask, scheme: Scheme, session: Session
) -> None:
    form = {"supervision-on": "2026-12-21"}
    other, own = Browser(app).sign_in(scheme.priya), Browser(app).sign_in(scheme.cora)

    assert other.post(f"{scheme.page}/supervision", form).status == 404
    typed = own.post(f"{scheme.page}/supervision", {"supervision-on": "1990-05-01"})
    assert (typed.status, "Look at the year" in typed.text) == (400, True)
    assert [own.post(f"{scheme.page}/supervision", form).status for _turn in range(2)] == [303, 303]
    assert "Next by Monday 18 January" in own.get(scheme.page).text
    fresh(session)
    assert [each.held_by for each in session.get_one(Champion, scheme.profile.id).supervisions][1:] == [scheme.cora.id]


def test_a_talk_that_was_noted_by_mistake_is_taken_back_for_five_minutes_with_what_it_settled(
    app: Flask, scheme: Scheme, session: Session, at: Callable[[str], datetime]
) -> None:
    scheme.profile.care, scheme.profile.care_at = "many_no", NOW
    session.commit()
    cora, undo = Browser(app).sign_in(scheme.cora), f"{scheme.page}/supervision/undo"
    cora.post(f"{scheme.page}/supervision", {"supervision-on": "2026-12-21"})

    assert "take it back" in cora.get(scheme.page).text
    assert Browser(app).sign_in(scheme.priya).post(undo).status == 404
    assert cora.post(undo).status == 303
    fresh(session)
    kept = session.get_one(Champion, scheme.profile.id)
    assert [each.held_on for each in kept.supervisions] == [date(2026, 12, 10)] and kept.care == "many_no"
    cora.post(f"{scheme.page}/supervision", {"supervision-on": "2026-12-21"})
    at((NOW + timedelta(minutes=6)).isoformat())
    assert "take it back" not in cora.get(scheme.page).text and cora.post(undo).status == 409


def test_nobody_notes_or_decides_anything_about_themselves(app: Flask, scheme: Scheme, session: Session) -> None:
    profile = session.get_one(Champion, scheme.profile.id)
    profile.holding.person_id, profile.status = scheme.priya.id, "preparing"
    session.commit()
    priya = Browser(app).sign_in(scheme.priya)
    check = {"check-activity": "accompany", "check-level": "basic", "check-suits": "yes",
             "check-decided_on": "2026-12-21", "check-good_until": "2027-12-21"}  # fmt: skip

    assert [priya.post(f"{scheme.page}/check", check).status, priya.post(f"{scheme.page}/ready").status] == [400, 409]
    profile.status = "stepped_back"
    session.commit()
    assert priya.post(f"{scheme.page}/return").status == 409
    fresh(session)
    assert (len(session.get_one(Champion, profile.id).checks), profile.status) == (1, "stepped_back")


def test_nobody_supervises_themselves(app: Flask, scheme: Scheme, session: Session) -> None:
    scheme.profile.holding.person_id = scheme.cora.id
    session.commit()
    page = (
        Browser(app).sign_in(scheme.priya).post(f"{scheme.page}/supervisor", {"supervisor-supervisor": scheme.cora.id})
    )

    assert page.status == 400 and "nobody is their own supervisor" in page.text


def test_what_somebody_wrote_goes_with_their_account(app: Flask, scheme: Scheme, session: Session) -> None:
    Browser(app).post("/helping/calder", ANN | {"email": "cal@example.org"})

    fresh(session)
    forget(session, session.get_one(Person, scheme.cal.id), NOW)

    assert session.scalars(select(Application)).all() == []
    assert session.scalars(select(Champion)).all() == []


def test_a_page_says_what_stepping_back_does_before_a_coordinator_notes_it(
    app: Flask, scheme: Scheme, session: Session
) -> None:
    staff = Browser(app).sign_in(scheme.cora)
    page = staff.click(staff.get(scheme.page), "Cal would like to step back")
    assert page.heading == "Does Cal step back?"
    fresh(session)
    assert scheme.profile.stepped_back_at is None
    assert "Yes, Cal steps back" in page.text and staff.post(f"{scheme.page}/step-back").status == 303
    fresh(session)
    assert scheme.profile.stepped_back_at is not None
