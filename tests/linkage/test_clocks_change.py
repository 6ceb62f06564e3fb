"""From asking to the first meeting and home again, on the Sundays on which the clocks change: every hour on the wall is
the one that people mean, in words, in calendars, and in what is due."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.calendars.actions import Choice, make
from app.calendars.rules.personal import Manner
from app.champions.models import Champion, Supervision
from app.directory.actions.listings import describe, settle
from app.directory.rules.timetable import Audience, Kind
from app.kernel.access import Relation, Warrant
from app.linkage.accompaniment.actions import going, plans
from app.linkage.accompaniment.actions.plans import Proposal
from app.linkage.accompaniment.actions.telling import tell
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries import pairs
from app.linkage.accompaniment.queries.dates import to_choose
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.actions import answers, rounds
from app.linkage.matching.actions.rounds import Asked
from app.linkage.matching.models import Offer
from app.linkage.referral.actions import handling
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.models import Timer
from app.linkage.referral.rules.states import State
from app.post.jobs import send_due
from app.post.models import Letter
from app.saved.rules.reminders import name_of
from tests.browser import Browser
from tests.conftest import LONDON
from tests.factories.directories import listing, venue, weekly
from tests.linkage.cast import asked, by, champion, cora, person
from tests.linkage.wholeness import flaws
from tests.post.letters import PRESENT, Sink

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
AUTUMN, SPRING = date(2027, 10, 31), date(2027, 3, 28)
LATER = {AUTUMN: "04:00", SPRING: "06:00"}


class Four:
    """Nia asks on the Friday before; Bea and Cal may be asked; the meeting is on that Sunday."""

    def __init__(self, app: Flask, session: Session, sunday: date, start: time) -> None:
        self.app, self.session, self.sunday = app, session, sunday
        self.friday = datetime.combine(sunday - timedelta(days=2), time(17), LONDON).astimezone(UTC)
        hall = venue(1, 53.7234, -1.8612, address="1 Mill Lane", door_sign="A red door")
        self.meeting = listing(
            1, Kind.MEETING, [weekly(sunday - timedelta(days=364), start, 120)], venue=hall, audience=Audience.OPEN
        )
        session.add(self.meeting)
        session.flush()
        describe(self.meeting, ["na"], [], ["en"])
        settle(session, [self.meeting], self.friday)
        self.staff, self.nia = cora(session), person(session, "Nia")
        self.bea, self.cal = (champion(session, name) for name in ("Bea", "Cal"))
        for profile in session.scalars(select(Champion)):
            profile.supervisions = [Supervision(held_on=sunday - timedelta(days=9))]
            profile.checks[0].good_until = sunday + timedelta(days=99)
            for slot in profile.slots:
                slot.starts, slot.ends = time(0), time(23, 59)
        self.linkage = asked(session, self.nia, State.RECEIVED, self.friday, listing_id=self.meeting.id)
        self.mail = Sink()
        usual = Choice(Manner.PLAIN, "", None)
        _key, token = make(session, self.as_nia, "", usual, now=self.friday, present=PRESENT)
        self.calendar = f"/c/{token}.ics"
        session.commit()

    @property
    def as_nia(self) -> Warrant:
        return by(self.nia, "linkage.own", Relation.OWN)

    @property
    def as_cal(self) -> Warrant:
        return by(self.cal, "walk.keep", Relation.OWN)

    @property
    def pair(self) -> Pair:
        found = pairs.of_linkage(self.session, self.linkage.id)
        assert found
        return found

    def due(self) -> dict[str, str]:
        """What is due, by the clock on the wall."""
        mine = self.session.execute(select(Timer.kind, Timer.due_at).where(Timer.done_at.is_(None)))
        return {kind: f"{at.astimezone(LONDON):%d %b %H:%M}" for kind, at in mine}

    def linkage_timers(self) -> list[Timer]:
        return list(self.session.scalars(select(Timer).where(Timer.done_at.is_(None))))

    def minute(self, now: datetime) -> list[tuple[str, str]]:
        """The jobs of a minute; who got which kind."""
        run_due(self.session, now)
        tell(self.session, "https://site.example", now)
        self.session.commit()
        before = len(self.mail.taken)
        with self.app.app_context():
            send_due(db.session(), {"email": self.mail, "inbox": Sink()}, lambda: PRESENT, lambda: now)
        self.session.rollback()
        self.session.expire_all()
        assert flaws(self.session) == []
        return sorted((each.to.partition("@")[0], each.kind) for each in self.mail.taken[before:])

    def reminders(self) -> list[datetime]:
        """When Nia is to be reminded."""
        mine = select(Letter.set_for).where(Letter.kind == "walk_reminder", Letter.channel == "wished")
        found = self.session.scalars(mine.where(Letter.person_id == self.nia.id, Letter.sent_at.is_(None)))
        return sorted(each for each in found if each)


def search(four: Four) -> None:
    """Cora asks on Friday at five. The search is looked at a day and a half later, which is another hour on the wall.
    Bea does not answer until nine, Cal may until noon, and says yes."""
    handling.take(four.session, by(four.staff), four.linkage, four.friday)
    rounds.ask(four.session, by(four.staff), four.linkage, [Asked(four.bea.id), Asked(four.cal.id)], four.friday)
    assert {each: four.due()[each] for each in ("search", "window")} == {
        "search": f"{four.sunday:%d %b} {LATER[four.sunday]}", "window": f"{four.friday:%d %b} 21:00"
    }  # fmt: skip
    four.minute(four.friday + 4 * HOUR)
    offer = four.session.scalars(select(Offer).where(Offer.champion_id == four.cal.id)).one()
    saturday = four.friday + timedelta(days=1)
    assert f"{offer.round.closes_at.astimezone(LONDON):%d %b %H:%M}" == f"{saturday:%d %b} 12:00"
    answers.accept(four.session, four.as_cal, offer, four.friday + 5 * HOUR)
    four.minute(four.friday + 6 * HOUR)


def plan(four: Four, now: datetime) -> Plan:
    one = to_choose(four.session, four.linkage, four.meeting, now)[0]
    assert one.starts.date() == four.sunday
    plans.propose(four.session, four.pair, Proposal(four.meeting, name_of(one), "By the red door"), four.as_cal, now)
    made = plans.agree(four.session, four.pair, four.as_nia, now)
    four.session.commit()
    return made


def outing(four: Four, made: Plan) -> None:
    """Both are there and come home; the next day somebody asks."""
    meets, ends = made.meet_at, made.ends_at
    four.minute(meets - 30 * MINUTE)
    assert four.linkage.state is State.GOING
    wanted = {"arrival": meets + 15 * MINUTE, "check_in": ends + 15 * MINUTE, "home": ends + HOUR}
    assert wanted.items() <= {each.kind: each.due_at for each in four.linkage_timers()}.items()
    for who in (four.as_cal, four.as_nia):
        going.here(four.session, four.pair, who, meets - 5 * MINUTE)
    assert {kind for _who, kind in four.minute(meets + 15 * MINUTE)} <= {"walk_news"}
    four.minute(ends + 15 * MINUTE)
    for who in (four.as_cal, four.as_nia):
        going.home(four.session, four.pair, who, ends + 20 * MINUTE)
        going.say_how(four.session, made, Outcome.ATTENDED, who, ends + 20 * MINUTE)
    sent = four.minute(ends + HOUR)
    assert four.linkage.state is State.FOLLOWING and ("cal", "walk_check") not in sent


CASES = [
    (AUTUMN, time(19, 30), "2027-10-31T19:15+00:00", "2027-10-31T21:30+00:00", ["Sat 19:15", "Sun 16:15"]),
    (SPRING, time(19, 30), "2027-03-28T19:15+01:00", "2027-03-28T21:30+01:00", ["Sat 19:15", "Sun 16:15"]),
    (AUTUMN, time(0, 45), "2027-10-31T00:30+01:00", "2027-10-31T02:45+00:00", ["Sat 08:00", "Sat 20:00"]),
    (SPRING, time(0, 45), "2027-03-28T00:30+00:00", "2027-03-28T02:45+01:00", ["Sat 08:00", "Sat 20:00"]),
]
"""The last two go on through the hour that comes twice, or not at all: until when it says on the wall."""


@pytest.mark.parametrize("case", CASES, ids=["autumn", "spring", "autumn night", "spring night"])
def test_from_asking_on_friday_to_home_on_the_sunday_all_hours_are_those_on_the_wall(
    app: Flask,
    session: Session,
    browser: Browser,
    at: Callable[[str], datetime],
    case: tuple[date, time, str, str, list[str]],
) -> None:
    sunday, start, *hours, reminded = case
    four = Four(app, session, sunday, start)
    search(four)
    now = four.friday + 6 * HOUR + 30 * MINUTE
    made = plan(four, now)
    meets, ends = map(datetime.fromisoformat, hours)
    assert (made.meet_at, made.ends_at) == (meets, ends)

    four.minute(now + MINUTE)
    reminders = four.reminders()
    assert [f"{each.astimezone(LONDON):%a %H:%M}" for each in reminders] == reminded, "never by night"
    at(now.isoformat())
    words = "meet at 7:15pm" if start.hour else "meet at 12:30am"
    page = browser.sign_in(four.nia).get(f"/mine/{four.linkage.page}/now").text
    assert f"Sunday {sunday.day} {sunday:%B}: {words}" in page
    (entry,) = Calendar.from_ical(browser.client.get(four.calendar).get_data(as_text=True)).walk("VEVENT")
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (meets, ends)
    for moment in reminders:
        assert {("cal", "walk_reminder"), ("nia", "walk_reminder")} <= set(four.minute(moment))
    outing(four, made)
    next_day = (ends.astimezone(LONDON) + timedelta(days=1, minutes=20)).replace(fold=0)
    assert four.due()["next_day"] == f"{next_day:%d %b %H:%M}", "the same hour on the wall"
