"""How an organisation works: numbers of its own, each from a list, with what is usual beside it."""

from typing import Any

from wtforms import BooleanField, Form, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from app.champions.rules.constants import Constants
from app.champions.rules.courses import COURSES
from app.kernel.speech import _, counted, marked
from app.kernel.words import hour_name
from app.linkage.referral.rules.house import ASKED_BY, WITHIN, House
from app.people.models import Organisation
from app.web.choices import choices

CASELOADS = (10, 15, 20, 25, 30, 40, 50, 75, 100)
RESTS = (0, 24, 48, 72, 168, 336)
SUPERVISIONS = (7, 14, 21, 28, 42, 56, 84)
FEW = range(1, 6)
OF_CHAMPIONS = "champion_"


class HouseForm(Form):
    """All of it on one page."""

    asking = RadioField(
        marked("How are champions asked?"),
        choices=choices(ASKED_BY.items()),
        validators=[InputRequired(marked("Choose how champions are asked."))],
    )
    sees_first = BooleanField(
        marked("A person looks at each request before anybody is asked"),
        description=marked(
            "Usual. Without it, requests go on by themselves where the contact is proved, nobody leaves hospital that "
            "day, and nothing was written that a person has to read."
        ),
    )
    offer_hours = SelectField(marked("How long is a champion's question open?"), coerce=int)
    hours_from = SelectField(marked("People are asked from"), coerce=int)
    hours_until = SelectField(marked("and until"), coerce=int)
    champion_active = SelectField(marked("People whom one champion walks with at a time, at most"), coerce=int)
    champion_week = SelectField(marked("New people in a week, at most"), coerce=int)
    champion_rest_hours = SelectField(marked("Rest after a first meeting"), coerce=int)
    champion_supervision_days = SelectField(marked("Supervision every"), coerce=int)
    champion_first_walk = BooleanField(
        marked("The first walk is with somebody experienced"), description=marked("Usual.")
    )
    champion_courses = SelectMultipleField(marked("Courses before a champion is asked"), choices=[])
    caseload = SelectField(marked("Requests that one coordinator holds, at most"), coerce=int)
    relay = BooleanField(
        marked("The two may send one another short messages in their own words"),
        description=marked("Usually not: ready sentences are enough for most. What is written can be reported."),
    )

    mileage = SelectField(
        marked("What a champion gets back for a mile in their own car"),
        coerce=int,
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        usual, of_champions = House(), Constants()
        _offer(self.offer_hours, ((each, _hours(each)) for each in WITHIN["offer_hours"]), usual.offer_hours)
        _offer(self.hours_from, ((each, hour_name(each)) for each in WITHIN["hours_from"]), usual.hours_from)
        _offer(self.hours_until, ((each, hour_name(each)) for each in WITHIN["hours_until"]), usual.hours_until)
        _offer(self.champion_active, ((each, str(each)) for each in FEW), of_champions.active)
        _offer(self.champion_week, ((each, str(each)) for each in FEW), of_champions.week)
        _offer(self.champion_rest_hours, ((each, _hours(each)) for each in RESTS), of_champions.rest_hours)
        days = ((each, counted("{count} day", "{count} days", each)) for each in SUPERVISIONS)
        _offer(self.champion_supervision_days, days, of_champions.supervision_days)
        _offer(self.caseload, ((each, str(each)) for each in CASELOADS), usual.caseload)
        _offer(self.mileage, ((each, _pence(each)) for each in reversed(WITHIN["mileage"])), usual.mileage)
        self.champion_courses.choices = choices(COURSES.items())
        named = ", ".join(_(COURSES[each]) for each in of_champions.courses)
        self.champion_courses.description = _("Usually: {value}", value=named)

    @property
    def said(self) -> dict[str, Any]:
        """By the name under which it is kept. Courses in the order of the list."""
        ticked = set(self.champion_courses.data or ())
        return self.data | {"champion_courses": tuple(code for code in COURSES if code in ticked)}


def as_chosen(organisation: Organisation) -> dict[str, Any]:
    """What holds at an organisation, as the form shows it."""
    house, ours = House.of(organisation.constants), Constants.of(organisation.constants)
    found: dict[str, Any] = {}
    for field in HouseForm():
        name = field.name
        is_theirs = name.startswith(OF_CHAMPIONS)
        found[name] = getattr(ours, name.removeprefix(OF_CHAMPIONS)) if is_theirs else getattr(house, name)
    return found | {"asking": house.asking.value}


def _offer(field: SelectField, values: Any, usual: int) -> None:
    """Let one be chosen, with what is usual beside; what was kept before and is not in the list stays to be chosen."""
    offered = dict(values)
    if isinstance(field.data, int) and field.data not in offered and field.object_data == field.data:
        offered[field.data] = str(field.data)
    field.choices = choices(offered.items())
    field.description = _("Usually: {value}", value=offered.get(usual, str(usual)))


def _hours(count: int) -> str:
    return counted("{count} hour", "{count} hours", count)


def _pence(count: int) -> str:
    return counted("{count} penny", "{count} pence", count) if count else _("nothing: fares only")
