"""Words for what the record says of a person."""

from collections.abc import Mapping
from datetime import date, datetime

from app.audit.rules import Entry
from app.kernel.days import LONDON, zone_of
from app.kernel.roles import Role
from app.kernel.speech import _, marked
from app.kernel.words import month, time_of_day, weekday
from app.people.rules.roles import NAMES

WHAT = {
    ("person", "read"): marked("looked at your record"),
    ("person", "contact_read"): marked("looked at how to reach you"),
    ("person", "contact_changed"): marked("changed how we reach you"),
    ("person", "copied"): marked("made a copy of what we hold"),
    ("person", "set"): marked("added a way to sign in"),
    ("person", "changed"): marked("changed how you sign in"),
    ("safe_contact", "settled"): marked("said how you may be reached"),
    ("push_phone", "set"): marked("added a phone of yours to be told"),
    ("push_phone", "ended"): marked("took a phone of yours off"),
    ("letter", "retried"): marked("sent you a message again"),
    ("glass", "broken"): marked("opened your record in need, for one hour"),
    ("glass", "agreed"): marked("agreed that your contacts may be seen in that hour"),
    ("glass", "reviewed"): marked("checked whether that was right"),
    ("consent", "given"): marked("wrote down that you agree to something"),
    ("consent", "withdrawn"): marked("wrote down that you take an agreement back"),
    ("consent", "used"): marked("closed an agreement of yours that was for one time"),
    ("expense", "asked"): marked("asked about what you claimed"),
    ("expense", "approved"): marked("agreed to what you claimed"),
    ("expense", "paid"): marked("said that what you claimed is paid"),
    ("learner", "asked"): marked("asked whether you would come along to an outing"),
    ("learner", "well"): marked("said that your first walk went well"),
    ("learner", "not_yet"): marked("said that a talk with you comes first"),
    ("learner", "absent"): marked("said that you were not there"),
    ("handover", "read"): marked("looked at what you wish for, as you had agreed"),
    ("holding", "suspended"): marked("suspended your role"),
    ("holding", "brought_back"): marked("brought your role back"),
    ("holding", "ended"): marked("ended your role"),
    ("holding", "left"): marked("left a role"),
    ("holding", "appointed"): marked("gave you a duty"),
    ("holding", "relieved"): marked("took a duty from you"),
}
OTHERWISE = marked("did something that concerns you")


def who(entry: Entry, person_id: str, organisations: Mapping[str, str]) -> str:
    """Who it was: oneself, or a role in an organisation."""
    if entry.actor_id == person_id:
        return _("You")
    if not entry.actor_id:
        return _("This site by itself")
    role = _(NAMES[Role(entry.role)]) if entry.role else _("Somebody")
    place = organisations.get(entry.organisation_id, "")
    return _("A {role} of {organisation}", role=role, organisation=place) if place else _("A {role}", role=role)


def when(moment: datetime) -> str:
    """The moment in London's time: "Monday 23 November 2026 at 12:10am"."""
    local = moment.astimezone(zone_of(LONDON))
    names = {"weekday": weekday(local.weekday()), "month": month(local.month)}
    return _(
        "{weekday} {day} {month} {year} at {time}", day=local.day, year=local.year, time=time_of_day(local), **names
    )


def day(shown: date) -> str:
    """The date: "23 November 2026"."""
    return _("{day} {month} {year}", day=shown.day, month=month(shown.month), year=shown.year)


def what(entry: Entry) -> str:
    """What they did."""
    return _(WHAT.get((entry.object_type, entry.outcome), OTHERWISE))
