"""Forms for whether a listing runs, for the days on which a venue is shut, and for what came of a report."""

from wtforms import RadioField, StringField

from app.directory.forms.basis import MIDDLE, CorrectForm, DayField, EditForm, at_most, one_of, plain
from app.directory.forms.dates import NOTE
from app.directory.rules.editing.wording import OUTCOMES
from app.kernel.speech import marked
from app.web.choices import choices


class PauseForm(CorrectForm):
    """It is not on for a while."""

    until = DayField(
        marked("Back on from (if you know)"),
        description=marked("From this day its dates are on again by themselves. Leave it empty until you know."),
    )
    note = StringField(
        marked("What people see (if you like)"),
        description=marked("Such as: the hall is being painted."),
        filters=[plain],
        validators=[at_most(MIDDLE)],
    )


class EndForm(EditForm):
    """It is over for good."""

    note = StringField(
        marked("What people see (if you like)"),
        description=marked("Such as: most of us now go to Thursday Hope."),
        filters=[plain],
        validators=[at_most(MIDDLE)],
    )


class CloseForm(EditForm):
    """A venue is shut for some days."""

    first = DayField(marked("First day that it is closed"))
    last = DayField(marked("Last day that it is closed"))
    reason = StringField(
        marked("Reason that people see (if you like)"), description=NOTE, filters=[plain], validators=[at_most(MIDDLE)]
    )


class SettleForm(EditForm):
    """What came of a report."""

    outcome = RadioField(
        marked("What did you find?"),
        choices=choices(OUTCOMES.items()),
        validate_choice=False,
        validators=[one_of(set(OUTCOMES), marked("Choose what you found."))],
    )
