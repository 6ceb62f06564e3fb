"""Suggesting a plan."""

from wtforms import Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.kernel.speech import marked
from app.linkage.accompaniment.rules.planning import BEFORE, LONGEST
from app.linkage.accompaniment.rules.words import HOW
from app.web.choices import choices

TOO_LONG = marked("Use 300 characters or fewer.")


class PlanForm(Form):
    """A date, where to meet, how they get there, also in words, and by what the other can know who it is."""

    date = RadioField(
        marked("Which date?"), choices=choices([]), validators=[InputRequired(marked("Choose a date."))],
        validate_choice=False,
    )  # fmt: skip
    where = StringField(
        marked("Where do you meet?"),
        description=marked("Somewhere public, such as outside the front door. Never at anybody’s home."),
        validators=[Length(max=LONGEST, message=TOO_LONG)],
    )
    before = SelectField(
        marked("How long before it begins?"), choices=choices(list(BEFORE.items())), default="15",
        description=marked("Longer if you go there together, by bus or on foot."),
    )  # fmt: skip
    how = RadioField(
        marked("How do you get there?"), choices=choices(list(HOW.items())),
        validators=[InputRequired(marked("Choose how you get there."))],
    )  # fmt: skip
    journey = TextAreaField(
        marked("What helps on the way? (if you like)"),
        description=marked(
            "For example: the 592 bus stops by the market, then 3 minutes on foot. You can leave this out."
        ),
        validators=[Length(max=LONGEST, message=TOO_LONG)],
    )
    looks = TextAreaField(
        marked("How will they know you?"),
        description=marked("In your own words, for example: a green coat and a red umbrella. You can leave this out."),
        validators=[Length(max=LONGEST, message=TOO_LONG)],
    )
