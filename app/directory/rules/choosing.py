"""The choices around a list of results: chips one tap away, and the page of every choice."""

from datetime import date, timedelta

from app.directory.rules.describing import language_name
from app.directory.rules.finding import WEEKDAYS, Wish, day_word
from app.directory.rules.shown import Chip, Choice, ChoiceGroup
from app.directory.rules.vocabulary import Route
from app.directory.rules.words import KINDS, in_miles
from app.kernel.speech import _, marked
from app.kernel.words import weekday

MILES = (1, 2, 5, 10, 25, 50, 100, 300)
MARK_WORDS = {
    "step_free": (marked("Step-free"), ""),
    "women": (marked("For women"), ""),
    "men": (marked("For men"), ""),
    "lgbtq": (marked("LGBTQ+"), ""),
    "young": (marked("Young people"), ""),
    "family": (
        marked("Family and friends"),
        marked("For people close to someone who drinks or uses drugs."),
    ),
    "medication": (
        marked("Says medication is welcome"),
        marked("Methadone, buprenorphine or anything else that is prescribed."),
    ),
    "children": (marked("Children welcome"), ""),
}
QUICK_MARKS = ("step_free", "women", "men")


def chips(path: str, wish: Wish, today: date, *, is_late: bool = False) -> tuple[Chip, ...]:
    """When and what, one tap away; the chosen ones lead back when tapped again. Where nothing was said and it is late,
    the list holds more than today, so that no day is the chosen one."""
    later = [WEEKDAYS[(today + timedelta(days=away)).weekday()] for away in (2, 3)]
    when = [
        ("now", _("On now")),
        ("today", _("Today")),
        ("tomorrow", _("Tomorrow")),
        *((day, day_word(day)) for day in later),
        ("week", _("7 days")),
    ]
    moments = tuple(Chip(name, path + wish.query(when=code), _is_moment(wish, code, is_late)) for code, name in when)
    online = (
        _online(path, wish, "only", _("Online")),
        _online(path, wish, "no", _("In person")),
    )
    marks = tuple(
        Chip(_(MARK_WORDS[mark][0]), path + wish.query(marks=wish.marks ^ {mark}), mark in wish.marks)
        for mark in QUICK_MARKS
    )
    return (*moments, *online, *marks)


def online_chips(path: str, wish: Wish) -> tuple[Chip, ...]:
    """When, for what is online and so has no place."""
    moments = (("now", _("On now")), ("today", _("Today")), ("tomorrow", _("Tomorrow")), ("week", _("7 days")))
    return tuple(Chip(name, path + wish.query(when=code), wish.when == code) for code, name in moments)


def groups(wish: Wish, routes: dict[str, Route], languages: list[str]) -> tuple[ChoiceGroup, ...]:
    """Every choice there is."""
    when = [
        ("", _("Today, and tomorrow when it is late")),
        ("now", _("On now")),
        ("today", _("Today")),
        ("tomorrow", _("Tomorrow")),
    ]
    when += [(code, weekday(place)) for place, code in enumerate(WEEKDAYS)] + [("week", _("The next 7 days"))]
    miles = sorted({*MILES, wish.miles})
    spoken = sorted((language_name(code), code) for code in languages if code != "en")
    return (
        _radio(_("When"), "when", when, wish.when),
        _radio(_("How far"), "miles", [(str(far), in_miles(far)) for far in miles], str(wish.miles)),
        _radio(
            _("In person or online"),
            "online",
            [("yes", _("Both")), ("no", _("In person")), ("only", _("Online"))],
            wish.online,
        ),
        _boxes(_("What"), "kind", [(kind.value, _(name), "") for kind, name in KINDS.items()], wish.kinds),
        ChoiceGroup(
            _("What matters to you"),
            "checkbox",
            tuple(
                Choice(mark, "1", _(words), hint and _(hint), is_chosen=mark in wish.marks)
                for mark, (words, hint) in MARK_WORDS.items()
            ),
        ),
        _radio(_("Language"), "language", [("", _("Any")), *((code, name) for name, code in spoken)], wish.language),
        _boxes(_("Route"), "route", [(r.code, _(r.name), _(r.for_whom)) for r in routes.values()], wish.routes),
    )


def _is_moment(wish: Wish, code: str, is_late: bool) -> bool:
    return wish.when == code or (code == "today" and wish.when == "" and not is_late)


def _online(path: str, wish: Wish, value: str, label: str) -> Chip:
    is_on = wish.online == value
    return Chip(label, path + wish.query(online="yes" if is_on else value), is_on)


def _radio(legend: str, name: str, choices: list[tuple[str, str]], chosen: str) -> ChoiceGroup:
    return ChoiceGroup(
        legend, "radio", tuple(Choice(name, value, label, is_chosen=value == chosen) for value, label in choices)
    )


def _boxes(legend: str, name: str, choices: list[tuple[str, str, str]], chosen: frozenset[str]) -> ChoiceGroup:
    return ChoiceGroup(
        legend,
        "checkbox",
        tuple(Choice(name, value, label, hint, value in chosen) for value, label, hint in choices),
    )
