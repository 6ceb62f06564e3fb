"""What the two are told and when, what their calendars say, and that nobody over a shoulder learns anything."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.calendars.actions import Choice, make
from app.calendars.models import FeedKey
from app.calendars.rules.personal import Manner
from app.directory.models import OneOff
from app.directory.rules.timetable import Change
from app.kernel.roles import Role
from app.linkage.accompaniment.actions import changing, going, lines, plans
from app.linkage.accompaniment.actions.telling import tell, tell_at_once
from app.linkage.accompaniment.rules.words import Saying
from app.linkage.referral.actions.timers import run_due
from app.people.models import Person
from app.post.jobs import send_due
from app.post.models import Letter
from app.post.rules.wording import as_mail, as_text
from app.schedule import JOBS
from tests.browser import Browser
from tests.conftest import LONDON
from tests.linkage.cast import person
from tests.linkage.walks import MEET, NEXT, NOON, Two, change_of, on_duty
from tests.post.letters import PRESENT, Sink
from tests.post.test_words import told as telling

SITE = "https://site.example"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Post:
    """The planner and the post of one world."""

    def __init__(self, app: Flask, two: Two) -> None:
        self.app, self.two, self.mail, self.inside = app, two, Sink(), Sink()

    def turn(self, now: datetime) -> list[tuple[str, str]]:
        """Who gets which kind by e-mail; planned twice, the second time changes nothing."""
        self.two.session.commit()
        tell(self.two.session, SITE, now)
        assert tell(self.two.session, SITE, now) == 0
        self.two.session.commit()
        before = len(self.mail.taken)
        with self.app.app_context():
            send_due(db.session(), {"email": self.mail, "inbox": self.inside}, lambda: PRESENT, lambda: now)
        self.two.session.rollback()
        self.two.session.expire_all()
        return sorted((each.to.partition("@")[0], each.kind) for each in self.mail.taken[before:])

    def said(self, to: str) -> list[str]:
        """All plain words for somebody inside the site."""
        ids = {each.id: each.name for each in self.two.session.scalars(select(Person))}
        return [str(each.values.get("said")) for each in self.inside.taken if ids[each.to] == to]

    def all_words(self) -> str:
        """Every word that left the site."""
        return " ".join(" ".join(as_mail(each.kind, each.values)) + as_text(each.kind, each.values)
                        for each in self.mail.taken)  # fmt: skip


@pytest.fixture
def post(app: Flask, two: Two) -> Post:
    return Post(app, two)


def reminders(session: Session) -> list[tuple[str, datetime]]:
    waiting = select(Letter).where(Letter.kind == "walk_reminder", Letter.channel == "wished", Letter.sent_at.is_(None))
    names = {each.id: each.name for each in session.scalars(select(Person))}
    return sorted((names[str(each.person_id)], each.set_for) for each in session.scalars(waiting) if each.set_for)


def test_both_are_reminded_the_day_and_three_hours_before_and_of_a_move_instead(two: Two, post: Post) -> None:
    two.planned()
    post.turn(NOON)
    before = [("Cal", MEET - 24 * HOUR), ("Cal", MEET - 3 * HOUR), ("Nia", MEET - 24 * HOUR), ("Nia", MEET - 3 * HOUR)]
    assert reminders(two.session) == before
    assert post.turn(MEET - 24 * HOUR) == [("cal", "walk_reminder"), ("nia", "walk_reminder")]

    plans.propose(two.session, two.pair, two.proposal(number=1), two.as_nia, MEET - 23 * HOUR)
    post.turn(MEET - 23 * HOUR)
    assert reminders(two.session) == [("Cal", MEET - 3 * HOUR), ("Nia", MEET - 3 * HOUR)], "the plan stands meanwhile"
    changing.take_up(two.session, two.pair, change_of(two.plan), two.as_cal, MEET - 23 * HOUR)
    assert reminders(two.session) == []
    post.turn(MEET - 23 * HOUR)
    assert reminders(two.session)[0] == ("Cal", MEET + timedelta(days=6))


def test_who_agrees_late_is_not_reminded_of_what_they_have_just_agreed(two: Two, post: Post) -> None:
    two.planned(MEET - 2 * HOUR)
    post.turn(MEET - 2 * HOUR)

    assert reminders(two.session) == []


@pytest.mark.parametrize("spring", ["2027-03-27T12:00", "2026-10-24T12:00"])
def test_reminders_keep_their_hour_when_the_clocks_change(two: Two, post: Post, spring: str) -> None:
    """The meeting is on Monday; the clocks change on the Sunday between. The day before means the same hour."""
    now = datetime.fromisoformat(spring).replace(tzinfo=LONDON)
    two.walk.since = now - HOUR
    plan = two.planned(now)
    post.turn(now)

    meets = plan.meet_at.astimezone(LONDON)
    day_before = next(at.astimezone(LONDON) for name, at in reminders(two.session) if name == "Nia")
    assert (meets.hour, meets.minute, meets.weekday()) == (19, 15, 0)
    assert (day_before.hour, day_before.minute, day_before.weekday()) == (19, 15, 6)


def test_each_hears_what_the_other_does_once_in_quiet_words_and_plain_ones_inside(two: Two, post: Post) -> None:
    plans.propose(two.session, two.pair, two.proposal(), two.as_cal, NOON)
    assert post.turn(NOON) == [("nia", "walk_news")]
    assert post.said("Nia") == ["Here is a suggestion: Monday 28 December, 7:15pm. Please say whether it suits you."]
    assert post.turn(NOON + MINUTE) == []

    plans.agree(two.session, two.pair, two.as_nia, NOON + MINUTE)
    lines.say(two.session, two.pair, Saying.LOOKING_FORWARD, two.as_nia, NOON + MINUTE)
    assert post.turn(NOON + 2 * MINUTE) == [("cal", "walk_news"), ("cal", "walk_news")]
    assert set(post.said("Cal")) == {
        "There is a word for you on your page.",
        "It is agreed: Monday 28 December, 7:15pm. Where to meet: Outside the red door.",
    }
    assert telling(post.all_words()) == []
    assert not {word for word in ("Monday Steps", "door", "7:15") if word in post.all_words()}


def test_a_meeting_cancelled_after_planning_is_told_to_both_within_the_minute(two: Two, post: Post, app: Flask) -> None:
    """Pages, box, inbox, calendars, all of one job; nothing of the old plan leaves after that."""
    two.planned()
    post.turn(NOON)
    two.meeting.one_offs = [OneOff(day=NEXT.date(), change=Change.CANCELLED)]
    two.session.commit()

    with app.app_context():
        JOBS["walks"].run(two.session, NOON + MINUTE)
    two.session.commit()
    assert post.turn(NOON + MINUTE) == [("cal", "walk_news"), ("nia", "walk_news")]

    for name in ("Nia", "Cal"):
        assert "It is not on" in post.said(name)[-1]
    assert reminders(two.session) == []
    assert post.turn(MEET) == []


def test_at_night_only_who_is_out_with_somebody_is_asked_and_who_watches_is_told(two: Two, post: Post) -> None:
    """The usual hours end at nine in the evening; whether a champion is safe does not wait for the morning."""
    dee, ned = person(two.session, "Dee", Role.COORDINATOR), person(two.session, "Ned", Role.COORDINATOR)
    on_duty(two.session, dee)
    assert ned.id
    two.planned()
    end = NEXT + timedelta(minutes=90)
    run_due(two.session, MEET - 30 * MINUTE)
    for who in (two.as_nia, two.as_cal):
        going.here(two.session, two.pair, who, MEET)
    post.turn(MEET)
    for moment, wanted in (
        (end + 15 * MINUTE, [("cal", "walk_check")]),
        (end + 60 * MINUTE, [("cal", "walk_check")]),
        (end + 75 * MINUTE, [("dee", "walk_check")]),
    ):
        run_due(two.session, moment)
        assert post.turn(moment) == wanted
    assert post.said("Dee")[-1] == "Somebody whom you look after has not said that they are home. Reach them now."


def feed(two: Two, browser: Browser, who: Person, manner: Manner) -> list[dict[str, str]]:
    """What a calendar program gets."""
    warrant = two.as_nia if who is two.nia else two.as_cal
    key, token = make(two.session, warrant, "Phone", Choice(manner, "", None), now=NOON, present=PRESENT)
    two.session.commit()
    assert two.session.get(FeedKey, key.id)
    read = Calendar.from_ical(browser.client.get(f"/c/{token}.ics").get_data(as_text=True))
    return [
        {name: str(each.decoded(name).decode() if hasattr(each.decoded(name), "decode") else each.decoded(name))
         for name in ("SUMMARY", "SEQUENCE", "UID", "STATUS", "DTSTART", "LOCATION") if name in each}
        for each in read.walk("VEVENT")
    ]  # fmt: skip


def test_the_plan_stands_in_both_calendars_as_each_wishes_and_is_marked_when_it_is_off(
    two: Two, browser: Browser
) -> None:
    two.planned()
    (nias,) = feed(two, browser, two.nia, Manner.DISCREET)
    (cals,) = feed(two, browser, two.cal, Manner.PLAIN)

    assert (nias["SUMMARY"], nias["SEQUENCE"], nias["STATUS"]) == ("Appointment", "1", "CONFIRMED")
    assert nias["DTSTART"] == "2026-12-28 19:15:00+00:00"
    assert (cals["SUMMARY"], cals["LOCATION"]) == ("Going together: Monday Steps", "Outside the red door")

    plans.propose(two.session, two.pair, two.proposal(number=1), two.as_nia, NOON)
    (stands,) = feed(two, browser, two.nia, Manner.PLAIN)
    assert (stands["DTSTART"], stands["SEQUENCE"]) == (nias["DTSTART"], "1"), "until the other says yes"
    changing.take_up(two.session, two.pair, change_of(two.plan), two.as_cal, NOON)
    (moved,) = feed(two, browser, two.nia, Manner.PLAIN)
    assert (moved["DTSTART"], moved["SEQUENCE"], moved["STATUS"]) == ("2027-01-04 19:15:00+00:00", "2", "CONFIRMED")

    plans.let_go(two.session, two.pair, two.as_cal, NOON)
    (off,) = feed(two, browser, two.nia, Manner.PLAIN)
    assert (off["SEQUENCE"], off["STATUS"]) == ("3", "CANCELLED")


def test_who_waits_hears_at_once_that_the_other_leaves_it_for_another_day(post: Post) -> None:
    two = post.two
    two.planned()
    going.here(two.session, two.pair, two.as_cal, MEET)
    post.turn(MEET)
    going.changed_mind(two.session, two.pair, two.as_nia, MEET + MINUTE)

    assert tell_at_once(two.session, two.linkage, SITE, MEET + MINUTE)
    assert ("cal", "walk_check") in post.turn(MEET + MINUTE)
    assert post.said("Cal")[-1] == "Not today after all. You need not wait, and nobody did anything wrong."


def test_a_newcomer_at_the_door_hears_with_the_press_that_their_champion_does_not_come(
    post: Post, browser: Browser, at: Callable[[str], datetime]
) -> None:
    two = post.two
    two.planned()
    going.here(two.session, two.pair, two.as_nia, MEET)
    two.session.commit()
    at(MEET.isoformat())

    browser.sign_in(two.cal).post(f"/walks/{two.walk.id}/off")

    waits = two.session.scalars(select(Letter).where(Letter.kind == "walk_check", Letter.person_id == two.nia.id)).all()
    assert waits, "it does not wait for the planner"
