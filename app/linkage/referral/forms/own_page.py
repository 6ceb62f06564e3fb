"""How somebody opens their own page."""

from wtforms import BooleanField, Form, StringField
from wtforms.validators import DataRequired, Length

from app.kernel.speech import marked
from app.people.forms.signing import LONG, SHORT, plain


class CorrectForm(Form):
    """Another number or e-mail than was typed a moment ago."""

    contact = StringField(
        marked("Your mobile number or e-mail"),
        filters=[plain],
        validators=[
            DataRequired(marked("Enter an e-mail address or a mobile number, like name@example.org or 07700 900 123.")),
            Length(max=SHORT, message=marked("Use 254 characters or fewer for the number or e-mail.")),
        ],
    )


class OpenForm(Form):
    """A code, a sign-in word, or both."""

    code = StringField(
        marked("Code"),
        description=marked("6 digits. It works for 10 minutes. Only the newest one works."),
        filters=[plain],
        validators=[Length(max=40)],
    )
    word = StringField(
        marked("Words on your paper, or your sign-in word (if you have one)"),
        description=marked("Type all the words that were printed for you."),
        validators=[Length(max=LONG, message=marked("Use 128 characters or fewer."))],
    )
    own_phone = BooleanField(
        marked("This is my own phone: keep me signed in for 30 days"),
        description=marked("Leave this empty if anybody else uses it."),
    )
