"""What those who look after champions note: one small form for each thing."""

from typing import Any

from wtforms import Form, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from app.champions.rules.checks import LEVELS, activities
from app.champions.rules.courses import AGREEMENTS, COURSES
from app.champions.rules.words import KINDS
from app.directory.forms.basis import DayField
from app.kernel.speech import marked
from app.web.choices import choices

WHEN = marked("When?")
WRITE_DAY = marked("Write the date like 24/12/2026.")
SUITS, NOT_NOW = "yes", "no"


class DayForm(Form):
    """The day of something."""

    on = DayField(WHEN, validators=[InputRequired(WRITE_DAY)])


class KindsForm(Form):
    """What sort of champion."""

    kinds = SelectMultipleField(marked("Kinds"), choices=choices(KINDS.items()))


class CheckForm(Form):
    """A decision on one activity."""

    activity = SelectField(marked("What they would do"))
    level = SelectField(
        marked("Check that the decision rests on"),
        choices=choices([("", marked("Choose a check")), *LEVELS.items()]),
        validators=[InputRequired(marked("Choose the check that it rests on."))],
    )
    suits = RadioField(
        marked("What was decided"),
        choices=choices([(SUITS, marked("Yes, they may do it")), (NOT_NOW, marked("Not now"))]),
        validators=[InputRequired(marked("Choose what was decided."))],
    )
    decided_on = DayField(marked("Decided on"), validators=[InputRequired(WRITE_DAY)])
    good_until = DayField(marked("Last day on which it holds"), validators=[InputRequired(WRITE_DAY)])

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.activity.choices = choices((each.code, each.says) for each in activities().values())


class CourseForm(DayForm):
    """A course that they have done."""

    course = SelectField(marked("Course"), choices=choices(COURSES.items()))


class AgreementForm(DayForm):
    """Both sides have signed."""

    version = SelectField(marked("Agreement"), choices=choices(AGREEMENTS.items()))


class SupervisorForm(Form):
    """Who looks after them."""

    supervisor = SelectField(marked("Supervisor"), choices=[])


class WalkForm(DayForm):
    """A first walk beside somebody experienced."""

    beside = SelectField(marked("Beside whom?"), choices=[])


class PauseForm(Form):
    """A break."""

    until = DayField(
        marked("Last day of the break"),
        description=marked("Leave it empty for a break until you say."),
    )


FORMS: dict[str, type[Form]] = {
    "conversation": DayForm,
    "kinds": KindsForm,
    "check": CheckForm,
    "course": CourseForm,
    "agreement": AgreementForm,
    "supervisor": SupervisorForm,
    "walk": WalkForm,
    "pause": PauseForm,
    "ready": Form,
    "resume": Form,
    "asked-after": Form,
    "step-back": Form,
    "return": Form,
}
"""By what is noted; those without fields are a button."""
