"""How somebody opens their own page."""

from wtforms import BooleanField, Form, StringField
from wtforms.validators import Length

from app.kernel.speech import marked
from app.people.forms.signing import LONG, plain


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
