"""Everything that is asked of somebody who wishes for company, step by step; what is said in other steps is carried
along in hidden fields, so that nothing is kept before it is sent."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length

from app.consent.rules.texts import TEXTS
from app.kernel.speech import marked
from app.linkage.referral.rules.asking import (
    ANY_TIME,
    CONSENTS,
    HOURS_SAID,
    LANGUAGES,
    LONGEST_HELP,
    LONGEST_NAME,
    Said,
)
from app.linkage.referral.rules.wishes import TIMES_SAID, Access, Gender, Likeness, Wishes, free_at
from app.people.forms.signing import SHORT, plain
from app.web.choices import choices

YES, NO = "yes", "no"
NOT_FOR_THEM = marked("No, or not sure: choose a date on which anybody may come")
FIRSTS = (
    ("", marked("Nothing more than the rest")),
    ("familiar", marked("Somebody who knows that very meeting")),
    ("travel", marked("A short way")),
    ("dates", marked("Several dates to choose from")),
    ("likeness", marked("Somebody like me, in what I ticked above")),
)
GENDERS = (
    (Gender.ANY.value, marked("Anybody, I do not mind")),
    (Gender.WOMAN.value, marked("A woman")),
    (Gender.MAN.value, marked("A man")),
    (Gender.NON_BINARY.value, marked("Somebody non-binary")),
)
LIKENESSES = (
    (Likeness.SAME_ROUTE.value, marked("Somebody who knows this kind of meeting from their own life")),
    (Likeness.METHADONE_OR_BUPRENORPHINE.value, marked("Somebody who knows methadone or buprenorphine")),
)
OFFERED = dict(LIKENESSES)
NEEDS = (
    (Access.STEP_FREE.value, marked("No steps on the way in")),
    (Access.BSL.value, marked("British Sign Language")),
    (Access.HEARING_LOOP.value, marked("A hearing loop")),
    (Access.INTERPRETER.value, marked("An interpreter")),
)


class MeetingFields(Form):
    """What would help, and which meeting."""

    help = TextAreaField(
        marked("What would help on the day? (if you like)"),
        description=marked(
            "In your own words, up to 500 characters. For example: “Meet me at the bus stop.” "
            "Staff read it, and whoever goes with you, after their yes."
        ),
        filters=[plain],
        validators=[Length(max=LONGEST_HELP, message=marked("Use 500 characters or fewer for what would help."))],
    )
    place = StringField(
        marked("Which town or postcode are you near?"),
        description=marked("We help you choose a meeting."),
        filters=[plain],
    )
    near = RadioField(marked("Which one do you mean?"), choices=[], validate_choice=False)
    organisation = RadioField(
        marked("Who would you like to help you?"),
        description=marked("More than one organisation helps people here."),
        choices=[],
        validate_choice=False,
    )
    route = SelectField(
        marked("Which kind of meeting?"),
        description=marked("None is better than another. You can leave it open."),
        choices=[],
        default="",
    )
    times = SelectMultipleField(
        marked("When could you go?"),
        description=marked("Tick what suits you. Leave it empty if you do not mind."),
        choices=choices(TIMES_SAID.items()),
    )
    belongs = RadioField(
        marked("Is this meeting there for you?"),
        description=marked("Not every date of it is for visitors."),
        choices=choices([(YES, marked("Yes, it is for people like me")), (NO, NOT_FOR_THEM)]),
        default=YES,
    )
    instead = RadioField(
        marked("Which date instead?"),
        description=marked("On these anybody may come."),
        choices=[],
        validate_choice=False,
    )


OWN_GENDERS = (
    ("", marked("I’d rather not say")),
    (Gender.WOMAN.value, marked("A woman")),
    (Gender.MAN.value, marked("A man")),
    (Gender.NON_BINARY.value, marked("Non-binary")),
)


class CompanyFields(Form):
    """With whom somebody would feel at ease."""

    gender = RadioField(
        marked("Who would you like to go with?"),
        choices=choices(GENDERS),
        default=Gender.ANY.value,
        validate_choice=True,
    )
    own_gender = SelectField(
        marked("You are"),
        description=marked(
            "Some champions go with women only, or with men only. You can leave it unsaid: then those are not asked."
        ),
        choices=choices(OWN_GENDERS),
        default="",
    )
    language = SelectField(marked("In which language?"), choices=[], default="")
    likeness = SelectMultipleField(
        marked("Somebody like you in one thing?"),
        description=marked("Tick what you would like. You can leave all of it empty."),
        choices=choices(LIKENESSES),
    )
    access = SelectMultipleField(
        marked("Do you need any of these?"),
        description=marked("So that we choose the right place and the right person."),
        choices=choices(NEEDS),
    )
    first = SelectField(marked("What matters most?"), choices=choices(FIRSTS), default="")
    avoid = SelectField(
        marked("A building that you would rather not go to?"),
        description=marked("Then we look for a meeting elsewhere. Nobody asks why."),
        choices=[],
        default="",
    )


class ReachFields(Form):
    """The name to use, and how to reach somebody."""

    name = StringField(
        marked("What may we call you?"),
        description=marked("A first name or any name you like, up to 60 characters. We do not ask for your last name."),
        filters=[plain],
        validators=[
            DataRequired(marked("Enter a name to use.")),
            Length(max=LONGEST_NAME, message=marked("Use 60 characters or fewer for the name.")),
        ],
    )
    contact = StringField(
        marked("Your mobile number or e-mail"),
        description=marked("One is enough. Only people who help you see it."),
        filters=[plain],
        validators=[
            DataRequired(marked("Enter an e-mail address or a mobile number, like name@example.org or 07700 900 123.")),
            Length(max=SHORT, message=marked("Use 254 characters or fewer for the number or e-mail.")),
        ],
    )
    leave_message = BooleanField(
        marked("You may leave a message if I do not answer"),
        description=marked("It says a first name and a number to call, and nothing else."),
    )
    watched = BooleanField(
        marked("Somebody else may see my messages"),
        description=marked("Then messages never say what they are about, even if you choose plain words later."),
    )
    hours = RadioField(marked("When may we reach you?"), choices=choices(HOURS_SAID), default=ANY_TIME)


class Asked(MeetingFields, CompanyFields, ReachFields):
    """What both forms hold unseen, and how it is read. `once` is the form's own random name, `said` the place as it was
    typed when several were offered."""

    once = HiddenField(filters=[plain])
    said = HiddenField(filters=[plain])
    listing = HiddenField(filters=[plain])
    on = HiddenField(filters=[plain])

    def offer_languages(self, named: list[tuple[str, str]]) -> None:
        """Offer these languages, by their codes."""
        self.language.choices = choices(named)

    def offer_routes(self, named: list[tuple[str, str]]) -> None:
        """Offer these kinds of meeting, by their codes."""
        self.route.choices = choices([("", marked("Any kind")), *named])
        self.route.data = self.route.data if self.route.data in dict(named) else ""

    def offer_venues(self, named: list[tuple[str, str]]) -> None:
        """Offer these buildings, by their ids."""
        self.avoid.choices = choices([("", marked("No")), *named])
        self.avoid.data = self.avoid.data if self.avoid.data in dict(named) else ""

    @property
    def date(self) -> date | None:
        """The date that was named; None where it is none."""
        try:
            return date.fromisoformat(self.on.data or "")
        except ValueError:
            return None

    @property
    def wishes(self) -> Wishes:
        """What they wish for, as it is kept."""
        return Wishes(
            gender=Gender(self.gender.data),
            own_gender=self.own_gender.data or "",
            languages=(self.language.data,) if self.language.data in LANGUAGES and self.language.data else (),
            likeness=tuple(map(Likeness, self.likeness.data or ())),
            access=tuple(map(Access, self.access.data or ())),
            place=self.place.data or "",
            help=self.help.data or "",
            avoid=(self.avoid.data,) if self.avoid.data else (),
            first=(self.first.data,) if self.first.data else (),
            belongs=self.belongs.data != NO,
            routes=(self.route.data,) if self.route.data else (),
            free=free_at(self.times.data or ()),
        )

    @property
    def reach(self) -> Said:
        """What they said of themselves."""
        return Said(self.name.data or "", self.hours.data, bool(self.leave_message.data), bool(self.watched.data))

    @property
    def consents(self) -> list[str]:
        """The purposes that they agreed to."""
        return [purpose for name, purpose in CONSENTS.items() if name in self and self[name].data]


class AskForm(Asked):
    """All of it, with what is agreed to at the end. `again`: from here back to the answers."""

    step = HiddenField(filters=[plain])
    again = HiddenField(filters=[plain])
    adult = RadioField(
        marked("Are you 18 or over?"),
        choices=choices([(YES, marked("Yes")), (NO, marked("No"))]),
        validators=[InputRequired(marked("Are you 18 or over? Choose yes or no."))],
    )
    agrees = BooleanField(
        TEXTS[CONSENTS["agrees"]].asks,
        description=TEXTS[CONSENTS["agrees"]].means,
        validators=[InputRequired(marked("Tick this, so that we may keep what you told us."))],
    )
    shares = BooleanField(
        TEXTS[CONSENTS["shares"]].asks,
        description=TEXTS[CONSENTS["shares"]].means,
        validators=[InputRequired(marked("Tick this, so that we may ask a champion."))],
    )
    shows_contact = BooleanField(
        TEXTS[CONSENTS["shows_contact"]].asks, description=TEXTS[CONSENTS["shows_contact"]].means
    )

    def carried(self, shown: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        """Name and value of all that this page does not show, for hidden fields."""
        for each in self:
            if each.name not in shown and each.name != "step":
                yield from _values(each)


def _values(each: Field) -> Iterator[tuple[str, Any]]:
    if isinstance(each, SelectMultipleField):
        yield from ((each.name, value) for value in each.data or ())
    elif isinstance(each, BooleanField):
        if each.data:
            yield each.name, "1"
    elif each.data:
        yield each.name, each.data
