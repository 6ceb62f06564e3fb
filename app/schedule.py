"""The one table of jobs: what is done again and again, and how often."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.audit.jobs import note_head
from app.champions.jobs import care_of_champions
from app.clockwork.rules.job import Job
from app.concerns.jobs import alarms
from app.directory.actions import diary
from app.directory.actions.care import end_pauses
from app.directory.actions.listings import make_old_cards_again
from app.directory.jobs import confirmations
from app.kernel.days import LONDON, local_day
from app.kernel.speech import marked
from app.linkage.accompaniment.jobs import follow_meetings, walks
from app.linkage.followup.jobs import ask_after, check_ups
from app.linkage.learning.jobs import learning
from app.linkage.matching.actions.driving import drive
from app.linkage.matching.jobs import company, hands
from app.linkage.referral.actions.timers import run_due
from app.notices.jobs import reach_questions
from app.post.jobs import EVERY, send_waiting
from app.rights.jobs import retention
from app.saved.jobs import reminders, weekly_lists


def write_diary(session: Session, now: datetime) -> int:
    """Write the coming fortnight of every listing."""
    return diary.rewrite(session, local_day(now, LONDON))


def make_cards(session: Session, now: datetime) -> int:
    """Make the cards again that come from an older template."""
    return make_old_cards_again(session)


PLANNERS = (reach_questions, confirmations, reminders, alarms, company, care_of_champions, walks, learning, check_ups)
"""What says what people are to be told; each makes its own kinds of planned messages agree with the present state."""


def plan(session: Session, now: datetime) -> int:
    """Let every planner make the box agree with the present state of things."""
    return sum(planner(session, now) for planner in PLANNERS)


JOBS: dict[str, Job] = {
    "diary": Job(write_diary, timedelta(days=1), marked("writes the coming fortnight of every listing, for search")),
    "pauses": Job(end_pauses, timedelta(hours=1), marked("ends the pauses of listings whose last day is over")),
    "cards": Job(make_cards, timedelta(days=1), marked("makes the cards again that come from an older template")),
    "audit-head": Job(note_head, timedelta(hours=1), marked("notes how the record of who did what ends, in a file")),
    "plan": Job(
        plan, timedelta(minutes=5), marked("plans what people will be told: adds, moves and takes back messages")
    ),
    "timers": Job(
        run_due,
        timedelta(minutes=1),
        marked("sees to what is due for people who asked for company, or gives it to staff"),
    ),
    "rounds": Job(
        drive, timedelta(minutes=1), marked("asks champions for those who wait, where an organisation chose that")
    ),
    "hands": Job(hands, timedelta(hours=6), marked("finds requests that are in nobody’s hands; there may be none")),
    "walks": Job(
        follow_meetings,
        timedelta(minutes=1),
        marked("lets plans follow their meetings, and tells both people at once"),
    ),
    "check-ups": Job(
        ask_after, timedelta(minutes=10), marked("asks after those who wished it, on their days, and lets them be")
    ),
    "retention": Job(
        retention, timedelta(days=1), marked("deletes what is kept no longer; asks who was not here for long")
    ),
    "digest": Job(weekly_lists, timedelta(days=1), "writes the weekly lists of areas, on Thursdays"),
    "post": Job(send_waiting, timedelta(seconds=EVERY), marked("sends the messages that are due"), commits=True),
}
