"""Changing what was asked for: the forms of asking once more, of which each page shows one part."""

from dataclasses import replace

from wtforms import BooleanField, Form, RadioField, SelectField
from wtforms.validators import InputRequired

from app.kernel.speech import counted, marked
from app.linkage.referral.forms.ask import OFFERED, AskForm
from app.linkage.referral.forms.refer import ReferForm
from app.linkage.referral.rules.asking import HOURS, HOURS_SAID
from app.linkage.referral.rules.changing import Part
from app.linkage.referral.rules.wishes import Journey, Wishes
from app.notices.rules.hours import Hours
from app.notices.rules.reach import Reach
from app.web.choices import choices

FIELDS: dict[Part, tuple[str, ...]] = {
    Part.MEETING: ("route", "day"),
    Part.COMPANY: ("gender", "own_gender", "language", "likeness", "first"),
    Part.NEEDS: ("access", "avoid"),
    Part.TRAVEL: ("times", "place", "near", "journey", "minutes", "late"),
    Part.WORDS: ("help",),
    Part.REACH: ("hours", "leave_message", "watched", "rest"),
    Part.CONTACT: ("contact",),
}
"""What each page asks, by the names of its fields."""

KEPT: dict[Part, tuple[str, ...]] = {
    Part.NEEDS: ("access", "avoid"),
    Part.TRAVEL: ("free", "journey", "minutes", "late_minutes"),
    Part.WORDS: ("help",),
}
"""Which wishes a part is; who somebody would like to go with is taken field by field."""

AS_CHOSEN = "own"
STAY, ANOTHER = "stay", "another"
MINUTES = (15, 30, 45, 60, 90, 120)


class Ways(Form):
    """How somebody gets about, which is asked here alone; and whether whoever goes with them still does."""

    journey = RadioField(
        marked("How do you get about?"),
        choices=choices(
            [
                (Journey.FOOT.value, marked("On foot")),
                (Journey.BUS.value, marked("By bus")),
                (Journey.CAR.value, marked("By car")),
            ]
        ),
        default=Journey.BUS.value,
    )
    minutes = SelectField(marked("How long may the way take, at most?"), coerce=int, default=45)
    late = SelectField(
        marked("And if it ends after 9pm?"),
        description=marked("Some would not go as far so late."),
        coerce=int,
        default=0,
    )
    champion = RadioField(
        marked("Do you want to go on with the same person?"),
        choices=choices(
            [
                (STAY, marked("Yes, we go on together")),
                (ANOTHER, marked("No, somebody else please. Nobody is told why")),
            ]
        ),
        validators=[InputRequired(marked("Choose whether you go on with the same person."))],
    )
    day = RadioField(
        marked("Which date?"),
        choices=[],
        validators=[InputRequired(marked("Choose a date, or any of its dates."))],
    )


class OwnChange(AskForm, Ways):
    """By the newcomer."""

    rest = BooleanField(
        marked("Please do not contact me for now"),
        description=marked("Then only codes that you ask for are sent. Everything else waits for you here."),
    )


class StaffChange(ReferForm, Ways):
    """By staff, as they are told."""

    journey = RadioField(
        marked("How do they get about?"),
        choices=choices(
            [
                (Journey.FOOT.value, marked("On foot")),
                (Journey.BUS.value, marked("By bus")),
                (Journey.CAR.value, marked("By car")),
            ]
        ),
        default=Journey.BUS.value,
    )
    rest = BooleanField(
        marked("They wish not to be contacted for now"),
        description=marked("Then only codes that they ask for are sent. Everything else waits for them on their page."),
    )
    champion = RadioField(
        marked("Do they want to go on with the same person?"),
        choices=choices(
            [
                (STAY, marked("Yes, they go on together")),
                (ANOTHER, marked("No, somebody else please. Nobody is told why")),
            ]
        ),
        validators=[InputRequired(marked("Choose whether they go on with the same person."))],
    )


Change = OwnChange | StaffChange


def offer_minutes(form: Change, kept: int, late: int) -> None:
    """Let how long the way may take be chosen, and how long late in the evening; what was kept before stays to be
    chosen."""
    form.minutes.choices = choices(_minutes(kept))
    form.late.choices = choices([(0, marked("Just as long")), *_minutes(late)])


def _minutes(kept: int) -> list[tuple[int, str]]:
    offered = sorted({*MINUTES, kept} - {0})
    return [(each, counted("{count} minute", "{count} minutes", each)) for each in offered]


def reached(form: Change, kept: Reach, *, leave_message: bool) -> Change:
    """Fill in how they are reached; hours of their own stay to be chosen."""
    named = next((name for name, hours in HOURS.items() if hours == kept.hours), AS_CHOSEN)
    form.process(data={"hours": named, "leave_message": leave_message, "watched": kept.watched,
                       "rest": kept.do_not_contact})  # fmt: skip
    offer_hours(form, kept.hours)
    return form


def offer_hours(form: Change, kept: Hours) -> None:
    """The times to choose from, and those that they chose day by day."""
    own = [] if kept in HOURS.values() else [(AS_CHOSEN, marked("At the times that were chosen day by day"))]
    form.hours.choices = choices([*HOURS_SAID, *own])


def chosen_hours(form: Change, kept: Hours) -> Hours:
    """The times that were chosen."""
    return HOURS.get(form.hours.data, kept)


def changed(part: Part, form: Change, kept: Wishes) -> Wishes:
    """All that they wish for, with what this page asks as it was said now; the place is for the caller to find. What
    the page does not offer stays: a likeness of another sort, a second language."""
    said = replace(form.wishes, journey=Journey(form.journey.data), minutes=form.minutes.data or kept.minutes)
    said = replace(said, late_minutes=form.late.data or None)
    if part is Part.COMPANY:
        unseen = tuple(each for each in kept.likeness if each.value not in OFFERED)
        same = said.languages[:1] == kept.languages[:1]
        tongues = kept.languages if same else said.languages
        return replace(
            kept, gender=said.gender, own_gender=said.own_gender, languages=tongues, first=said.first,
            likeness=(*said.likeness, *unseen),
        )  # fmt: skip
    found = replace(kept, **{name: getattr(said, name) for name in KEPT[part]})
    if part is Part.NEEDS:
        offered = {value for value, *_more in form.avoid.iter_choices()}
        found = replace(found, avoid=(*said.avoid, *(each for each in kept.avoid if each not in offered)))
    return found
