"""A champion's own pages: who they are, when they go, breaks, stepping back, and what others are told of it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.actions.stepping import ON_STEP_BACK, rest
from app.champions.actions.telling import tell
from app.champions.models import Champion
from app.champions.queries.candidates import facts
from app.champions.rules.readiness import Reason
from app.directory.rules.timetable import Kind
from app.people.actions.roles import suspend_person
from app.people.models import AppointmentHeld
from app.places.models import Area
from app.post.models import Letter
from tests.browser import Browser
from tests.champions.conftest import Scheme, fresh
from tests.conftest import MONDAY_EVENING as NOW
from tests.factories.directories import listing, venue, weekly

ABOUT = {"about": "Red scarf", "visibility": "first_name", "gender": "woman", "walks_with": ["woman"],
         "languages": ["en", "pl"], "knows": ["family"], "belongs": ["na"]}  # fmt: skip
GOING = {"home": "hx1 1aa", "modes": ["bus"], "minutes": "45", "late_minutes": "0", "routes_willing": ["smart"],
         "access": ["bsl"], "cap": "1", "cap_week": ""}  # fmt: skip

Calls = list[tuple[str, str]]


@pytest.fixture
def stopped(app: Flask) -> Iterator[Calls]:
    """Who was told of to those that hang on it."""
    found: Calls = []
    before = list(ON_STEP_BACK)
    ON_STEP_BACK[:] = [lambda _session, person_id, organisation_id, _now: found.append((person_id, organisation_id))]
    yield found
    ON_STEP_BACK[:] = before


def seen(session: Session, scheme: Scheme, now: datetime = NOW) -> Any:
    fresh(session)
    found = facts(session, scheme.cal.id, scheme.here.id, now)
    assert found
    return found


def test_what_a_champion_says_of_themselves_is_what_matching_sees(app: Flask, scheme: Scheme, session: Session) -> None:
    cal = Browser(app).sign_in(scheme.cal)
    assert cal.post(f"{scheme.own}/about", ABOUT).status == 303
    assert cal.post(f"{scheme.own}/going", GOING).status == 303

    found, kept = seen(session, scheme), session.get_one(Champion, scheme.profile.id)
    assert (found.gender, found.walks_with, found.tags) == ("woman", {"woman"}, {"family"})
    assert (found.routes_willing, found.routes_belonging, found.languages) == ({"smart"}, {"na"}, {"en", "pl"})
    assert (found.modes, found.minutes, found.late_minutes, found.access) == ({"bus"}, 45, 0, {"bsl"})
    assert (kept.home, found.point, found.cap, found.cap_week) == ("HX1", (53.72, -1.86), 1, 1)
    page = cal.get(f"{scheme.own}/about")
    assert page.all("input", name="belongs", value="na")[0].get("checked") is not None
    assert "Cal" in Browser(app).get("/helping/calder").text


def test_a_name_stands_on_the_public_page_only_by_choice_and_while_ready(
    app: Flask, scheme: Scheme, session: Session
) -> None:
    anybody = Browser(app)
    assert "People who help here" not in anybody.get("/helping/calder").text
    Browser(app).sign_in(scheme.cal).post(f"{scheme.own}/about", ABOUT)
    assert "People who help here: Cal." in anybody.get("/helping/calder").text
    Browser(app).sign_in(scheme.cal).post(f"{scheme.own}/step-back")

    assert "People who help here" not in anybody.get("/helping/calder").text


def test_a_place_that_is_none_is_asked_for_again_and_the_rest_stays(app: Flask, scheme: Scheme) -> None:
    page = Browser(app).sign_in(scheme.cal).post(f"{scheme.own}/going", GOING | {"home": "by the mill"})

    assert page.status == 400 and "Enter the first half of a postcode, like HX1." in page.text
    assert 'value="by the mill"' in page.source
    assert page.all("input", name="access", value="bsl")[0].get("checked") is not None


def test_hours_and_days_away_are_said_and_taken_back(app: Flask, scheme: Scheme, session: Session) -> None:
    cal = Browser(app).sign_in(scheme.cal)
    wrong = cal.post(f"{scheme.own}/times", {"first_1": "20", "last_1": "19"})
    assert wrong.status == 400 and "Choose an end after the beginning." in wrong.text
    cal.post(f"{scheme.own}/times", {"first_1": "18", "last_1": "24", "first_5": "9", "last_5": "12"})
    assert cal.post(f"{scheme.own}/away", {"first": "2026-12-24", "last": "2026-12-20"}).status == 400
    cal.post(f"{scheme.own}/away", {"first": "24/12/2026", "last": "27/12/2026"})

    found = seen(session, scheme)
    assert [(each.weekday, each.starts, each.ends) for each in found.slots] == [
        (1, time(18), time(0)), (5, time(9), time(12))
    ]  # fmt: skip
    (away,) = session.get_one(Champion, scheme.profile.id).away
    cal.post(f"{scheme.own}/away/{away.id}/remove")
    assert seen(session, scheme).away == ()


def test_whichever_button_is_pressed_the_hours_and_days_that_were_typed_are_not_lost(
    app: Flask, scheme: Scheme, session: Session
) -> None:
    cal = Browser(app).sign_in(scheme.cal)
    typed = {"first_1": "18", "last_1": "21", "first": "24/12/2026", "last": "27/12/2026", "until": "31/12/2026"}

    wrong = cal.post(f"{scheme.own}/pause", typed | {"last_1": "9"})
    assert wrong.status == 400 and seen(session, scheme).is_ready
    assert [wrong.one("input", name=name).get("value") for name in ("first", "until")] == ["24/12/2026", "31/12/2026"]
    saved = cal.get(cal.post(f"{scheme.own}/times", typed).location)

    found = seen(session, scheme)
    assert [(each.weekday, each.starts) for each in found.slots] == [(1, time(18))]
    assert [(each.first.day, each.last.day) for each in found.away] == [(24, 27)]
    assert saved.one("input", name="until").get("value") == "2026-12-31" and found.reasons == ()
    cal.post(f"{scheme.own}/resume")
    assert len(seen(session, scheme).slots) == 1


def test_a_break_is_three_taps_from_today_and_one_without_an_end_hands_over(
    app: Flask, scheme: Scheme, session: Session, stopped: Calls
) -> None:
    cal = Browser(app).sign_in(scheme.cal)
    page = cal.click(cal.get("/today"), "My times, and a break")
    assert page.all("button", formaction=f"{scheme.own}/pause")
    cal.post(f"{scheme.own}/pause", {"until": "2026-12-31"})

    assert seen(session, scheme).reasons == (Reason.PAUSED,) and stopped == []
    assert seen(session, scheme, NOW + timedelta(days=10, hours=6)).reasons == ()
    cal.post(f"{scheme.own}/resume")
    assert seen(session, scheme).is_ready
    assert cal.post(f"{scheme.own}/pause", {"until": ""}).status == 400
    assert seen(session, scheme).is_ready and stopped == []
    cal.post(f"{scheme.own}/pause", {"until": "", "open": "1"})
    assert stopped == [(scheme.cal.id, scheme.here.id)]


def test_stepping_back_is_one_press_and_only_the_supervisor_reads_why(
    app: Flask, scheme: Scheme, session: Session, stopped: Calls
) -> None:
    cal, cora, priya = (Browser(app).sign_in(each) for each in (scheme.cal, scheme.cora, scheme.priya))
    session.add(AppointmentHeld(holding_id=scheme.priya.holdings[0].id, duty="supervisor", since=NOW))
    session.commit()
    assert [cal.post(f"{scheme.own}/step-back").status for _turn in range(2)] == [303, 303]
    cal.post(f"{scheme.own}/note", {"words": "zzwhy my mother is ill"})

    assert seen(session, scheme).reasons == (Reason.STEPPED_BACK,)
    assert stopped == [(scheme.cal.id, scheme.here.id)]
    assert b"zzwhy" not in (session.get_one(Champion, scheme.profile.id).note_sealed or b"")
    assert "zzwhy" in cora.get(scheme.page).text and "zzwhy" not in priya.get(scheme.page).text
    assert "You have stepped back" in cal.get(scheme.own).text


def test_coming_back_is_by_a_conversation_and_the_note_goes(app: Flask, scheme: Scheme, session: Session) -> None:
    cal, cora = Browser(app).sign_in(scheme.cal), Browser(app).sign_in(scheme.cora)
    cal.post(f"{scheme.own}/step-back")
    cal.post(f"{scheme.own}/note", {"words": "zzwhy"})
    cal.post(f"{scheme.own}/resume")
    assert seen(session, scheme).reasons == (Reason.STEPPED_BACK,)
    assert cora.post(f"{scheme.page}/ready").status == 409

    cora.post(f"{scheme.page}/return")

    assert seen(session, scheme).reasons == (Reason.PREPARING,)
    assert session.get_one(Champion, scheme.profile.id).note_sealed is None
    assert cora.post(f"{scheme.page}/ready").status == 303
    assert seen(session, scheme).is_ready


@pytest.mark.parametrize("what", ["suspend", "end", "leave"])
def test_with_the_role_what_hangs_on_it_is_told_and_own_words_go_only_when_it_ends(
    app: Flask, scheme: Scheme, session: Session, stopped: Calls, what: str
) -> None:
    Browser(app).sign_in(scheme.cal).post(f"{scheme.own}/about", ABOUT)
    held = scheme.cal.holdings[0].id
    if what == "leave":
        Browser(app).sign_in(scheme.cal).post(f"/account/roles/{held}/leave")
    else:
        Browser(app).sign_in(scheme.cora).post(f"/organisations/calder/people/{held}", {"what": what})

    assert stopped == [(scheme.cal.id, scheme.here.id)]
    found = seen(session, scheme)
    assert found.reasons == ((Reason.SUSPENDED,) if what == "suspend" else (Reason.LEFT,))
    assert bool(found.tags) == (what == "suspend") and bool(found.slots) == (what == "suspend")


def test_somebody_who_is_suspended_altogether_stops_too(
    app: Flask, scheme: Scheme, session: Session, stopped: Calls
) -> None:
    suspend_person(session, scheme.cal, NOW)

    assert stopped == [(scheme.cal.id, scheme.here.id)]


def test_rest_is_until_the_later_moment(scheme: Scheme, session: Session) -> None:
    profile = session.get_one(Champion, scheme.profile.id)
    rest(session, profile, NOW + timedelta(hours=72))
    rest(session, profile, NOW + timedelta(hours=1))

    assert seen(session, scheme).reasons == (Reason.RESTING,)
    assert seen(session, scheme, NOW + timedelta(hours=72)).reasons == ()


def told(session: Session, scheme: Scheme, now: datetime) -> set[tuple[str, str, str]]:
    """Who has which message of champions waiting, by name, kind and what it is about."""
    tell(session, "https://x.example", now)
    names = {scheme.cora.id: "Cora", scheme.priya.id: "Priya", scheme.cal.id: "Cal"}
    kept = session.scalars(select(Letter).where(Letter.kind.startswith("champion"), Letter.channel == "inbox"))
    return {(names[each.person_id or ""], each.kind, each.key.split(":")[2].split("_2")[0]) for each in kept}


def test_sr_073_supervisor_and_champion_hear_30_days_before_a_check_ends_and_not_before(
    scheme: Scheme, session: Session
) -> None:
    scheme.profile.supervisions[0].held_on = date(2027, 5, 20)
    session.flush()
    early, later = (datetime(2027, 5, day, 12, tzinfo=NOW.tzinfo) for day in (30, 31))
    both = {("Cora", "champion_care", "check_ends"), ("Cal", "champion_own", "check_ends")}

    assert told(session, scheme, early) == set()
    assert told(session, scheme, later) == both
    assert told(session, scheme, later + timedelta(minutes=5)) == both


def test_supervision_that_is_due_is_told_and_taken_back_when_they_have_talked(scheme: Scheme, session: Session) -> None:
    scheme.profile.supervisions[0].held_on, scheme.profile.ready_on = date(2026, 11, 22), date(2026, 11, 1)
    session.flush()

    assert told(session, scheme, NOW) == {
        ("Cora", "champion_care", "supervision_due"), ("Cal", "champion_own", "supervision_due")
    }  # fmt: skip
    scheme.profile.supervisions[0].held_on = NOW.date()
    session.flush()
    assert told(session, scheme, NOW) == set()


def test_without_a_supervisor_every_coordinator_hears_that_somebody_stepped_back(
    app: Flask, scheme: Scheme, session: Session
) -> None:
    Browser(app).sign_in(scheme.cal).post(f"{scheme.own}/step-back")
    fresh(session)
    session.get_one(Champion, scheme.profile.id).supervisor_id = None
    session.flush()

    assert told(session, scheme, NOW) == {
        ("Cora", "champion_care", "stepped_back"), ("Priya", "champion_care", "stepped_back")
    }  # fmt: skip


def test_today_tells_a_coordinator_how_the_champions_are(app: Flask, scheme: Scheme, session: Session) -> None:
    scheme.profile.supervisor_id = None
    session.commit()
    Browser(app).post("/helping/calder", {"name": "Ann", "email": "ann@example.org"})

    page = Browser(app).sign_in(scheme.priya).get("/today").text

    assert "1 would like to help and waits for an answer" in page and "Something waits about 1" in page
    assert "0 are ready" in page


def test_a_champion_says_which_meetings_they_know_and_how_they_may_be_asked(
    app: Flask, scheme: Scheme, session: Session
) -> None:
    hall = venue(1, 53.72, -1.86, area=session.scalars(select(Area)).one())
    monday = listing(1, Kind.MEETING, [weekly(date(2026, 1, 5), time(19, 30))], venue=hall)
    far = listing(2, Kind.MEETING, [weekly(date(2026, 1, 5), time(19, 30))], venue=venue(2, 53.8, -1.5))
    session.add_all([monday, far])
    session.commit()
    cal = Browser(app).sign_in(scheme.cal)

    assert cal.post(f"{scheme.own}/known", {"listing": far.id}).status == 400
    assert cal.post(f"{scheme.own}/known", {"listing": monday.id}).status == 303
    assert cal.post(f"{scheme.own}/going", GOING | {"any_hour": "1", "again": "no"}).status == 303

    found = seen(session, scheme)
    assert (found.meets, found.any_hour, found.again) == ({monday.id}, True, False)
    page = cal.get(f"{scheme.own}/known")
    assert "Take off: Listing 1" in page.text and page.all("select") == []
    assert cal.post(f"{scheme.own}/known/{monday.id}/remove").status == 303
    assert cal.post(f"{scheme.own}/going", GOING).status == 303
    found = seen(session, scheme)
    assert (found.meets, found.any_hour, found.again) == (set(), False, True)
