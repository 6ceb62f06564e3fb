"""Whoever wishes is reminded of the dates of what they saved, hears of what changes after that, and nobody over their
shoulder learns anything. On both databases."""

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import db
from app.consent.models import Consent
from app.consent.rules.texts import PLAIN_WORDS, TEXTS
from app.directory.models import OneOff
from app.directory.rules.status import Status
from app.directory.rules.timetable import Change, Kind
from app.notices.jobs import Inbox
from app.notices.models import Stopped
from app.notices.queries.inbox import notes
from app.places.models import VenueClosure
from app.post.jobs import send_due
from app.post.models import Letter
from app.post.rules.wording import as_mail
from app.saved.actions.reminding import remind
from app.saved.actions.saving import drop, keep, wish
from app.saved.rules.reminders import CHANGED, KIND
from app.schedule import plan
from tests.conftest import LONDON
from tests.factories.directories import listing, venue, weekly
from tests.people.cast import person
from tests.post.letters import PRESENT, Sink
from tests.post.test_words import told as telling

LINK = "https://site.example/saved"
TONIGHT, NEXT = date(2026, 12, 21), date(2026, 12, 28)
NOON = datetime(2026, 12, 21, 12, tzinfo=LONDON)
DUE = datetime(2026, 12, 21, 16, 30, tzinfo=LONDON)
NEXT_NOON = NOON + timedelta(days=7)


def wall(text: str) -> datetime:
    """A moment by the clock on the wall in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


class World:
    """A meeting in a hall on Mondays at half past seven, which Nia saved."""

    def __init__(self, app: Flask, session: Session) -> None:
        self.app, self.session = app, session
        self.hall, self.quay = venue(1, 53.72, -1.86), venue(2, 53.73, -1.87)
        self.listing = listing(1, Kind.MEETING, [weekly(date(2026, 1, 5), time(19, 30))], venue=self.hall)
        self.listing.name = "Narcotics Anonymous Monday"
        session.add_all([self.listing, self.quay])
        session.flush()
        self.nia = person(session)
        self.saved = keep(session, self.nia.id, self.listing, PRESENT, 180)
        session.commit()
        self.mail, self.inside = Sink(), Sink()

    def plan(self, now: datetime = NOON) -> int:
        self.session.commit()
        self.session.expire_all()
        done = remind(self.session, LINK, now)
        self.session.commit()
        return done

    def send(self, now: datetime) -> list[str]:
        """The kinds that leave by e-mail."""
        before = len(self.mail.taken)
        with self.app.app_context():
            send_due(db.session(), {"email": self.mail, "inbox": self.inside}, lambda: PRESENT, lambda: now)
        self.session.rollback()
        return [each.kind for each in self.mail.taken[before:]]

    def turn(self, now: datetime) -> list[str]:
        """The planner and the post, once."""
        self.plan(now)
        assert self.plan(now) == 0
        return self.send(now)

    def due(self) -> list[datetime]:
        """When messages wait to leave by her road."""
        self.session.rollback()
        waiting = select(Letter.set_for).where(Letter.channel == "wished", Letter.sent_at.is_(None))
        return [each.astimezone(LONDON) for each in self.session.scalars(waiting.order_by(Letter.set_for)) if each]

    def differ(self, change: Change, **fields: object) -> None:
        self.listing.one_offs = [OneOff(day=TONIGHT, change=change, **fields)]
        self.session.commit()


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    return World(app, session)


def test_the_coming_two_weeks_are_planned_once_and_reminded_of_in_time(world: World) -> None:
    assert [world.plan(), world.plan()] == [6, 0]
    assert world.due() == [DUE, DUE + timedelta(days=7), DUE + timedelta(days=14)]

    assert world.send(DUE - timedelta(minutes=1)) == []
    assert world.send(DUE) == [KIND]
    assert [world.turn(DUE + timedelta(minutes=each)) for each in (5, 100)] == [[], []]


def test_before_it_was_told_a_date_that_moves_is_moved_and_one_that_is_off_is_taken_back(world: World) -> None:
    world.plan()
    world.differ(Change.TIME, start=time(20, 30), to_day=date(2026, 12, 22))
    world.plan()
    assert world.due()[0] == datetime(2026, 12, 22, 17, 30, tzinfo=LONDON)

    world.differ(Change.CANCELLED)
    world.plan()
    assert world.due()[0] == DUE + timedelta(days=7)

    world.listing.one_offs = []
    world.plan()
    assert (world.due()[0], world.turn(DUE)) == (DUE, [KIND])


def test_a_closed_venue_takes_back_and_a_date_held_elsewhere_escapes_it(world: World) -> None:
    world.plan()
    closure = VenueClosure(venue=world.hall, first=TONIGHT, last=NEXT)
    world.session.add(closure)
    world.plan()
    assert world.due() == [DUE + timedelta(days=14)]

    world.differ(Change.VENUE, venue_id=world.quay.id)
    world.plan()
    assert world.due()[0] == DUE
    world.send(DUE)
    assert world.inside.taken[0].values["where"] == "Hall 2, Halifax"


@pytest.mark.parametrize("what", ["drop", "no wish", "suspended", "ended"])
def test_who_does_not_want_it_any_more_is_not_reminded(world: World, what: str) -> None:
    world.plan()
    if what == "drop":
        drop(world.session, world.saved, PRESENT)
    elif what == "no wish":
        wish(world.session, world.saved, None)
    elif what == "suspended":
        world.nia.suspended_at = PRESENT
    else:
        world.listing.status = Status.ENDED

    assert world.plan() == 6
    assert world.due() == []


def test_another_wish_moves_what_waits(world: World) -> None:
    world.plan()
    wish(world.session, world.saved, 1440)
    world.plan()

    assert world.due() == [wall(f"{day}T19:30") for day in ("2026-12-20", "2026-12-27", "2027-01-03")]


def test_after_the_reminder_each_change_is_told_at_once_and_once(world: World) -> None:
    world.turn(DUE)
    world.differ(Change.CANCELLED)
    assert [world.turn(DUE + timedelta(minutes=each)) for each in (5, 10)] == [[CHANGED], []]
    assert world.mail.taken[-1].values["said"] == "Not on: Monday 21 December, 7:30pm"

    world.listing.one_offs = []
    assert [world.turn(DUE + timedelta(minutes=each)) for each in (15, 20)] == [[CHANGED], []]
    assert world.mail.taken[-1].values["said"] == "It is on: Monday 21 December, 7:30pm. Hall 1, Halifax"

    world.differ(Change.VENUE, venue_id=world.quay.id)
    assert world.turn(DUE + timedelta(minutes=25)) == [CHANGED]
    world.session.add(VenueClosure(venue=world.quay, first=TONIGHT, last=TONIGHT))
    assert world.turn(DUE + timedelta(minutes=30)) == [CHANGED]
    assert world.mail.taken[-1].values["said"].startswith("Not on")


def test_what_is_undone_before_anybody_was_told_is_not_told(world: World) -> None:
    world.turn(DUE)
    world.differ(Change.CANCELLED)
    world.plan(DUE + timedelta(minutes=5))
    world.listing.one_offs = []

    assert world.turn(DUE + timedelta(minutes=6)) == []


def test_a_date_moved_by_days_is_told_now_and_reminded_of_again(world: World) -> None:
    world.turn(DUE)
    world.differ(Change.TIME, to_day=date(2026, 12, 23))

    assert world.turn(DUE + timedelta(minutes=5)) == [CHANGED]
    assert world.turn(DUE + timedelta(days=1)) == []
    assert world.turn(DUE + timedelta(days=2)) == [KIND]
    assert world.turn(DUE + timedelta(days=2, minutes=5)) == []


def test_a_date_moved_by_two_weeks_is_reminded_of_though_the_first_message_is_deleted_by_then(world: World) -> None:
    world.turn(DUE)
    world.differ(Change.TIME, to_day=date(2027, 1, 3))
    assert world.turn(DUE + timedelta(minutes=5)) == [CHANGED]
    world.session.execute(delete(Letter).where(Letter.kind == KIND, Letter.ends_at < NEXT_NOON))
    world.plan(NEXT_NOON + timedelta(days=2))

    assert wall("2027-01-03T16:30") in world.due()


def test_a_change_at_night_waits_on_her_road_for_the_morning_but_not_inside(world: World) -> None:
    (series,) = world.listing.series
    series.start = time(9)
    evening = datetime(2026, 12, 27, 20, tzinfo=LONDON)
    assert world.turn(evening) == [KIND]
    world.listing.one_offs = [OneOff(day=NEXT, change=Change.CANCELLED)]

    assert world.turn(evening + timedelta(hours=2)) == []
    assert world.inside.taken[-1].kind == CHANGED
    assert world.turn(evening + timedelta(hours=5)) == []
    assert world.turn(evening + timedelta(hours=12)) == [CHANGED]


def test_who_stopped_reminders_finds_them_and_what_changes_inside_alone(world: World) -> None:
    world.session.add(Stopped(person_id=world.nia.id, kind=KIND, stopped_at=PRESENT))
    assert world.turn(DUE) == []
    world.differ(Change.CANCELLED)

    assert world.turn(DUE + timedelta(minutes=5)) == []
    assert [each.kind for each in world.inside.taken] == [KIND, CHANGED]


def test_sr_021_what_leaves_names_nothing_unless_she_chose_plain_words(world: World) -> None:
    world.turn(DUE)
    world.differ(Change.CANCELLED)
    world.turn(DUE + timedelta(minutes=5))
    words = TEXTS[PLAIN_WORDS].version
    world.session.add(Consent(person_id=world.nia.id, purpose=PLAIN_WORDS, version=words, how="page", given_at=DUE))
    world.listing.one_offs = []
    world.turn(DUE + timedelta(minutes=10))

    mails = [as_mail(each.kind, each.values, stop=each.stop, is_plain=each.is_plain) for each in world.mail.taken]
    quiet, off, plain = map(" ".join, mails)
    for words in (quiet, off):
        assert telling(words) == []
        assert "Monday" not in words and "Hall" not in words and LINK in words
    assert "Narcotics Anonymous Monday" in plain and "7:30pm" in plain and "Hall 1, Halifax" in plain


def test_the_site_plans_it_by_itself_and_what_it_says_can_be_read_inside(world: World) -> None:
    with world.app.app_context():
        plan(db.session(), NOON)
        db.session().commit()
        send_due(db.session(), {"email": world.mail, "inbox": Inbox()}, lambda: PRESENT, lambda: DUE)
        (note,) = notes(db.session(), world.nia.id)

    assert (note.title, note.words) == ("Narcotics Anonymous Monday: Monday 21 December, 7:30pm", "Hall 1, Halifax")
    assert note.link == "/saved"
    assert [each.values["link"] for each in world.mail.taken] == ["http://localhost:8000/saved"]
