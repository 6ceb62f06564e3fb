"""Forms about one's own account, and about the people of an organisation."""

from wtforms import Form, HiddenField, SelectField, StringField, ValidationError
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, Optional

from app.kernel.links import tidy_web
from app.kernel.speech import _, marked
from app.people.forms.signing import LONG, SHORT, plain
from app.people.rules.contact import can_ring

A_NUMBER = marked("Enter a whole telephone number, like 01632 960123.")
TOO_LONG = marked("Use 60 characters or fewer.")


class NameForm(Form):
    """The name to use."""

    name = StringField(
        marked("Name to use"),
        filters=[plain],
        validators=[DataRequired(marked("Enter a name to use.")), Length(max=60, message=TOO_LONG)],
    )


class NewContactForm(Form):
    """Another address or number."""

    contact = StringField(
        marked("New e-mail or mobile number"),
        description=marked("We send a code there, to see that it reaches you."),
        filters=[plain],
        validators=[
            DataRequired(marked("Enter an e-mail address or a mobile number, like name@example.org or 07700 900 123.")),
            Length(max=SHORT),
        ],
    )


class NewContactCodeForm(Form):
    """The code that came to the new address."""

    ref = HiddenField(filters=[plain])
    contact = HiddenField(filters=[plain])
    code = StringField(
        marked("Code"),
        description=marked("6 digits. It works for 10 minutes. Only the newest one works."),
        filters=[plain],
        validators=[DataRequired(marked("Enter the code from the message.")), Length(max=40)],
    )


class WordForm(Form):
    """A sign-in word."""

    word = StringField(
        marked("Sign-in word"),
        description=marked("A word that only you know. We ask for it besides the code. Leave it empty to stop asking."),
        validators=[Length(max=LONG, message=marked("Use 128 characters or fewer."))],
    )


class NewPasswordForm(Form):
    """A password and the first code of an app."""

    token = HiddenField(filters=[plain])
    password = StringField(
        marked("New password"),
        description=marked("12 characters or more. Three or four words that do not belong together are good."),
        validators=[DataRequired(marked("Enter a password of 12 characters or more.")), Length(max=LONG * 4)],
    )
    code = StringField(
        marked("Code from your app"),
        description=marked("The 6 digits that the app shows now."),
        filters=[plain],
        validators=[DataRequired(marked("Enter the code that your app shows.")), Length(max=40)],
    )


class ProveForm(Form):
    """A password and a code, or the code from a message."""

    next = HiddenField(filters=[plain])
    ref = HiddenField(filters=[plain])
    password = StringField(marked("Password"), validators=[Optional(), Length(max=LONG * 4)])
    code = StringField(
        marked("Code"),
        filters=[plain],
        validators=[DataRequired(marked("Enter the code.")), Length(max=40)],
    )


class InviteForm(Form):
    """An invitation to a role."""

    once = HiddenField(filters=[plain], validators=[Length(max=60)])
    role = SelectField(marked("Role"), validators=[DataRequired(marked("Choose a role."))])
    listing = SelectField(
        marked("Group"),
        filters=[plain],
        validators=[Optional()],
    )
    name = StringField(
        marked("Name to use (if you like)"),
        filters=[plain],
        validators=[Length(max=60, message=TOO_LONG)],
    )
    email = StringField(
        marked("E-mail (if you like)"),
        description=marked("We send the invitation there. Without it you get a code to print."),
        filters=[plain],
        validators=[Length(max=SHORT)],
    )


class OrganisationForm(Form):
    """What an organisation says of itself."""

    name = StringField(
        marked("Name"),
        filters=[plain],
        validators=[DataRequired(marked("Enter the organisation's name.")), Length(max=120)],
    )
    town = StringField(marked("Town"), filters=[plain], validators=[Length(max=80)])
    summary = StringField(marked("What it does"), filters=[plain], validators=[Length(max=500)])
    website = StringField(
        marked("Website"),
        filters=[plain],
        validators=[Length(max=200)],
    )
    email = StringField(marked("Public e-mail"), filters=[plain], validators=[Length(max=SHORT)])
    phone = StringField(marked("Public telephone"), filters=[plain], validators=[Length(max=40)])
    duty_hours = StringField(
        marked("Duty hours"),
        description=marked("When somebody answers, like Monday to Friday, 9am to 5pm."),
        filters=[plain],
        validators=[Length(max=120)],
    )
    duty_phone = StringField(
        marked("Duty phone"),
        description=marked("For champions and newcomers, when something goes wrong."),
        filters=[plain],
        validators=[Length(max=40)],
    )

    def validate_phone(self, field: Field) -> None:
        """A whole number."""
        if field.data and not can_ring(field.data):
            raise ValidationError(_(A_NUMBER))

    def validate_duty_phone(self, field: Field) -> None:
        """A whole number: people who need help ring it, and texts go there."""
        if field.data and not can_ring(field.data):
            raise ValidationError(_(A_NUMBER))

    def validate_website(self, field: Field) -> None:
        """An address that a browser can open, with the host as it is."""
        tidy = tidy_web(field.data or "")
        if field.data and not tidy:
            raise ValidationError(_("Enter a web address, like https://example.org."))
        field.data = tidy
