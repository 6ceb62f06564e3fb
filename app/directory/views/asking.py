"""What an address asks for: the place, the wish, the window; shared by pages, data and calendars."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, request
from sqlalchemy.exc import OperationalError

from app import db
from app.directory.actions import diary
from app.directory.queries import results
from app.directory.rules import finding
from app.directory.rules.finding import Window, Wish
from app.directory.rules.presenting import Seen
from app.directory.rules.vocabulary import routes
from app.kernel.days import LONDON, local_day
from app.places.rules.values import Found, Place
from app.web.request import now

MINDED = "alongside.diary"


@dataclass(frozen=True, slots=True)
class Asked:
    """One search, ready to be answered."""

    place: Place
    others: tuple[Place, ...]
    wish: Wish
    sentences: tuple[str, ...]
    seen: Seen
    window: Window
    moment: datetime
    """The one present moment of the whole answer."""

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.place.lat, self.place.lon


def ask(found: Found) -> Asked:
    """The search that this request's filters make around a place."""
    wanted, sentences = wish()
    moment = now()
    seen = seen_from(results.zone_at(db.reading(), (found.place.lat, found.place.lon)), moment)
    window = finding.window(wanted.when, moment, seen.zone)
    return Asked(found.place, found.others, wanted, tuple(sentences), seen, window, moment)


def ask_online() -> Asked:
    """The search for what can be joined from anywhere, by London time."""
    wanted, sentences = wish()
    moment = now()
    nowhere = Place("online", "online", "online", 0.0, 0.0, "point")
    window = finding.window(wanted.when or "week", moment, LONDON)
    return Asked(nowhere, (), wanted, tuple(sentences), seen_from(LONDON, moment), window, moment)


def wish() -> tuple[Wish, list[str]]:
    """The filters of this request, and a sentence for each that was ignored."""
    said = {name: ",".join(request.args.getlist(name)) for name in request.args}
    if not said:
        return Wish(), []
    languages = frozenset(results.languages(db.session())) | {"1"} if "language" in said else frozenset({"1"})
    return finding.read_wish(said, frozenset(routes()), languages)


def seen_from(zone: str, moment: datetime | None = None) -> Seen:
    """Somebody who looks now from a place in that zone; the diary is written on first if it stops too soon."""
    moment = moment or now()
    keep_up(moment)
    return Seen(int(moment.timestamp()), zone, local_day(moment, zone))


def keep_up(moment: datetime) -> None:
    """Where nobody has minded the diary for days: write it on. Asked once a day in each process; while another process
    is at it, what there is has to do."""
    today = local_day(moment, LONDON)
    if current_app.extensions.get(MINDED) == today:
        return
    if diary.is_behind(db.session(), today):
        with suppress(OperationalError, db.Busy), db.unit_of_work() as session:
            diary.keep_up(session, today)
        db.session().rollback()
    current_app.extensions[MINDED] = today
