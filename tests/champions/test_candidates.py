"""What matching sees of champions, on a real database."""

from dataclasses import fields
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from app.champions.models import ChampionAway
from app.champions.queries.candidates import candidates, facts
from app.champions.rules.facts import CandidateFacts
from app.champions.rules.readiness import Reason
from app.champions.rules.times import Away, Slot
from app.champions.rules.words import Gender, Help, Kind, Mode, Tag
from app.kernel.roles import Role
from tests.conftest import MONDAY_EVENING as NOW
from tests.factories.champions import champion, check, supervisor
from tests.factories.persons import also, organisation, person


def test_a_candidate_has_all_that_the_hard_rules_need(session: Session) -> None:
    calder = organisation(session)
    cora, cal = supervisor(session, calder), person(session, "Cal", Role.CHAMPION, calder)
    made = champion(
        session, cal.holdings[0], cora, gender="man", walks_with="man non_binary", languages=["en", "pl"],
        routes_willing=["na", "smart"], belongs="na", knows="family methadone_or_buprenorphine", access=["bsl"],
        home="HX1", modes=["bus", "foot"], minutes=45, late_minutes=20, cap=1,
        away=[ChampionAway(first=date(2026, 12, 24), last=date(2026, 12, 27))],
    )  # fmt: skip

    (seen,) = candidates(session, calder.id, NOW)

    assert seen == facts(session, cal.id, calder.id, NOW)
    assert seen == CandidateFacts(
        person_id=cal.id, holding_id=cal.holdings[0].id, champion_id=made.id, organisation_id=calder.id,
        kinds=frozenset({Kind.COMMUNITY}), reasons=(), clear_until=date(2027, 6, 30), rest_until=None,
        gender=Gender.MAN, walks_with=frozenset({Gender.MAN, Gender.NON_BINARY}), languages=frozenset({"en", "pl"}),
        routes_willing=frozenset({"na", "smart"}), routes_belonging=frozenset({"na"}),
        tags=frozenset({Tag.FAMILY, Tag.METHADONE_OR_BUPRENORPHINE}), access=frozenset({Help.BSL}),
        point=(53.72, -1.86), modes=frozenset({Mode.BUS, Mode.FOOT}), minutes=45, late_minutes=20,
        slots=(Slot(0, time(18), time(23)),), away=(Away(date(2026, 12, 24), date(2026, 12, 27)),), cap=1, cap_week=1,
    )  # fmt: skip
    assert seen.is_ready


def test_nothing_in_the_facts_is_a_name_or_words_of_their_own() -> None:
    assert {each.name for each in fields(CandidateFacts)}.isdisjoint({"name", "about", "note", "email", "home"})


def test_those_who_left_or_are_suspended_are_no_candidates_and_the_others_carry_their_reasons(session: Session) -> None:
    calder, worth = organisation(session), organisation(session, "worth")
    cora = supervisor(session, calder)
    people = {name: person(session, name, Role.CHAMPION, calder) for name in ("Ann", "Bea", "Col", "Dee", "Eli")}
    for name, who in people.items():
        champion(session, who.holdings[0], cora if name != "Col" else None)
    champion(session, also(session, people["Ann"], Role.CHAMPION, worth), supervisor(session, worth, "Kit"))
    people["Bea"].holdings[0].ended_at = people["Dee"].holdings[0].suspended_at = NOW
    people["Eli"].suspended_at = NOW
    session.flush()

    seen = {each.person_id: each.reasons for each in candidates(session, calder.id, NOW)}
    bea, dee = (facts(session, people[name].id, calder.id, NOW) for name in ("Bea", "Dee"))

    assert seen == {people["Ann"].id: (), people["Col"].id: (Reason.SUPERVISOR,)}
    assert bea and bea.reasons == (Reason.LEFT,)
    assert dee and dee.reasons == (Reason.SUSPENDED,)
    assert facts(session, cora.id, calder.id, NOW) is None


def test_a_supervisor_who_is_none_any_more_leaves_their_champions_without(session: Session) -> None:
    calder = organisation(session)
    cora, cal = supervisor(session, calder), person(session, "Cal", Role.CHAMPION, calder)
    champion(session, cal.holdings[0], cora)
    assert candidates(session, calder.id, NOW)[0].is_ready

    cora.holdings[0].appointments[0].ended_at = NOW
    session.flush()

    assert candidates(session, calder.id, NOW)[0].reasons == (Reason.SUPERVISOR,)


def test_the_newest_decision_on_an_activity_counts(session: Session) -> None:
    calder = organisation(session)
    cora, cal = supervisor(session, calder), person(session, "Cal", Role.CHAMPION, calder)
    made = champion(session, cal.holdings[0], cora)
    session.add(check(date(2028, 1, 1), suits=False, decided_on=date(2026, 12, 20), champion=made))
    session.flush()
    session.expire_all()

    assert candidates(session, calder.id, NOW)[0].reasons == (Reason.CLEARANCE,)


def test_an_organisations_own_numbers_bound_a_champions_own(session: Session) -> None:
    calder = organisation(session)
    calder.constants = {"champion_active": 3, "champion_week": 2}
    cora = supervisor(session, calder)
    for name, cap in (("Ann", None), ("Bea", 1), ("Col", 9)):
        champion(session, person(session, name, Role.CHAMPION, calder).holdings[0], cora, cap=cap, cap_week=cap)

    caps = sorted((each.cap, each.cap_week) for each in candidates(session, calder.id, datetime.now(NOW.tzinfo)))

    assert caps == [(1, 1), (3, 2), (3, 2)]
