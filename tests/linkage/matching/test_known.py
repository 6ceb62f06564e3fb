"""What people say and staff note reaches the matcher: one thing is said otherwise, and another answer comes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.champions.models import Champion
from app.directory.rules.timetable import Audience
from app.kernel.access import Relation
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.models import Walk
from app.linkage.matching.queries.looking import look_at, why_not
from app.linkage.matching.queries.offers import ANOTHER
from app.linkage.matching.rules.explaining import for_champion, for_staff
from app.linkage.matching.rules.shortlist import look, shortlist
from app.linkage.referral.actions import handling
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Access, Wishes
from app.linkage.standing.actions import own
from app.people.models import Person
from app.places.models import Venue
from tests.linkage.cast import NOW, asked, by, cora, hub
from tests.linkage.matching.town import HALIFAX, meeting, ready

pytestmark = [pytest.mark.parametrize("database", ["sqlite"], indirect=True), pytest.mark.usefixtures("app")]
"""Plain questions, the same on both databases; the factory fills who is asked."""

DAY = timedelta(days=1)


def says(champion_person: Person, session: Session, **said: object) -> None:
    profile = session.query(Champion).filter_by(holding_id=champion_person.holdings[0].id).one()
    for name, value in said.items():
        setattr(profile, name, value)
    session.commit()


def order(session: Session, linkage: Linkage) -> list[str]:
    """Who is asked first, second and so on."""
    seen = look(look_at(session, hub(session), [linkage], NOW))
    return [each.champion for each in shortlist(seen, linkage.id)]


def reasons(session: Session, linkage: Linkage, champion_id: str) -> str:
    seen = look(look_at(session, hub(session), [linkage], NOW))
    score = seen.scores[linkage.id, champion_id]
    three = seen.asker(linkage.id), seen.candidate(champion_id), score, seen.world.ground
    return " ".join([*for_staff(*three), *for_champion(*three)])


def walked(session: Session, linkage: Linkage, champion: Person, ending: str = "closed", days: int = 20) -> Walk:
    made = Walk(linkage_id=linkage.id, champion_id=champion.id, since=NOW - 60 * DAY)
    made.ended_at, made.ending = NOW - days * DAY, ending
    session.add(made)
    session.commit()
    return made


def test_a_closed_date_needs_both_and_an_open_one_of_the_same_meeting_neither(session: Session) -> None:
    """Open on the fourth Tuesday of the month, which this is, or only on the third."""
    tuesday = meeting(session, 1, audience=Audience.OPEN_WEEKS, open_weeks=[4])
    shut = meeting(session, 2, audience=Audience.OPEN_WEEKS, open_weeks=[3])
    cal, of_na = ready(session), ready(session, "Bea")
    says(of_na, session, belongs="na")
    linkage = asked(session, state=State.TRIAGE)

    def fits(listing_id: str, *, belongs: bool) -> tuple[str, str]:
        linkage.listing_id, linkage.wishes = listing_id, Wishes(belongs=belongs)
        found = (why_not(session, linkage, each.id, NOW) for each in (cal, of_na))
        first, second = (reason.code if reason else "" for reason in found)
        return first, second

    assert fits(tuesday.id, belongs=False) == fits(tuesday.id, belongs=True) == ("", "")
    assert fits(shut.id, belongs=True) == ("pathway", "")
    assert fits(shut.id, belongs=False) == ("pathway", "pathway")


def test_who_went_there_with_somebody_or_says_they_know_it_goes_first_where_all_else_is_alike(
    session: Session,
) -> None:
    tuesday, near, went, knows = meeting(session, 1), ready(session), ready(session, "Bea"), ready(session, "Dee")
    for each in (went, knows):
        says(each, session, home="HX6")
    linkage = asked(session, state=State.TRIAGE, listing_id=tuesday.id)
    earlier = asked(session, session.get_one(Person, cora(session).id), State.CLOSED, agrees=False)
    walk = walked(session, earlier, went, days=50)
    plan = Plan(linkage_id=earlier.id, walk_id=walk.id, number=1, listing_id=tuesday.id, made_at=NOW, made_by=went.id)
    plan.starts_at = plan.ends_at = plan.meet_at = NOW - 51 * DAY
    plan.champion_says = Outcome.STOOD_DOWN
    session.add(plan)
    session.commit()

    assert order(session, linkage)[0] == near.id, "a date that was called off teaches nothing"
    plan.champion_says = Outcome.ATTENDED
    session.commit()
    assert order(session, linkage)[0] == went.id
    assert "Knows this meeting. " in reasons(session, linkage, went.id)
    plan.champion_says = None
    says(knows, session, meets=f"other {tuesday.id}")
    assert order(session, linkage)[0] == knows.id
    assert "You know this meeting." in reasons(session, linkage, knows.id)


def test_the_same_champion_is_asked_first_if_both_wish_and_only_then(session: Session) -> None:
    """Bea carries somebody already and lives further away; without the wish of both Cal is asked."""
    tuesday, cal, bea = meeting(session, 1), ready(session), ready(session, "Bea")
    says(bea, session, home="HX6")
    linkage = asked(session, state=State.CLOSED, listing_id=tuesday.id)
    walk = walked(session, linkage, bea)
    other = asked(session, cora(session), State.CONTACTING, agrees=False)
    session.add(Walk(linkage_id=other.id, champion_id=bea.id, since=NOW - 30 * DAY))
    nia = by(linkage.person, relation=Relation.OWN)

    own.come_back(session, linkage, nia, NOW, again=True)
    assert order(session, linkage) == [bea.id, cal.id]
    assert "They wished to go with them again." in reasons(session, linkage, bea.id)
    linkage.wishes = replace(linkage.wishes, again=False)
    assert order(session, linkage) == [cal.id], "they parted not long ago, and nobody wishes it otherwise"
    linkage.wishes = replace(linkage.wishes, again=True)
    says(bea, session, again=False)
    assert order(session, linkage) == [cal.id]
    says(bea, session, again=True)
    walk.ending = ANOTHER
    assert order(session, linkage) == [cal.id], "another person was wished for then"


def test_what_a_newcomer_puts_first_turns_the_order_round(session: Session) -> None:
    tuesday, near, knows = meeting(session, 1), ready(session), ready(session, "Bea")
    says(knows, session, meets=tuesday.id, home="HX7", minutes=90)
    linkage = asked(session, state=State.TRIAGE, listing_id=tuesday.id)

    def first(*puts: str) -> str:
        linkage.wishes = replace(Wishes(), point=HALIFAX, first=puts)
        return order(session, linkage)[0]

    assert (first(), first("familiar"), first("travel")) == (knows.id, knows.id, near.id)


def test_an_interpreter_a_language_steps_a_loop_and_a_building_decide_who_can_go_where(session: Session) -> None:
    tuesday, cal, staff = meeting(session, 1), ready(session), cora(session)
    linkage = asked(session, state=State.TRIAGE, listing_id=tuesday.id)
    hall = session.get_one(Venue, tuesday.venue_id)

    def code(**wishes: object) -> str:
        linkage.wishes = Wishes(**wishes)
        found = why_not(session, linkage, cal.id, NOW)
        return found.code if found else ""

    needs = {name: {"access": (Access(name),)} for name in ("step_free", "hearing_loop", "bsl", "interpreter")}
    assert {name: code(**given) for name, given in needs.items()} == {
        "step_free": "", "hearing_loop": "access", "bsl": "access", "interpreter": "language",
    }  # fmt: skip
    assert (code(), code(languages=("ur",)), code(avoid=(hall.id,)), code(avoid=("other",))) == (
        "", "language", "venue", "",
    )  # fmt: skip
    handling.interpret(session, by(staff), linkage, NOW, is_booked=True)
    assert (code(**needs["interpreter"]), code(**needs["bsl"]), code(languages=("ur",))) == ("", "", "")
    handling.interpret(session, by(staff), linkage, NOW, is_booked=False)
    assert code(**needs["interpreter"]) == "language"
    assert [each.what for each in linkage.happenings] == ["interpreter", "no_interpreter"]
    says(cal, session, access=["bsl"], languages=["pl"])
    assert (code(), code(languages=("pl",)), code(languages=("pl",), access=(Access.BSL,))) == ("language", "", "")
