"""Who sends: a thread of each process that serves, and `flask job post`.

Nobody waits for the post. A request only puts its message into the box; after the commit the thread wakes, and it looks
by itself now and then for what could not leave before.
"""

import atexit
import secrets
import threading
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from app import db
from app.kernel.clock import running
from app.post.actions import PUT
from app.post.actions.dev_box import DevBox
from app.post.actions.push import Push
from app.post.actions.sending import (
    Clocks,
    Departing,
    Finishing,
    claim,
    clear_away,
    depart,
    hold_back,
    mark_sent,
    mark_trouble,
)
from app.post.actions.smtp import Smtp
from app.post.actions.texts import text_way
from app.post.actions.ways import NoWay, Way
from app.post.rules import Channel
from app.post.rules.letter import NotSent, Outgoing, Trouble
from app.post.rules.road import read_road
from app.post.rules.text_road import read_text_road
from app.web.request import now, settings
from config import Settings, UnsafeSettings

SENDER = "alongside.sender"
DEPARTING = "alongside.departing"
FINISHING = "alongside.finishing"
MORE_WAYS = "alongside.ways"
ONLY_HERE = "https://localhost"
"""Who we say we are to a push service during development, where the site has no public address."""

EVERY = 15.0
"""Seconds between two looks into the box, when nobody rings."""

LAST_WORDS = 5.0
"""Seconds that a process which ends waits for the message in hand."""


def init_app(
    app: Flask, chosen: Settings, departing: Departing, more: Mapping[str, Way], finishing: Mapping[str, Finishing]
) -> None:
    """Make a sender ready for whoever serves: `app.extensions[SENDER].start()`. Whether, when and where a message for a
    person leaves is what `departing` says; `finishing` finds the words of some kinds, and `more` are roads, both of
    features above. Raises `UnsafeSettings` when the road to the mail server cannot be read."""
    ways(chosen)
    app.extensions[DEPARTING], app.extensions[FINISHING], app.extensions[MORE_WAYS] = departing, finishing, more
    if chosen.is_production:
        DevBox(chosen.instance).remove()
    app.extensions[SENDER] = Sender(app)


def ways(chosen: Settings) -> dict[str, Way]:
    """The road of each channel. E-mail or texts without a setting end in a file during development, and wait for a road
    in production; push messages without one have none, as nobody can ask for them. Raises `UnsafeSettings`."""
    otherwise: Way = NoWay() if chosen.is_production else DevBox(chosen.instance)
    made: dict[str, Way] = {Channel.EMAIL: otherwise, Channel.TEXT: otherwise}
    name = ""
    try:
        if chosen.smtp_url:
            name = "ALONGSIDE_SMTP_URL"
            made[Channel.EMAIL] = Smtp(read_road(chosen.smtp_url, chosen.base_url))
        if chosen.text_url:
            name = "ALONGSIDE_TEXT_URL"
            made[Channel.TEXT] = text_way(read_text_road(chosen.text_url))
        if chosen.push_key:
            name = "ALONGSIDE_PUSH_KEY"
            made[Channel.PUSH] = Push(chosen.push_key, chosen.base_url or ONLY_HERE)
    except ValueError as error:
        raise UnsafeSettings(f"Alongside did not start. {name} cannot be used. {error}") from None
    return made


def send_waiting(session: Session, _now: datetime) -> int:
    """The job: send what is due, by the running clock."""
    return send_due(session, ways(settings()))


def send_due(
    session: Session, roads: Mapping[str, Way], clock: Callable[[], datetime] = running,
    people: Callable[[], datetime] = now,
) -> int:  # fmt: skip
    """Send every message that is due, one after the other; answers how many left. It commits before and after each, so
    that a sender may stop anywhere: then a message is sent again once its lease has ended, under the same name. A road
    that is down is left alone for the rest of this round. `people` tells people's time."""
    roads = {**current_app.extensions[MORE_WAYS], **roads}
    clear_away(session, Clocks(clock(), people()))
    session.commit()
    sent, down = 0, set[str]()
    while claimed := claim(session, at := Clocks(clock(), people()), down):
        letter = _departed(session, claimed, at, down)
        session.commit()
        if letter is None:
            continue
        trouble = _carry(letter, roads)
        if trouble is None:
            mark_sent(session, letter, clock())
            sent += 1
        else:
            mark_trouble(session, letter, trouble, clock(), secrets.randbelow(1000) / 1000)
        session.commit()
        if trouble is Trouble.UNREACHABLE:
            down.add(letter.channel)
    session.commit()
    return sent


def _departed(session: Session, letter: Outgoing, at: Clocks, down: Collection[str]) -> Outgoing | None:
    """The message with its road, or None when it does not leave now."""
    asked = current_app.extensions
    found = depart(session, letter, asked[DEPARTING], at, asked[FINISHING])
    if found and found.channel in down:
        hold_back(session, found, at)
        return None
    return found


def _carry(letter: Outgoing, roads: Mapping[str, Way]) -> Trouble | None:
    """Why the message may not have left, or None. Whatever goes wrong with one message does not stop the others."""
    try:
        if not letter.to:
            raise NotSent(Trouble.LATER, "it does not open with the keys at hand")
        roads[letter.channel].carry(letter)
    except NotSent as error:
        current_app.logger.warning("A message of kind %s did not leave: %s.", letter.kind, error)
        return error.trouble
    except Exception as error:
        current_app.logger.error("A message of kind %s did not leave: %s.", letter.kind, type(error).__name__)
        return Trouble.UNKNOWN
    return None


class Sender:
    """A thread that sends for one application, in the process where it was started."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.is_ending = False
        self.bell = threading.Event()
        self.thread = threading.Thread(target=self._run, name="post", daemon=True)

    def start(self) -> None:
        """Begin. Once, in each process that serves."""
        self.thread.start()
        event.listen(Session, "after_commit", self._listen)
        atexit.register(self.stop)

    def stop(self) -> None:
        """End for good, if possible between two messages."""
        atexit.unregister(self.stop)
        event.remove(Session, "after_commit", self._listen)
        self.is_ending = True
        self.bell.set()
        self.thread.join(LAST_WORDS)

    def _listen(self, session: Session) -> None:
        if session.info.get(PUT):
            self.bell.set()

    def _run(self) -> None:
        while not self.is_ending:
            self._round()
            self.bell.wait(EVERY)
            self.bell.clear()

    def _round(self) -> None:
        """One look into the box. A database that is away for a while is no reason to stop."""
        try:
            with self.app.app_context():
                send_due(db.session(), ways(settings()))
        except Exception as error:
            self.app.logger.error("No message was sent: %s.", type(error).__name__)
