"""`make jobs`: what the site does by itself again and again, into `docs/jobs.md`."""

from collections.abc import Iterator
from datetime import timedelta

from app.clockwork.rules.due import FIRST, FIRST_WAIT, LATE, LONGEST_WAIT
from app.clockwork.rules.term import LEASE, UNMINDED
from app.schedule import JOBS
from config import ROOT

PAGE = ROOT / "docs" / "jobs.md"
UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)),
         ("second", timedelta(seconds=1)))  # fmt: skip

HEAD = """# What the site does by itself

This page is made by `make jobs` from `app/schedule.py`; change the table, not this page. `run-jobs` does all of
it. Any job can be run by hand at any time, `.venv/bin/flask --app app job NAME`: done twice is the same as done
once. When each last ran, and how it ended, staff see at `/jobs`.

| job | how often | what it does |
|---|---|---|"""
FOOT = """
## How it is minded
- `make run` starts it beside the server; on a server it is [a service of its
  own](deploy.md#3-the-site-as-a-service). Start as many as you like: one minds the clock, the others wait. It
  keeps a lease of {lease} in the database. After a clean end another takes over within seconds, also after a
  crash on the same machine; else when the lease has ended.
- Each holder of the lease has a number higher than the one before. A job and the word that it ended are one
  transaction, and at its end the number is looked at: a process that was frozen and wakes after another took
  over commits nothing. A job that commits by itself (*piece by piece* above) has claimed each piece for itself
  alone, so that a second one beside it does none of it again: of the post, one message at most, under the same
  name. Files outside of the database are written so that twice does no harm: the ledger of erasures knows each
  person once, a head of the record noted twice is true twice.
- On SQLite a process that is frozen in the middle of writing holds up everybody who writes, as any writer does;
  end it. On PostgreSQL such a transaction ends by itself.
- Intervals are counted in UTC by a clock that nobody sets. What runs daily runs at {first:%H:%M} UTC from the
  second time on. Neither a change of the clocks nor a wrong time of day skips a job or does it twice.
- A job that fails is tried again after {wait}, then after twice as long, up to {longest} or its interval. The
  others go on. It is called late when its last good end lies more than two intervals and {late} back.
- `/readyz` is red when nobody has minded the clock for {unminded}. On a public site also when nobody ever did;
  a site for trying out may do without.
"""


def main() -> None:
    """Write the page and say so."""
    PAGE.write_text(page())
    print(f"{PAGE.relative_to(ROOT)}: {len(JOBS)} jobs.")


def page() -> str:
    """The whole page."""
    foot = FOOT.format(lease=_said(LEASE), first=FIRST, wait=_said(FIRST_WAIT), longest=_said(LONGEST_WAIT),
                       late=_said(LATE), unminded=_said(UNMINDED))  # fmt: skip
    return "\n".join([HEAD, *_rows(), foot])


def _rows() -> Iterator[str]:
    for name, job in sorted(JOBS.items()):
        piecemeal = ", *piece by piece*" if job.commits else ""
        yield f"| `{name}` | every {_said(job.every).removeprefix('1 ')} | {job.what}{piecemeal} |"


def _said(length: timedelta) -> str:
    """A length in its largest whole unit: "2 minutes"."""
    unit, one = next((unit, one) for unit, one in UNITS if not length % one)
    return f"{length // one} {unit}{'' if length == one else 's'}"


if __name__ == "__main__":
    main()
