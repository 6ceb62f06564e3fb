"""Words for how the jobs are that the site does by itself, who minds the clock, and what waits in the box."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.clockwork.rules.due import is_late
from app.clockwork.rules.job import Job, Trouble
from app.clockwork.rules.term import has_ended
from app.consent.rules.looking import when
from app.kernel.speech import _, counted, marked

if TYPE_CHECKING:
    from app.clockwork.models import JobState, Lease

TROUBLES = {
    Trouble.BROKEN_OFF: marked("It was broken off after it began on {when}."),
    Trouble.DATABASE: marked("The database did not answer on {when}."),
    Trouble.ERROR: marked("It ended with an error on {when}. The log of the server says which."),
}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """One job in words. `lately` says how it last ended, `good` when it last ended well, each "" if there is nothing to
    say."""

    name: str
    what: str
    lately: str
    good: str
    late: bool
    is_wrong: bool


def told(
    jobs: Mapping[str, Job], states: "Mapping[str, JobState]", lease: "Lease | None", present: datetime
) -> list[Told]:
    """Every job in words, those first that somebody should look at."""
    since = lease.since if lease else present
    found = [_told(name, job, states.get(name), since, present) for name, job in jobs.items()]
    return sorted(found, key=lambda each: (not each.is_wrong, not each.late, each.name))


def minded(lease: "Lease | None", present: datetime) -> str:
    """Who minds the clock, and since when."""
    if lease is None:
        return _("Nobody has ever minded the clock here: what is listed below happens only when it is asked for.")
    if has_ended(lease.until, present):
        return _("Nobody minds the clock. The last one ended on {when}.", when=when(min(lease.until, present)))
    return _("The clock has been minded without a break since {when}.", when=when(lease.since))


def for_how_long(length: timedelta) -> str:
    """A length of time in words: "3 hours"."""
    if length < 2 * HOUR:
        return counted("{count} minute", "{count} minutes", length // MINUTE)
    if length < 2 * DAY:
        return counted("{count} hour", "{count} hours", length // HOUR)
    return counted("{count} day", "{count} days", length // DAY)


def _told(name: str, job: Job, state: "JobState | None", since: datetime, present: datetime) -> Told:
    late = is_late(state.good_at if state else None, job.every, since, present)
    if state is None:
        return Told(name, _(job.what), _("It has not run yet."), "", late, is_wrong=False)
    is_going = state.ended_at is None and state.began_at >= since
    is_wrong = bool(state.failures) and not (is_going and state.failures == 1)
    done = counted("{count} done", "{count} done", state.touched)
    good = _("It last ended well on {when}: {done}.", when=when(state.good_at), done=done) if state.good_at else ""
    return Told(name, _(job.what), _lately(state, is_going, is_wrong), good, late, is_wrong)


def _lately(state: "JobState", is_going: bool, is_wrong: bool) -> str:
    if is_going:
        return _("It has been running since {when}.", when=when(state.began_at))
    if not is_wrong:
        return ""
    trouble = _(TROUBLES[Trouble(state.trouble)], when=when(state.ended_at or state.began_at))
    return f"{trouble} {counted('It failed once.', 'It failed {count} times in a row.', state.failures)}"
