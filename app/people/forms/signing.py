"""Forms for signing in and for taking up an invitation."""

from wtforms import BooleanField, Form, HiddenField, StringField
from wtforms.validators import DataRequired, Length

from app.kernel.speech import marked
from app.kernel.words import printable

SHORT = 254
LONG = 128


def plain(text: str | None) -> str:
    """What was typed, without spaces at its ends and without control characters."""
    return printable(text or "").strip()


class ContactForm(Form):
    """Where to send a code."""

    contact = StringField(
        marked("Your e-mail or mobile number"),
        filters=[plain],
        validators=[
            DataRequired(marked("Enter an e-mail address or a mobile number, like name@example.org or 07700 900 123.")),
            Length(max=SHORT, message=marked("Use 254 characters or fewer.")),
        ],
    )
    next = HiddenField(filters=[plain])


class LinkForm(Form):
    """What a link from a message asks besides."""

    word = StringField(
        marked("Sign-in word (only if you have set one)"),
        validators=[Length(max=LONG, message=marked("Use 128 characters or fewer."))],
    )
    own_phone = BooleanField(
        marked("This is my own phone: keep me signed in for 30 days"),
        description=marked("Leave this empty if anybody else uses it."),
    )


class CodeForm(LinkForm):
    """The code that was sent."""

    ref = HiddenField(filters=[plain])
    next = HiddenField(filters=[plain])
    code = StringField(
        marked("Code"),
        description=marked("6 digits. It works for 10 minutes. Only the newest one works."),
        filters=[plain],
        validators=[DataRequired(marked("Enter the code from the message.")), Length(max=40)],
    )


class PasswordForm(Form):
    """A password and a code from an app."""

    email = StringField(
        marked("Your e-mail"),
        filters=[plain],
        validators=[DataRequired(marked("Enter your e-mail address.")), Length(max=SHORT)],
    )
    password = StringField(
        marked("Password"), validators=[DataRequired(marked("Enter your password.")), Length(max=LONG * 4)]
    )
    code = StringField(
        marked("Code from your app"),
        description=marked("6 digits. Or one of your recovery codes."),
        filters=[plain],
        validators=[DataRequired(marked("Enter the code that your app shows.")), Length(max=40)],
    )
    next = HiddenField(filters=[plain])


class JoinForm(Form):
    """Who somebody is who takes up an invitation."""

    name = StringField(
        marked("Name to use"),
        description=marked("A first name or any name you like. We do not ask for your full name."),
        filters=[plain],
        validators=[
            DataRequired(marked("Enter a name to use.")),
            Length(max=60, message=marked("Use 60 characters or fewer.")),
        ],
    )
    contact = StringField(
        marked("Your e-mail"),
        description=marked("You sign in with it. Nobody sees it on the site."),
        filters=[plain],
        validators=[DataRequired(marked("Enter an e-mail address, like name@example.org.")), Length(max=SHORT)],
    )
    ref = HiddenField(filters=[plain])
    code = StringField(
        marked("Code"),
        description=marked("6 digits. It works for 10 minutes. Only the newest one works."),
        filters=[plain],
        validators=[Length(max=40)],
    )


class TokenForm(Form):
    """A printed invitation code."""

    code = StringField(
        marked("Invitation code"),
        description=marked("16 letters and numbers, like 7k2m-9qxd-4hvt-b0ce."),
        filters=[plain],
        validators=[DataRequired(marked("Enter the code from your invitation.")), Length(max=60)],
    )


class RecoveryForm(Form):
    """A recovery code by itself."""

    code = StringField(
        marked("Recovery code"),
        description=marked("One of the ten that you printed."),
        filters=[plain],
        validators=[DataRequired(marked("Enter one of your recovery codes.")), Length(max=60)],
    )
    word = StringField(
        marked("Sign-in word (only if you have set one)"),
        validators=[Length(max=LONG, message=marked("Use 128 characters or fewer."))],
    )


class ReturnForm(Form):
    """How to reach somebody who comes back."""

    contact = StringField(
        marked("Your e-mail or mobile number now"),
        filters=[plain],
        validators=[
            DataRequired(marked("Enter an e-mail address or a mobile number, like name@example.org or 07700 900 123.")),
            Length(max=SHORT, message=marked("Use 254 characters or fewer.")),
        ],
    )
