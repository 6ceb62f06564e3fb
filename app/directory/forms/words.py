"""Forms for the words of a listing and for the door of its venue."""

import re
from typing import Any

from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.validators import InputRequired

from app.directory.forms.basis import APART, LONG, MIDDLE, SHORT, CorrectForm, at_most, one_of, plain
from app.directory.rules.describing import language_name
from app.directory.rules.editing.wording import ANSWERS, AUDIENCES
from app.directory.rules.schedule import Audience
from app.directory.rules.telling import PARKING
from app.directory.rules.vocabulary import routes
from app.kernel.links import tidy_web
from app.kernel.speech import _, marked
from app.kernel.words import ordinal
from app.people.rules.contact import can_ring
from app.web.choices import choices

LANGUAGES = ("en", "cy", "gd", "ga", "ar", "bn", "es", "fa", "fr", "gu", "hi", "it", "ku", "lt", "pa", "pl", "pt",
             "ro", "ru", "so", "ti", "tr", "uk", "ur", "vi", "zh")  # fmt: skip
"""Languages offered besides those that a listing has already."""
WEEKS = (1, 2, 3, 4, 5, -1)
MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")
PHONE = re.compile(r"\+?[\d ()-]{3,24}")
ANSWERED = one_of(set(ANSWERS), marked("Choose one of the answers."))


class WordsForm(CorrectForm):
    """What is said of a listing."""

    together = (("audience", "open_weeks"),)

    name = StringField(
        marked("Name"),
        description=marked("The address of its page stays the same."),
        filters=[plain],
        validators=[InputRequired(marked("Enter the name that the group uses.")), at_most(SHORT)],
    )
    summary = TextAreaField(marked("What it is, in a sentence or two"), filters=[plain], validators=[at_most(LONG)])
    note = TextAreaField(
        marked("Good to know"),
        description=marked("Shown on its page and in calendars. Please leave out names and private numbers."),
        filters=[plain],
        validators=[at_most(LONG)],
    )
    room = StringField(marked("Room"), filters=[plain], validators=[at_most(SHORT)])
    cost = StringField(marked("Cost"), filters=[plain], validators=[at_most(SHORT)])
    booking = StringField(marked("Booking"), filters=[plain], validators=[at_most(MIDDLE)])
    children = StringField(marked("Children"), filters=[plain], validators=[at_most(MIDDLE)])
    pets = StringField(marked("Pets"), filters=[plain], validators=[at_most(MIDDLE)])
    website = StringField(marked("Website"), filters=[plain], validators=[at_most(MIDDLE)])
    audience = RadioField(
        marked("Who may come"),
        choices=choices((code.value, words) for code, words in AUDIENCES.items()),
        validate_choice=False,
        validators=[one_of(set(AUDIENCES), marked("Choose who may come."))],
    )
    open_weeks = SelectMultipleField(
        marked("If only in some weeks of the month: in which?"),
        coerce=int,
        choices=choices((week, "") for week in WEEKS),
    )
    routes = SelectMultipleField(marked("Routes"), choices=[])
    languages = SelectMultipleField(marked("Languages spoken"), choices=[])
    contact_phone = StringField(marked("The group's telephone"), filters=[plain], validators=[at_most(SHORT)])
    contact_email = StringField(marked("The group's e-mail"), filters=[plain], validators=[at_most(SHORT)])
    contact_public = BooleanField(marked("Show telephone and e-mail on the page, and in lists that others read"))

    def offer(self, spoken: list[str]) -> None:
        """Offer the published routes, and the usual languages with those that are spoken there already."""
        self.open_weeks.choices = choices((week, _("The {nth} week", nth=ordinal(week))) for week in WEEKS)
        self.routes.choices = choices((code, route.name) for code, route in routes().items())
        offered = sorted({*LANGUAGES, *spoken}, key=lambda code: (code != "en", language_name(code)))
        self.languages.choices = choices((code, language_name(code)) for code in offered)

    def validate_website(self, field: Field) -> None:
        """An address that a browser can open, with the host as it is."""
        tidy = tidy_web(field.data or "")
        if field.data and not tidy:
            raise ValidationError(_("Start the web address with https://, like https://example.org."))
        field.data = tidy

    def validate_contact_email(self, field: Field) -> None:
        """Something that mail can be sent to."""
        if field.data and not MAIL.fullmatch(field.data):
            raise ValidationError(_("Enter an e-mail address, like group@example.org."))

    def validate_contact_phone(self, field: Field) -> None:
        """Something that can be rung."""
        if field.data and not (PHONE.fullmatch(field.data) and can_ring(field.data)):
            raise ValidationError(_("Enter a whole telephone number, like 01632 960123."))

    def validate_open_weeks(self, field: Field) -> None:
        """Open in some weeks needs the weeks."""
        if self.audience.data == Audience.OPEN_WEEKS and not field.data:
            raise ValidationError(_("Choose in which weeks anyone may come."))

    def fields(self) -> dict[str, Any]:
        """What was said, as plain values by the name of the field."""
        said = {name: field.data for name, field in self._fields.items() if name not in APART}
        if said["audience"] != Audience.OPEN_WEEKS:
            said["open_weeks"] = []
        return said | {name: sorted(said[name]) for name in ("routes", "languages")}


class DoorForm(CorrectForm):
    """How to get into a venue."""

    directions = TextAreaField(
        marked("Which door, and how to find it"),
        description=marked("For example: the red door at the side, ring the middle bell."),
        filters=[plain],
        validators=[at_most(LONG)],
    )
    door_sign = StringField(marked("What the sign on the door says"), filters=[plain], validators=[at_most(SHORT)])
    transport = TextAreaField(marked("Bus and train"), filters=[plain], validators=[at_most(LONG)])
    parking = SelectField(marked("Parking"), choices=[])
    step_free = RadioField(
        marked("Step-free from the street to the room"),
        choices=choices(ANSWERS.items()),
        validate_choice=False,
        validators=[ANSWERED],
    )
    accessible_toilet = RadioField(
        marked("Accessible toilet"), choices=choices(ANSWERS.items()), validate_choice=False, validators=[ANSWERED]
    )
    hearing_loop = RadioField(
        marked("Hearing loop"), choices=choices(ANSWERS.items()), validate_choice=False, validators=[ANSWERED]
    )

    def offer(self, parking: str) -> None:
        """Offer the usual words on parking, and what is said of it already."""
        words = {"": marked("We have not been told"), **PARKING}
        self.parking.choices = choices(({parking: parking} | words).items())

    def fields(self) -> dict[str, Any]:
        """What was said, as plain values by the name of the field."""
        return {name: field.data for name, field in self._fields.items() if name not in APART}
