"""Fields, values, acts and roles in words, for the history of a listing or a venue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from app.directory.rules.describing import language_name
from app.directory.rules.editing.patterns import as_series, days_of
from app.directory.rules.habits import habits
from app.directory.rules.reporting import REASONS
from app.directory.rules.schedule import Audience, BankHoliday, Change
from app.directory.rules.status import Status
from app.directory.rules.telling import PARKING
from app.directory.rules.vocabulary import routes
from app.directory.rules.words import clock, dated
from app.kernel.days import LONDON
from app.kernel.roles import Role
from app.kernel.speech import _, marked
from app.kernel.words import in_words, ordinal, sentence

FIELDS = {
    "name": marked("Name"),
    "summary": marked("Summary"),
    "note": marked("Note"),
    "room": marked("Room"),
    "cost": marked("Cost"),
    "booking": marked("Booking"),
    "children": marked("Children"),
    "pets": marked("Pets"),
    "website": marked("Website"),
    "audience": marked("Who may come"),
    "open_weeks": marked("Weeks open to anyone"),
    "languages": marked("Languages"),
    "routes": marked("Routes"),
    "contact_email": marked("E-mail"),
    "contact_phone": marked("Telephone"),
    "contact_public": marked("Contact is public"),
    "times": marked("Times"),
    "bank_holiday": marked("On bank holidays"),
    "status": marked("Whether it runs"),
    "paused_until": marked("Back on"),
    "status_note": marked("What people are told"),
    "confirmed_on": marked("Checked on"),
    "confirmed_by": marked("Checked by"),
    "directions": marked("Which door"),
    "door_sign": marked("Sign on the door"),
    "transport": marked("Bus and train"),
    "parking": marked("Parking"),
    "step_free": marked("Step-free"),
    "accessible_toilet": marked("Accessible toilet"),
    "hearing_loop": marked("Hearing loop"),
}
AUDIENCES = {
    Audience.OPEN: marked("Open to anyone"),
    Audience.CLOSED: marked("Only for people who want help for themselves"),
    Audience.ON_REQUEST: marked("Open to others who ask first"),
    Audience.OPEN_WEEKS: marked("Open to anyone in some weeks of the month"),
    Audience.CLIENTS: marked("Only for people who already use the service"),
    Audience.UNKNOWN: marked("We have not been told"),
}
HOLIDAYS = {
    BankHoliday.AS_USUAL: marked("On as usual"),
    BankHoliday.CLOSED: marked("Not on"),
    BankHoliday.ASK: marked("Not decided: people are told to ask first"),
}
STATUSES = {
    Status.ACTIVE: marked("Running"),
    Status.PAUSED: marked("Paused"),
    Status.ENDED: marked("Ended"),
}
ROLES = {
    Role.COORDINATOR: marked("a coordinator"),
    Role.LINK_WORKER: marked("a link worker"),
    Role.GROUP_REPRESENTATIVE: marked("the group"),
}
SOMEBODY = marked("a member of staff")
ACTS = {
    "confirm": marked("Said that all of it is still right"),
    "words": marked("Changed the words"),
    "times": marked("Changed the times"),
    "cancel": marked("Cancelled one date"),
    "move": marked("Moved one date"),
    "extra": marked("Added one date"),
    "note": marked("Changed the note of one date"),
    "holidays": marked("Said what happens on bank holidays"),
    "hold": marked("Said that one date is on"),
    "as_usual": marked("Put one date back as usual"),
    "pause": marked("Paused it"),
    "end": marked("Ended it"),
    "bring_back": marked("Brought it back"),
    "door": marked("Changed how to get in"),
    "close": marked("Closed the venue for some days"),
    "open_again": marked("Opened the venue again"),
    "settle": marked("Settled a report"),
    "undo": marked("Undid an earlier change"),
}
OUTCOMES = {
    "fixed": marked("I have put it right"),
    "right": marked("It is right as it stands"),
    "unknown": marked("I could not tell"),
}
ANSWERS = {"yes": marked("Yes"), "partly": marked("Partly"), "no": marked("No"),
           "unknown": marked("We have not been told")}  # fmt: skip
CODED: dict[str, Mapping[Any, str]] = {
    "audience": AUDIENCES,
    "bank_holiday": HOLIDAYS,
    "status": STATUSES,
    "step_free": ANSWERS,
    "accessible_toilet": ANSWERS,
    "hearing_loop": ANSWERS,
}
DAYS = frozenset({"paused_until", "confirmed_on"})
CHECKED = frozenset({"confirmed_on", "confirmed_by"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of an act in words, as it was and as it is. `was` is empty where nothing was there before."""

    name: str
    was: str
    now: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any], places: Mapping[str, str]) -> list[Difference]:
    """Every field that an act changed, in words. `places` names venues by id."""
    return [_difference(name, before.get(name), value, places) for name, value in after.items()]


def _difference(name: str, was: Any, now: Any, places: Mapping[str, str]) -> Difference:
    kind, _colon, day = name.partition(":")
    if kind == "day" and _is_extra(was or now) and not (was and now):
        found = _("An extra date on {day}", day=dated(date.fromisoformat(day)))
        hours = " ".join(_one_off({**each, "change": ""}, places) for each in was or now).strip()
        return Difference(found, hours, _("taken away")) if was else Difference(found, "", hours)
    return Difference(field_name(name), value_words(name, was, places), value_words(name, now, places))


def _is_extra(value: Any) -> bool:
    return bool(value) and all(each["change"] == Change.EXTRA for each in value)


def then_words(after: Mapping[str, Any]) -> str:
    """What people see of an act that left these fields like this."""
    reports = [value for name, value in after.items() if name.startswith("report:")]
    if reports and len(reports) == len(after):
        if any(value and value["outcome"] for value in reports):
            return _("The report no longer waits. The listing itself was not changed.")
        return _("The report waits again.")
    if after.keys() <= CHECKED | {name for name in after if name.startswith("report:")}:
        return _("The page shows it from now on.")
    return _("It shows everywhere from now on.")


def field_name(name: str) -> str:
    """A field in words; a date that differs is named by its day."""
    kind, colon, rest = name.partition(":")
    if not colon:
        return _(FIELDS.get(name, name))
    return {"day": lambda: dated(date.fromisoformat(rest)), "closure": lambda: _("Closed days")}.get(
        kind, lambda: _("A report")
    )()


def act_words(act: str) -> str:
    """What was done, in the past: "Cancelled one date"."""
    return _(ACTS.get(act, act))


def by_whom(role: Role) -> str:
    """A role as the one who did something: "a coordinator"."""
    return _(ROLES.get(role, SOMEBODY))


def value_words(name: str, value: Any, places: Mapping[str, str]) -> str:
    """A plain value of a field in words; "nothing" for what is empty."""
    kind, colon, _rest = name.partition(":")
    if colon:
        return _of_many(kind, value, places)
    if name == "times":
        return _times(value)
    if name in CODED:
        return _(CODED[name][value])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "parking" and value in PARKING:
        return _(PARKING[value])
    if name in DAYS and value:
        return dated(date.fromisoformat(value))
    return _listed(name, value) if isinstance(value, list) else str(value or "") or _("nothing")


def _listed(name: str, value: list[Any]) -> str:
    if name == "open_weeks":
        return in_words([ordinal(week) for week in value]) or _("nothing")
    if name == "languages":
        return in_words([language_name(code) for code in value]) or _("nothing")
    return in_words([_(routes()[code].name) for code in value if code in routes()]) or _("nothing")


def _times(value: list[dict[str, Any]]) -> str:
    all_series = [as_series(each) for each in value]
    usual = habits(all_series, all_series[0].zone if all_series else LONDON)
    single = [dated(day) for each in value for day in days_of(each)]
    return "; ".join(part for part in (usual, *single) if part) or _("none")


def _of_many(kind: str, value: Any, places: Mapping[str, str]) -> str:
    if kind == "day":
        return " ".join(_one_off(each, places) for each in value or ()) or _("as usual")
    if value is None:
        return _("nothing")
    if kind == "closure":
        span = {"first": dated(date.fromisoformat(value["first"])), "last": dated(date.fromisoformat(value["last"]))}
        return f"{_('Closed from {first} to {last}.', **span)} {value['reason']}".strip()
    said = _(OUTCOMES[value["outcome"]]) if value["outcome"] else _("waiting")
    return f"{_(REASONS.get(value['what'], value['what']))}: {said}"


def _one_off(value: Mapping[str, Any], places: Mapping[str, str]) -> str:
    parts = []
    if value["change"] == Change.CANCELLED:
        parts.append(_("cancelled"))
    if value["change"] == Change.ONLINE_ONLY:
        parts.append(_("online only"))
    if value["change"] == Change.EXTRA:
        parts.append(_("an extra date"))
    if value["change"] == Change.HELD:
        parts.append(_("on after all"))
    if value["to_day"]:
        parts.append(_("moved to {day}", day=dated(date.fromisoformat(value["to_day"]))))
    if value["start"]:
        at = datetime.combine(date.min, time.fromisoformat(value["start"]))
        parts.append(_("from {time}", time=clock(at)))
    if value["venue_id"]:
        parts.append(_("at {place}", place=places.get(value["venue_id"], _("another place"))))
    said = ", ".join(parts)
    return " ".join(part for part in (sentence(said[:1].upper() + said[1:]), value["note"]) if part)
