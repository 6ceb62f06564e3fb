"""One person's own calendar, read by whoever knows its address; it opens nothing else."""

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from app import db
from app.calendars.actions import hashed, note_fetched
from app.calendars.build import build_calendar
from app.calendars.models import FeedKey
from app.calendars.queries.edition import issue
from app.calendars.queries.entries import words
from app.calendars.queries.keys import by_token, wording
from app.calendars.queries.sources import entries_of
from app.calendars.rules.discreet import DISCREET_NAME
from app.calendars.rules.personal import Manner, is_gone, off, said, told
from app.calendars.views.answering import answer
from app.kernel.clock import running
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.web.access import does
from app.web.limits import limit
from app.web.request import now, public_address

bp = Blueprint("personal", __name__)

FETCHES_AN_HOUR = 60


@bp.get("/c/<token>.ics")
@does("calendar.read")
def feed(token: str) -> ResponseReturnValue:
    """The calendar; for 30 days after it was switched off, one that says so; then as if it had never been."""
    found, present = by_token(db.session(), hashed(token)), running()
    if found is None or is_gone(found.off_since, present):
        abort(404)
    _count(found.key, present)
    response = _whole(found.key) if found.off_since is None else _switched_off(found.key, found.off_since)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _count(key: FeedKey, present: datetime) -> None:
    """Count the fetch, and note the day. Apart from what is read: a calendar is asked for with GET."""
    today = local_day(present, LONDON)
    with db.unit_of_work() as apart:
        limit(apart, "calendar", FETCHES_AN_HOUR, whose=key.id)
        if key.fetched_on != today:
            note_fetched(apart, key.id, today)


def _whole(key: FeedKey) -> Response:
    today = local_day(now(), LONDON)
    listings, chosen = issue(db.session().connection(), today), wording(key)

    def build() -> bytes:
        found = entries_of(db.session(), key.person_id, public_address)
        return build_calendar(
            _(DISCREET_NAME),
            [told(entry, chosen) for entry in found],
            today=today,
            words=replace(words(), online="") if chosen.manner is Manner.BUSY else words(),
            personal=True,
            alarm=key.alarm,
            alarm_words=said(chosen),
            changed_at=key.state_at,
        )

    return answer((listings, key.id, key.state), max(listings.since, key.state_at), build, is_public=False)


def _switched_off(key: FeedKey, since: datetime) -> Response:
    today = local_day(now(), LONDON)

    def build() -> bytes:
        return build_calendar(_(DISCREET_NAME), [off(key.id, since, today)], today=today, words=words(), personal=True)

    return answer(("off", key.id, since, today), since, build, is_public=False)
