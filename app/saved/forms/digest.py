"""Where to send a weekly list."""

from wtforms import Form, StringField, ValidationError
from wtforms.fields import Field
from wtforms.validators import DataRequired

from app.kernel.contact import tidy_email
from app.kernel.speech import _, marked
from app.people.forms.signing import plain


class DigestForm(Form):
    """One address."""

    email = StringField(
        marked("Your e-mail"),
        filters=[plain],
        validators=[DataRequired(marked("Enter an e-mail address, like name@example.org."))],
    )

    def validate_email(self, field: Field) -> None:
        """One address, as it is kept."""
        tidy = tidy_email(field.data or "")
        if not tidy:
            raise ValidationError(_("Enter an e-mail address, like name@example.org."))
        field.data = tidy
