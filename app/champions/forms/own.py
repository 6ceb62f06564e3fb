"""What champions say of themselves."""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any

from wtforms import (
    BooleanField,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length

from app.champions.actions.describing import About, Going
from app.champions.models import Champion
from app.champions.rules.constants import Constants
from app.champions.rules.times import Slot
from app.champions.rules.words import (
    COMPANY,
    GENDERS,
    HELPS,
    MODES,
    SEEN,
    TAGS,
    Gender,
    Help,
    Mode,
    Tag,
    Visibility,
    parted,
)
from app.directory.forms.basis import DayField
from app.directory.forms.words import LANGUAGES
from app.directory.rules.describing import language_name
from app.directory.rules.vocabulary import routes
from app.kernel.postcode import outcode_of
from app.kernel.speech import _, counted, marked
from app.notices.forms.reach import hour_words
from app.people.forms.signing import plain
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Found
from app.web.choices import choices

LONGEST_ABOUT = 500
NOT_SAID = ""
YES, NO = "yes", "no"
MINUTES = (10, 20, 30, 45, 60, 90)
NO_LATE, AS_EVER = "0", ""
NOT_ON_THIS_DAY, MIDNIGHT = "", "24"
HOURS = range(6, 25)


class AboutForm(Form):
    """Who they are. Everything may be left out."""

    about = TextAreaField(
        marked("A few words about you"),
        description=marked(
            "For somebody whom you will walk with, once that is agreed. How to know you at the door, for example."
        ),
        filters=[plain],
        validators=[Length(max=LONGEST_ABOUT, message=marked("Use 500 characters or fewer."))],
    )
    visibility = RadioField(
        marked("Who may see that you help?"),
        choices=choices(SEEN.items()),
        validators=[InputRequired(marked("Choose who may see it."))],
    )
    gender = SelectField(
        marked("You are"), choices=choices([(NOT_SAID, marked("I’d rather not say")), *GENDERS.items()])
    )
    walks_with = SelectMultipleField(
        marked("Whom do you go with?"),
        description=marked("None ticked means anybody."),
        choices=choices(COMPANY.items()),
    )
    languages = SelectMultipleField(marked("Languages that you speak"), choices=[])
    knows = SelectMultipleField(
        marked("What you know from your own life, and may be asked for"),
        description=marked("Only if somebody asks for it. It is never shown beside your name."),
        choices=choices(TAGS.items()),
    )
    belongs = SelectMultipleField(
        marked("Groups that you belong to yourself"),
        description=marked(
            "Only if you like. Some meetings are for members alone: we ask you for those only where you tick. "
            "We show it to nobody."
        ),
        choices=[],
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.languages.choices = choices((code, language_name(code)) for code in LANGUAGES)
        self.belongs.choices = choices(route_names())

    @property
    def said(self) -> About:
        """As it is kept."""
        gender = Gender(self.gender.data) if self.gender.data else None
        return About(
            self.about.data or "", Visibility(self.visibility.data), gender,
            frozenset(map(Gender, self.walks_with.data or ())), tuple(self.languages.data or ()),
            frozenset(map(Tag, self.knows.data or ())), frozenset(self.belongs.data or ()),
        )  # fmt: skip


class GoingForm(Form):
    """Where they go, and how."""

    home = StringField(
        marked("The first half of your postcode"),
        description=marked("Like HX1. We keep no more of it, and show it to nobody."),
        filters=[plain],
    )
    modes = SelectMultipleField(marked("How do you get about?"), choices=choices(MODES.items()))
    minutes = SelectField(marked("How far do you go, one way?"), coerce=int, choices=[])
    late_minutes = SelectField(marked("And late, after 9pm?"), choices=[])
    routes_willing = SelectMultipleField(
        marked("Groups that you would go to"), description=marked("None ticked means any."), choices=[]
    )
    access = SelectMultipleField(marked("What can you help with on the way?"), choices=choices(HELPS.items()))
    cap = SelectField(marked("How many people at a time?"), choices=[])
    cap_week = SelectField(marked("How many new people in a week?"), choices=[])
    again = SelectField(
        marked("Somebody you went with before would like you again. May we ask you first?"),
        description=marked("You can still say no each time."),
        choices=choices([(YES, marked("Yes, ask me")), (NO, marked("No, ask somebody else"))]),
        default=YES,
    )
    any_hour = BooleanField(
        marked("You may ask me at night too"),
        description=marked("Then the time for your answer also runs at night, and the message comes at any hour."),
    )

    def offer(self, most: Constants) -> None:
        """Offer what the organisation allows."""
        lengths = [(each, counted("about {count} minute", "about {count} minutes", each)) for each in MINUTES]
        self.minutes.choices = choices(lengths)
        late = [(AS_EVER, marked("Just as far")), (NO_LATE, marked("Not that late")), *lengths]
        self.late_minutes.choices = choices((str(value), words) for value, words in late)
        self.routes_willing.choices = choices(route_names())
        for field, limit in ((self.cap, most.active), (self.cap_week, most.week)):
            own = [(str(number), str(number)) for number in range(1, limit)]
            field.choices = choices([(NOT_SAID, _("As many as others here: {most}", most=limit)), *own])

    def validate_home(self, field: Field) -> None:
        """An outcode that there is; a whole postcode is cut."""
        code = outcode_of(field.data or "")
        if field.data and not (code and isinstance(gazetteer().find(code), Found)):
            raise ValidationError(_("Enter the first half of a postcode, like HX1."))
        field.data = code

    @property
    def said(self) -> Going:
        """As it is kept."""
        late, caps = (
            self.late_minutes.data,
            [int(each.data) if each.data else None for each in (self.cap, self.cap_week)],
        )
        return Going(
            self.home.data or "", frozenset(map(Mode, self.modes.data or ())), self.minutes.data,
            int(late) if late else None, tuple(self.routes_willing.data or ()),
            frozenset(map(Help, self.access.data or ())), caps[0], caps[1],
            any_hour=bool(self.any_hour.data), again=self.again.data != NO,
        )  # fmt: skip


class KnownForm(Form):
    """A meeting that they know."""

    listing = SelectField(marked("A meeting that you know"), choices=[])

    def offer(self, named: list[tuple[str, str]]) -> None:
        """Offer these, by their ids."""
        self.listing.choices = choices(named)


class TimesForm(Form):
    """The usual hours of a week: `first_0` and `last_0` are Monday's, and so on."""

    @property
    def days(self) -> list[tuple[int, Field, Field]]:
        """Each weekday with its two fields."""
        return [(day, self[f"first_{day}"], self[f"last_{day}"]) for day in range(7)]

    @property
    def said(self) -> list[Slot]:
        """As it is kept. Hours that end before they begin are left out; the form says so before."""
        chosen = [(day, first.data, last.data) for day, first, last in self.days if first.data]
        return [Slot(day, time(int(first)), time(int(last) % 24)) for day, first, last in chosen]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Each day ends after it begins."""
        if not super().validate(extra_validators):
            return False
        wrong = [last for _day, first, last in self.days if first.data and int(last.data or 0) <= int(first.data)]
        for field in wrong:
            field.errors = [_("Choose an end after the beginning.")]
        return not wrong


class AwayForm(Form):
    """Days away."""

    first = DayField(marked("First day away"), validators=[InputRequired(marked("Write the date like 24/12/2026."))])
    last = DayField(marked("Last day away"), validators=[InputRequired(marked("Write the date like 24/12/2026."))])


class NoteForm(Form):
    """A few words for one's supervisor."""

    words = TextAreaField(
        marked("Anything for your supervisor? (if you like)"),
        description=marked("Only your supervisor reads it. It goes when you come back, or when the role ends."),
        filters=[plain],
        validators=[Length(max=1000, message=marked("Use 1,000 characters or fewer."))],
    )


def _hours() -> Iterator[tuple[str, str]]:
    yield from ((str(hour), hour_words(hour % 24)) for hour in HOURS)


for _day in range(7):
    setattr(TimesForm, f"first_{_day}", SelectField(
        marked("From"), default=NOT_ON_THIS_DAY,
        choices=choices([(NOT_ON_THIS_DAY, marked("Not on this day")), *list(_hours())[:-1]]),
    ))  # fmt: skip
    setattr(TimesForm, f"last_{_day}", SelectField(
        marked("Until"), default=NOT_ON_THIS_DAY,
        choices=choices([(NOT_ON_THIS_DAY, marked("Not on this day")), *list(_hours())[1:]]),
    ))  # fmt: skip


def route_names() -> list[tuple[str, str]]:
    """Every route with what people call it, side by side."""
    return [(route.code, _(route.short)) for route in routes().values()]


def about_of(champion: Champion) -> dict[str, Any]:
    """What the form of who they are opens with."""
    return {
        "about": champion.about, "visibility": champion.visibility.value, "gender": champion.gender,
        "walks_with": sorted(parted(champion.walks_with)), "languages": champion.languages,
        "knows": sorted(parted(champion.knows)), "belongs": sorted(parted(champion.belongs)),
    }  # fmt: skip


def going_of(champion: Champion) -> dict[str, Any]:
    """What the form of where they go opens with."""
    late, numbers = champion.late_minutes, (champion.cap, champion.cap_week)
    caps = ["" if each is None else str(each) for each in numbers]
    return {
        "home": champion.home, "modes": champion.modes, "minutes": champion.minutes,
        "late_minutes": AS_EVER if late is None else str(late), "routes_willing": champion.routes_willing,
        "access": champion.access, "cap": caps[0], "cap_week": caps[1],
        "any_hour": champion.any_hour, "again": YES if champion.again else NO,
    }  # fmt: skip


def times_of(champion: Champion) -> dict[str, Any]:
    """What the form of hours opens with."""
    found = {}
    for each in champion.slots:
        found[f"first_{each.weekday}"] = str(each.starts.hour)
        found[f"last_{each.weekday}"] = str(each.ends.hour or 24)
    return found
