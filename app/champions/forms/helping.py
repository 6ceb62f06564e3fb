"""“I’d like to help”."""

from wtforms import Form, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.champions.rules.words import KINDS
from app.kernel.speech import marked
from app.people.forms.signing import SHORT, plain
from app.web.choices import choices

NAME_LENGTH, WORDS_LENGTH = 60, 1000
WHICH = marked("How would you like to help? (if you know)")


class HelpForm(Form):
    """Who they are, how to reach them, and what they would like to do."""

    name = StringField(
        marked("Name to use"),
        description=marked("Any name that you like. No surname is needed."),
        filters=[plain],
        validators=[
            DataRequired(marked("Enter a name to use.")),
            Length(max=NAME_LENGTH, message=marked("Use 60 characters or fewer.")),
        ],
    )
    email = StringField(
        marked("Your e-mail"),
        description=marked("A coordinator writes to you there. Nothing else is sent."),
        filters=[plain],
        validators=[DataRequired(marked("Enter an e-mail address, like name@example.org.")), Length(max=SHORT)],
    )
    kinds = SelectMultipleField(WHICH, choices=choices(KINDS.items()))
    words = TextAreaField(
        marked("Anything you would like to say (if you like)"),
        description=marked("When you could talk, for example. Please leave out health and other people’s names."),
        filters=[plain],
        validators=[Length(max=WORDS_LENGTH, message=marked("Use 1,000 characters or fewer."))],
    )
