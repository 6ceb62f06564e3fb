"""A site that is killed while somebody says yes, steps back or stops: `python -m tests.linkage.killed DATABASE`.

Each child presses the button on a page and kills itself before its first write, before its second, and so on, before
the commit and after it. Whatever is left behind must be as it was, or done; the parent says how often it killed whom.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from app import create_app, db
from app.calendars.actions import Choice, make
from app.calendars.rules.personal import Manner
from app.champions.models import Champion
from app.kernel.access import Relation
from app.linkage.accompaniment.actions.plans import Proposal, agree, propose
from app.linkage.accompaniment.actions.telling import tell
from app.linkage.accompaniment.queries import pairs
from app.linkage.accompaniment.queries.dates import to_choose
from app.linkage.matching.actions import answers, rounds
from app.linkage.matching.models import Offer
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.model import Model
from app.people.models import Person
from app.saved.rules.reminders import name_of
from app.seal import Ring, use
from config import SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY, Settings
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, champion, person, wednesday
from tests.linkage.wholeness import flaws

WATCHED = ("linkage", "offer", "walk", "plan", "contact", "letter", "consent", "champion", "audit", "feed_key")
MOST = 200
DONE = (200, 303)


class Site:
    """The site, and two champions of whom the first is asked."""

    def __init__(self, url: str) -> None:
        now, folder = NOW, Path(mkdtemp())
        self.app: Flask = create_app(Settings(env="test", secret_key="k" * 40, database_url=url, now=now,
                                              instance=folder))  # fmt: skip
        self.engine: Engine = self.app.extensions[db.KEY]
        event.listen(self.engine, "connect", _hurry)
        use(Ring(SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY))
        with self.open() as session:
            self.cal, self.bea = champion(session, "Cal"), champion(session, "Bea")
            self.nia = person(session, "Nia")
            self.linkage = asked(session, self.nia, State.TRIAGE)
            usual = Choice(Manner.DISCREET, "", None)
            by(self.bea)  # whatever tells who she is, is read while there is a session
            for each in (self.nia, self.cal):
                make(session, by(each, "calendar.keep", Relation.OWN), "", usual, now=NOW, present=NOW)
            rounds.ask(session, None, self.linkage, [rounds.Asked(self.cal.id), rounds.Asked(self.bea.id)], NOW)
            session.commit()

    def open(self) -> Session:
        return Session(db.writing(self.engine), expire_on_commit=False)

    def offer(self, cal: Person) -> str:
        with self.open() as session:
            return session.scalars(select(Offer.id).where(Offer.champion_id == cal.id)).one()

    def plan(self, cal: Person) -> None:
        """They agree on Wednesday, and reminders wait."""
        with self.open() as session:
            answers.go_ahead(session, None, session.get_one(Linkage, self.linkage.id), NOW)
            pair, meeting = pairs.of_linkage(session, self.linkage.id), wednesday(session)
            assert pair
            first = to_choose(session, pair.linkage, meeting, NOW)[0]
            propose(session, pair, Proposal(meeting, name_of(first), "The door"), by(cal), NOW)
            again = pairs.of_linkage(session, self.linkage.id)
            assert again
            agree(session, again, by(self.nia), NOW)
            tell(session, "https://site.example", NOW)
            session.commit()

    def state(self) -> State:
        with self.open() as session:
            return session.get_one(Linkage, self.linkage.id).state

    def all_rows(self) -> dict[str, list[str]]:
        """Every row that an act may touch."""
        with self.engine.connect() as connection:
            tables = [each for each in Model.metadata.sorted_tables if each.name.startswith(WATCHED)]
            return {each.name: sorted(map(str, connection.execute(select(each)))) for each in tables}

    def presses(self, who: Person, path: str) -> Callable[[], int]:
        """Somebody, signed in, presses a button; the status of the answer."""
        browser = Browser(self.app).sign_in(who)
        return lambda: browser.post(path).status


def kill_everywhere(site: Site, act: Callable[[], int]) -> int:
    """Kill a child before each of its writes, until one finishes; how many were killed before anything was done. Stops
    with what is wrong as soon as something is."""
    before = site.all_rows()
    for number in range(1, MOST):
        site.engine.dispose()
        process = os.fork()
        if process == 0:
            site.engine.dispose(close=False)
            _kill_at(site.engine, number)
            os._exit(0 if act() in DONE else 1)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        is_done = site.all_rows() != before
        if code == 0 or is_done:
            with site.open() as session:
                found = flaws(session)
            if found or not is_done:
                sys.exit(f"killed at {number}, done: {is_done}, {found}")
            return number - 1
        if code != -signal.SIGKILL:
            sys.exit(f"ended with {code} at {number}")
    sys.exit("it never ends")


def _kill_at(engine: Engine, number: int) -> None:
    done = 0

    def count(*_of_the_event: Any) -> None:
        nonlocal done
        done += 1
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def write(_connection: Any, _cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "PRAGMA")):
            count()

    event.listen(engine, "before_cursor_execute", write)
    event.listen(engine, "commit", count)
    event.listen(Session, "after_commit", count)


def _hurry(connection: Any, _record: object) -> None:
    """Do not wait for the disk: what a killed process wrote is with the system, which lives on."""
    if hasattr(connection, "create_function"):
        connection.execute("PRAGMA synchronous = OFF")


def main(url: str) -> None:
    """A yes, a champion's step back with a plan that stands, and the newcomer's stop with another that stands."""
    site, killed = Site(url), []
    with site.open() as session:
        profile = session.scalars(select(Champion.id).where(Champion.holding_id == site.cal.holdings[0].id)).one()

    killed.append(kill_everywhere(site, site.presses(site.cal, f"/offers/{site.offer(site.cal)}/yes")))
    assert site.state() is State.ACCEPTED
    site.plan(site.cal)
    killed.append(kill_everywhere(site, site.presses(site.cal, f"/champion/{profile}/step-back")))
    assert site.state() is State.OFFERING
    assert site.presses(site.bea, f"/offers/{site.offer(site.bea)}/yes")() in DONE
    site.plan(site.bea)
    killed.append(kill_everywhere(site, site.presses(site.nia, f"/mine/{site.linkage.page}/stop")))
    assert site.state() is State.WITHDRAWN
    sys.stdout.write(" ".join(map(str, killed)))


if __name__ == "__main__":
    main(sys.argv[1])
