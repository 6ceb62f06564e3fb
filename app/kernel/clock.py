"""The only reader of the time of day; `NOW` can hold it still for tests and demonstrations."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

Clock = Callable[[], datetime]


def running() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.fromtimestamp(time.time(), UTC)


def steady() -> float:
    """Seconds that only ever pass, whatever is done to the time of day: for measuring how long, never when. Where the
    system can tell, the time that it was asleep counts too."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def held(moment: datetime | None, note: Path) -> Clock:
    """A clock for people's time. `note` is a small file that moves it for every process of this installation; without
    the note it stands at `moment`, and without either it runs."""

    def now() -> datetime:
        with suppress(FileNotFoundError):
            return datetime.fromisoformat(note.read_text().strip()).astimezone(UTC)
        return moment.astimezone(UTC) if moment else running()

    return now


def hold(note: Path, moment: datetime) -> None:
    """Let people's time stand at a moment. Whoever looks meanwhile finds the old note or the new one, never half."""
    note.parent.mkdir(parents=True, exist_ok=True)
    half = note.with_name(f"{note.name}.new")
    half.write_text(moment.isoformat())
    half.replace(note)
