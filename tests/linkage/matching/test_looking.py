"""What matching is given from what is kept, and that a short list comes of it."""

from dataclasses import replace
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from app.concerns.actions.apart import bar, end_bar
from app.concerns.models import Block, Concern, ConcernPerson
from app.concerns.queries.apart import bars
from app.concerns.rules.concern import Part
from app.consent.actions.agreements import agree
from app.consent.rules.texts import COMPANY, SHARE_CHAMPION
from app.directory.actions.listings import describe, settle
from app.directory.models import OneOff
from app.directory.rules.timetable import Audience, Change, Kind
from app.kernel.access import Relation
from app.linkage.matching.models import Answer, Offer, Round, RoundKind, Walk
from app.linkage.matching.queries.looking import Between, between, waiting, why_not, world
from app.linkage.matching.rules.fitting import falls, fits
from app.linkage.matching.rules.shortlist import World, look, shortlist
from app.linkage.matching.rules.values import Asker
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Access, Wishes
from app.places.models import Area
from tests.factories.directories import listing, venue, weekly
from tests.linkage.cast import NOW, asked, by, champion, cora, hub, person
from tests.linkage.matching.town import HALIFAX, TUESDAY, meeting, ready

DAY = timedelta(days=1)


def seen(session: Session, **between: object) -> World:
    agreed = [each.person_id for each in session.query(Linkage)]
    known = Between(**{"agreed": agreed, "apart": (), "held_back": (), "barred": {}} | between)
    return world(session, hub(session), waiting(session, hub(session).id), known, NOW)


def reasons(found: World) -> dict[str, str]:
    """By champion why not, for the one who asked."""
    asker: Asker = found.askers[0]
    fallen = {each.person: falls(asker, each, found.meetings, found.ground) for each in found.candidates}
    return {who: reason.code if reason else "" for who, reason in fallen.items()}


def test_who_could_go_with_somebody_to_the_meeting_that_they_named(session: Session) -> None:
    tuesday, cal = meeting(session, 1), ready(session)
    linkage = asked(session, state=State.TRIAGE, listing_id=tuesday.id, wished_on=TUESDAY)

    found = look(seen(session))

    (first,) = shortlist(found, linkage.id)
    assert (first.champion, first.is_spare) == (cal.id, True)
    assert [each.starts.date() for each in first.dates] == [TUESDAY]
    assert first.dates[0].access == {"step_free"} and first.dates[0].routes == {"na"}


def test_what_stands_between_them_is_known(session: Session) -> None:
    tuesday, cal, bea = meeting(session, 1), ready(session), ready(session, "Bea")
    linkage = asked(session, state=State.WAITING, listing_id=tuesday.id)
    nia = linkage.person_id

    assert reasons(seen(session)) == {cal.id: "", bea.id: ""}
    assert set(reasons(seen(session, agreed=[])).values()) == {"consent"}
    assert set(reasons(seen(session, held_back=[nia])).values()) == {"rests"}
    assert reasons(seen(session, held_back=[cal.id])) == {cal.id: "ch_active", bea.id: ""}
    assert reasons(seen(session, apart=[frozenset({nia, bea.id})])) == {cal.id: "", bea.id: "block"}
    session.add(Walk(linkage_id=linkage.id, champion_id=bea.id, since=NOW - 40 * DAY, ended_at=NOW - 9 * DAY))
    before = Round(
        linkage_id=linkage.id, number=1, kind=RoundKind.SINGLE, opened_at=NOW - DAY, closes_at=NOW, closed_at=NOW
    )
    before.offers = [
        Offer(linkage_id=linkage.id, champion_id=cal.id, made_at=NOW - DAY, answered_at=NOW, answer=Answer.DECLINED)
    ]
    session.add(before)
    session.commit()

    assert reasons(seen(session)) == {cal.id: "history", bea.id: "history"}
    last = {each.person: each.last_matched for each in seen(session).candidates}
    assert last == {cal.id: None, bea.id: (NOW - 40 * DAY).date()}


def test_who_is_being_asked_about_is_not_looked_at_and_takes_their_champions_room(session: Session) -> None:
    tuesday, cal = meeting(session, 1), ready(session)
    other = asked(session, person(session, "Ola"), State.OFFERING, listing_id=tuesday.id)
    linkage = asked(session, state=State.TRIAGE, listing_id=tuesday.id)
    asked(session, person(session, "Pat"), State.FOLLOWING)
    now_open = Round(linkage_id=other.id, number=1, kind=RoundKind.SINGLE, opened_at=NOW, closes_at=NOW + DAY)
    now_open.offers = [Offer(linkage_id=other.id, champion_id=cal.id, made_at=NOW)]
    session.add(now_open)
    session.commit()

    found = seen(session)

    assert [each.request for each in found.askers] == [linkage.id]
    assert reasons(found) == {cal.id: "capacity"}


def test_only_dates_that_are_known_to_be_on_in_the_areas_served_or_named(session: Session) -> None:
    here = meeting(session, 1)
    far = meeting(session, 2, venue=venue(9, 53.8, -1.5, area=Area(slug="leeds", name="Leeds")))
    closed = meeting(session, 3, audience=Audience.UNKNOWN)
    online = meeting(session, 4, venue=None, in_person=False, online=True)
    linkage = asked(session, state=State.TRIAGE)
    linkage.wishes = replace(Wishes(), access=(Access.STEP_FREE,), point=HALIFAX)
    session.commit()

    dates = seen(session).meetings

    assert {each.listing for each in dates} == {here.id, closed.id}
    assert {each.listing: each.is_open for each in dates} == {here.id: True, closed.id: None}
    assert {each.starts.date() for each in dates} == {TUESDAY, TUESDAY + 7 * DAY}
    asked(session, person(session, "Ola"), State.TRIAGE, listing_id=far.id)
    asked(session, person(session, "Pat"), State.TRIAGE, listing_id=online.id)
    named = {each.listing: each for each in seen(session).meetings}
    assert set(named) == {here.id, far.id, closed.id, online.id}
    assert (named[online.id].online, named[online.id].point) == (True, None)


def test_a_date_that_nobody_knows_of_is_none_and_nobody_stays_in_a_cafe_all_day(session: Session) -> None:
    monday, cafe = (
        listing(5, Kind.MEETING, [weekly(TUESDAY - DAY, time(12))]),
        listing(6, Kind.CAFE, [weekly(TUESDAY, time(10), 360)]),
    )
    cafe.one_offs = [OneOff(day=TUESDAY + 7 * DAY, change=Change.CANCELLED)]
    for made in (monday, cafe):
        made.venue = venue(int(made.slug[-1]), *HALIFAX)
        session.add(made)
        describe(made, [], [], ["en"])
        settle(session, [made], NOW)
    for name, named in (("Nia", monday), ("Ola", cafe)):
        asked(session, person(session, name), State.TRIAGE, listing_id=named.id)

    dates = seen(session).meetings

    assert [each.starts.date() for each in dates if each.listing == monday.id] == [date(2027, 1, 4)]
    (visit,) = [each for each in dates if each.listing == cafe.id]
    assert (visit.starts.date(), visit.ends - visit.starts) == (TUESDAY, timedelta(hours=2))


def test_agreements_blocks_and_reports_are_asked_of_those_who_keep_them(session: Session) -> None:
    tuesday, cal, bea, dee = meeting(session, 1), ready(session), ready(session, "Bea"), ready(session, "Dee")
    linkage = asked(session, state=State.WAITING, listing_id=tuesday.id, agrees=False)
    nia, nora = linkage.person, asked(session, person(session, "Nora"), State.TRIAGE, agrees=False).person
    for purpose in (COMPANY, SHARE_CHAMPION):
        agree(session, by(nia, relation=Relation.OWN), nia.id, purpose, NOW)
    agree(session, by(nora, relation=Relation.OWN), nora.id, COMPANY, NOW)
    session.add(Block(by_id=nia.id, against_id=bea.id, made_at=NOW))
    for number in range(2):
        told = Concern(code_hash="", once_index=f"{number}", organisation_id=hub(session).id, is_immediate=False)
        told.of_staff, told.teller_index, told.made_at = False, f"t{number}", NOW - DAY
        told.people = [ConcernPerson(person_id=dee.id, part=Part.ABOUT, is_staff=False, marked_at=NOW - DAY)]
        session.add(told)
    session.commit()

    known = between(session, hub(session).id, waiting(session, hub(session).id), NOW)

    assert known == Between({nia.id}, {frozenset({nia.id, bea.id})}, {dee.id}, {})
    found = world(session, hub(session), waiting(session, hub(session).id), known, NOW)
    assert {each.person: each.agreed for each in found.askers} == {nia.id: True, nora.id: False}
    assert dict(look(found).solution.chosen) == {linkage.id: cal.id}


def test_no_date_at_a_building_that_staff_say_they_are_not_to_enter(session: Session) -> None:
    """For whoever wishes for help with choosing, and for whoever named a meeting there."""
    first, _second, cal = meeting(session, 1), meeting(session, 2), ready(session)
    nia = asked(session, state=State.WAITING)
    nia.listing_id, nia.wishes = None, Wishes(point=HALIFAX)
    nora = asked(session, person(session, "Nora"), State.WAITING, listing_id=first.id)
    session.commit()

    def could() -> dict[str, set[str]]:
        known = between(session, hub(session).id, [nia, nora], NOW)
        here = world(session, hub(session), [nia, nora], known, NOW)
        found = fits(here.askers, here.candidates, here.meetings, here.ground)
        return {each.id: {date.venue for date in found.get((each.id, cal.id), ())} for each in (nia, nora)}

    venues = could()[nia.id]
    assert len(venues) == 2 and could()[nora.id] == {first.venue_id}
    for each in (nia, nora):
        bar(session, by(cora(session)), hub(session).id, NOW, person_id=each.person_id, venue_id=str(first.venue_id),
            reason="An order of a court")  # fmt: skip
    assert could() == {nia.id: venues - {first.venue_id}, nora.id: set()}
    reason = why_not(session, nora, cal.id, NOW)
    assert reason and (reason.code, reason.says) == ("venue", "They do not go to this venue")
    end_bar(session, by(cora(session)), bars(session, hub(session).id)[0], NOW)
    end_bar(session, by(cora(session)), bars(session, hub(session).id)[0], NOW)
    assert could()[nora.id] == {first.venue_id}


def test_a_champion_who_goes_with_some_only_fits_whoever_said_what_they_are_and_nobody_who_knows_them(
    session: Session,
) -> None:
    linkage, cal = asked(session), champion(session, "Cal", walks_with="woman")

    def reason() -> str:
        found = why_not(session, linkage, cal.id, NOW)
        return found.code if found else ""

    assert reason() == "gender_ch"
    linkage.wishes = Wishes(own_gender="woman")
    assert reason() == ""
    linkage.referrer_id = cal.id
    assert reason() == "dual"
