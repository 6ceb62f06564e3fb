"""Claiming for an outing, and asking about a claim."""

from wtforms import BooleanField, Form, StringField
from wtforms.validators import InputRequired, Length

from app.kernel.speech import marked
from app.linkage.expenses.rules.claims import LONGEST_ASKS
from app.people.forms.signing import plain

SHORT = Length(max=20, message=marked("Use numbers alone, like 3.40."))


class ClaimForm(Form):
    """What it cost."""

    fares = StringField(
        marked("Fares in pounds, there and back together"),
        description=marked("Only what you paid yourself, like 3.40. Leave it empty if there were none."),
        filters=[plain],
        validators=[SHORT],
    )
    ticket = BooleanField(
        marked("I have the ticket"),
        description=marked(
            "Or the line on your bank or travel card. Keep it, and show it to your coordinator if they ask. Please "
            "send no picture of it."
        ),
    )
    miles = StringField(
        marked("Miles that you drove in your own car or van"),
        description=marked("As driven, there and back together, like 12.5. Leave it empty if you did not drive."),
        filters=[plain],
        validators=[SHORT],
    )


class AskForm(Form):
    """What a coordinator would like to know."""

    asks = StringField(
        marked("What would you like to know?"),
        filters=[plain],
        validators=[
            InputRequired(marked("Write what you would like to know.")),
            Length(max=LONGEST_ASKS, message=marked("Use 200 characters or fewer.")),
        ],
    )
