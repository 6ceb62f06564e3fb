"""Forms for the times of a listing and for one date of it."""

from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields import Field
from wtforms.validators import Optional

from app.directory.forms.basis import (
    MIDDLE,
    CorrectForm,
    DayField,
    EditForm,
    NumberField,
    TimeField,
    at_most,
    one_of,
    plain,
)
from app.directory.rules.editing.moving import Elsewhen
from app.directory.rules.editing.patterns import AS_IS, HOW, WHICH, Chosen
from app.directory.rules.editing.wording import HOLIDAYS
from app.kernel.speech import _, marked
from app.kernel.words import ordinal, weekday
from app.web.choices import choices

WEEKDAYS = range(7)
NOTE = marked("What people see, such as: the hall is used for a funeral.")


class TimesForm(CorrectForm):
    """One repeating time."""

    together = (("how", "days", "weeks", "which", "dates", "first"), ("start", "end"))

    how = RadioField(
        marked("How often"),
        choices=choices(HOW.items()),
        filters=[plain],
        validate_choice=False,
        validators=[one_of({*HOW, AS_IS}, marked("Choose how often it is on."))],
    )
    days = SelectMultipleField(marked("On which days"), coerce=int, choices=choices((day, "") for day in WEEKDAYS))
    weeks = NumberField(
        marked("How many weeks apart"),
        description=marked("2 is every other week. They are counted from the first date."),
    )
    which = SelectMultipleField(
        marked("Which weeks of the month"),
        coerce=int,
        choices=choices((week, "") for week in WHICH),
    )
    dates = TextAreaField(
        marked("The dates"),
        description=marked("One on a line, like 24/12/2026."),
        filters=[plain],
    )
    start = TimeField(marked("Starts at"))
    end = TimeField(marked("Ends at"), description=marked("An end before the start is on the next day."))
    first = DayField(marked("First date"), description=marked("It may lie in the past. A new time begins on it."))
    until = DayField(marked("Last date (if you know)"))

    def offer(self, as_it_is: str = "") -> None:
        """Say the choices in words; `as_it_is` names a rule that this form cannot say, to be kept."""
        self.days.choices = choices((day, weekday(day)) for day in WEEKDAYS)
        self.which.choices = choices((week, _("The {nth} in the month", nth=ordinal(week))) for week in WHICH)
        if as_it_is:
            self.how.choices = choices([*HOW.items(), (AS_IS, _("As it is: {habit}", habit=as_it_is))])

    def how_in_words(self) -> str:
        """How often, as it was chosen."""
        words = {str(value): label for value, label, *_more in self.how.iter_choices()}
        return _(words.get(self.how.data or "", ""))

    def said(self) -> Chosen:
        """What was chosen."""
        lists: dict[str, Any] = {name: tuple(self._fields[name].data or ()) for name in ("days", "which")}
        same = {name: self._fields[name].data for name in ("weeks", "start", "end", "first", "until")}
        return Chosen(how=self.how.data or "", dates=self.dates.data or "", **lists, **same)


class CancelForm(EditForm):
    """One date is not on."""

    note = StringField(
        marked("Reason that people see (if you like)"), description=NOTE, filters=[plain], validators=[at_most(MIDDLE)]
    )


class ExtraForm(EditForm):
    """One date more."""

    to_day = DayField(marked("On which day"))
    start = TimeField(marked("Starts at"))
    end = TimeField(marked("Ends at"), description=marked("An end before the start is on the next day."))
    note = StringField(marked("Note that people see (if you like)"), filters=[plain], validators=[at_most(MIDDLE)])

    def validate_to_day(self, field: Field) -> None:
        """A date needs a day."""
        if field.data is None:
            raise ValidationError(_("Choose the day."))

    def wanted(self, series_id: str) -> Elsewhen:
        """The date, named by its series and its day."""
        day = self.to_day.data or date.min
        return Elsewhen((series_id, day), None, self.start.data, self.end.data, None, self.note.data or "")


class NoteForm(CorrectForm):
    """What people read beside one date."""

    note = StringField(
        marked("What people see beside this date"),
        description=marked("Such as: bring a plate to share. Leave it empty to take a note away."),
        filters=[plain],
        validators=[at_most(MIDDLE)],
    )


class HolidayForm(CorrectForm):
    """What happens on bank holidays."""

    bank_holiday = RadioField(
        marked("On bank holidays it is"),
        choices=choices((code.value, words) for code, words in HOLIDAYS.items()),
        validate_choice=False,
        validators=[one_of(set(HOLIDAYS), marked("Choose what happens on bank holidays."))],
    )


class MoveForm(CorrectForm):
    """One date is held elsewhere or at another time."""

    together = (("to_day", "start", "end"),)

    to_day = DayField(marked("On which day"))
    start = TimeField(marked("Starts at"))
    end = TimeField(marked("Ends at"))
    venue = SelectField(marked("Where"), choices=[], filters=[plain], validators=[Optional()])
    note = StringField(marked("Note that people see (if you like)"), filters=[plain], validators=[at_most(MIDDLE)])

    def wanted(self, which: tuple[str, Any]) -> Elsewhen:
        """Where and when that date, named by its series and day, is held."""
        same = (self.to_day.data, self.start.data, self.end.data, self.venue.data or None, self.note.data or "")
        return Elsewhen(which, *same)
