"""A page of results composed: the list itself, and ways on when there is little or nothing."""

from datetime import date
from functools import lru_cache

from app import db
from app.directory import search
from app.directory.rules import choosing, finding
from app.directory.rules.finding import PAGE_SIZE, USUAL_MILES, Wish
from app.directory.rules.shown import Chip, DayGroup, ResultsPage
from app.directory.rules.words import in_miles
from app.directory.search import Found as Row
from app.directory.views import cards
from app.directory.views.asking import Asked
from app.kernel.speech import _, language, marked
from app.places.queries import area_slug

FEW = 5
OFTEN = 5
"""How many entries of one online listing are expected at most within a week."""
TITLES = {
    "now": marked("Near {place}, on now"),
    "": marked("Near {place}, today"),
    "today": marked("Near {place}, today"),
    "tomorrow": marked("Near {place}, tomorrow"),
    "week": marked("Near {place}, in the next 7 days"),
}


def results_page(asked: Asked) -> ResultsPage:
    """What is on near a place, and where to turn when that is little."""
    connection, wish = db.reading(), asked.wish
    skip = (wish.page - 1) * PAGE_SIZE
    rows, off = search.near(
        connection, asked.point, wish, asked.window, count=PAGE_SIZE + 1, skip=skip, most_online=most_online(wish)
    )
    has_more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    path = f"/near/{asked.place.slug}"
    nearby = [row for row in rows if row.is_somewhere]
    is_bare = wish.page == 1 and wish.online != "only" and not nearby
    heading, closest, following = _ways_on(asked, is_bare=is_bare)
    return ResultsPage(
        title=title(asked),
        lead=_lead(asked, nearby, rows, has_more),
        place_label=asked.place.label,
        chips=_chips(path, wish, asked),
        groups=cards.by_day(rows, asked.seen),
        cancelled=cards.cancelled(off, asked.seen) if wish.page == 1 else (),
        sentences=asked.sentences,
        nearest=cards.under(heading, closest, asked.seen),
        online=_online(asked) if not rows else None,
        tomorrow=following,
        more_url=path + _query(wish, wish.page + 1) if has_more and wish.page < finding.LAST_PAGE else "",
        back_url=path + _query(wish, wish.page - 1) if wish.page > 1 else "",
        choices_url=f"{path}/choices{_query(wish)}",
        calendar_url=f"{path}.ics{_calendar_query(wish)}",
        weekly_url=_weekly(asked),
        poster_url=f"{path}/poster",
        print_url=f"{path}{_query(wish) or '?'}{'&' if _query(wish) else ''}print=a4",
        others=_others(asked, rows),
    )


def most_online(wish: Wish) -> int | None:
    """How many of what is online alone stand between what is near; None for all, where nothing else is wanted."""
    return None if wish.online == "only" else FEW


def _ways_on(asked: Asked, *, is_bare: bool) -> tuple[str, list[Row], DayGroup | None]:
    """Where to turn: for "now" what starts soon, and only failing that what is farther away; else the nearest, then the
    day after without what is shown already."""
    if asked.wish.when == "now" and asked.wish.page == 1:
        following = _then(asked, [])
        return (*(_nearest(asked) if is_bare and not following else ("", [])), following)
    if not is_bare:
        return "", [], None
    heading, closest = _nearest(asked)
    return heading, closest, _then(asked, closest)


def _chips(path: str, wish: Wish, asked: Asked) -> tuple[Chip, ...]:
    is_late = finding.is_late(asked.moment, asked.seen.zone)
    chips = _chips_anywhere(wish, asked.seen.today, is_late, language())
    return tuple(Chip(chip.words, path + chip.url, chip.is_current) for chip in chips)


@lru_cache(maxsize=1024)
def _chips_anywhere(wish: Wish, today: date, is_late: bool, _language: str) -> tuple[Chip, ...]:
    """The chips of a wish but for the place, which their addresses begin with: worked out once for all places."""
    return choosing.chips("", wish, today, is_late=is_late)


@lru_cache(maxsize=1024)
def _query(wish: Wish, page: int = 1) -> str:
    return wish.query(page=page)


@lru_cache(maxsize=1024)
def _calendar_query(wish: Wish) -> str:
    return wish.query(when="")


def title(asked: Asked) -> str:
    """ "Near Halifax, today"."""
    when = asked.wish.when
    name = _("you") if asked.place.kind == "point" else asked.place.name
    if when == "" and finding.is_late(asked.moment, asked.seen.zone):
        return _("Near {place}, today and tomorrow", place=name)
    if when not in TITLES:
        return _("Near {place}, on {weekday}", place=name, weekday=finding.day_word(when))
    return _(TITLES[when], place=name)


def _lead(asked: Asked, nearby: list[Row], rows: list[Row], has_more: bool) -> str:
    miles = in_miles(asked.wish.miles)
    if asked.wish.online == "only":
        return _("What you can join online.") if rows else _("Nothing online matches.")
    if asked.wish.page > 1:
        return _("Page {page}, within {miles}.", page=asked.wish.page, miles=miles)
    if not nearby:
        if asked.wish.is_plain:
            return _("Nothing is on within {miles} in that time.", miles=miles)
        return _("Nothing within {miles} matches your choices.", miles=miles)
    if has_more:
        return _("What is on within {miles}, and more on the next page.", miles=miles)
    if len(nearby) < len(rows):
        return _("{number} within {miles}, and what you can join online.", number=len(nearby), miles=miles)
    return _("{number} within {miles}.", number=len(nearby), miles=miles)


def _weekly(asked: Asked) -> str:
    authority = asked.place.authority
    slug = area_slug(db.reading(), authority.name) if authority else None
    return f"/digest/{slug}" if slug else ""


def _nearest(asked: Asked) -> tuple[str, list[Row]]:
    """The nearest five at any distance in the time asked for, else within a week; each listing once, soonest first."""
    connection = db.reading()
    week = finding.window("week", asked.moment, asked.seen.zone)
    for window, heading in ((asked.window, _("Nearest, further away")), (week, _("Nearest, in the next 7 days"))):
        rows = search.nearest(connection, asked.point, asked.wish, window, count=FEW)
        if rows:
            return heading, sorted(rows, key=lambda row: (row.starts_at, row.far))
    return "", []


def _online(asked: Asked) -> DayGroup | None:
    week = finding.window("week", asked.moment, asked.seen.zone)
    rows = search.online(db.reading(), finding.Wish(), week, count=FEW * OFTEN)
    return cards.under(_("Online, from where you are"), _each_once(rows)[:FEW], asked.seen)


def _each_once(rows: list[Row]) -> list[Row]:
    """The first row of each listing, in the order of the rows."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row.listing_id, row)
    return list(first.values())


def _then(asked: Asked, shown: list[Row]) -> DayGroup | None:
    """What starts soon, for "now"; otherwise the next day, without what is shown already."""
    is_now, moment = asked.wish.when == "now", asked.moment
    window = finding.soon(moment) if is_now else finding.after(asked.window, moment, asked.seen.zone)
    rows, _off = search.near(db.reading(), asked.point, asked.wish, window, count=FEW)
    known = {row.listing_id for row in shown}
    near_ones = _each_once([row for row in rows if row.is_somewhere and row.listing_id not in known])
    return cards.under(_("Starting soon") if is_now else _("After that"), near_ones, asked.seen)


def _others(asked: Asked, rows: list[Row]) -> tuple[Chip, ...]:
    """Other places of that name; and what is online, where some of it stands between what is near."""
    named = tuple(
        Chip(_("Another {name}? {place}", name=asked.place.name, place=place.label), f"/near/{place.slug}")
        for place in (asked.others or ())[:5]
    )
    if asked.wish.online == "only" or all(row.is_somewhere for row in rows):
        return named
    address = "/online" + asked.wish.query(online="yes", miles=USUAL_MILES)
    return (*named, Chip(_("All that you can join online"), address))
