"""What somebody types who tells us of a danger, and who looks at what became of it."""

from wtforms import BooleanField, Form, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.concerns.rules.concern import LONGEST, LONGEST_BESIDE, Given
from app.kernel.speech import marked
from app.people.forms.signing import plain
from app.web.choices import choices

YES, UNSURE, NO = "yes", "unsure", "no"
TOO_LONG = marked("Use 2,000 characters or fewer.")


class ConcernForm(Form):
    """What happened; all else may stay empty but the one question that decides how fast we act."""

    words = TextAreaField(
        marked("What happened, or what worries you?"),
        description=marked("In your own words. A few are enough."),
        filters=[plain],
        validators=[
            DataRequired(marked("Say in your own words what happened. A few words are enough.")),
            Length(max=LONGEST, message=marked("Use 10,000 characters or fewer.")),
        ],
    )
    danger = RadioField(
        marked("Is somebody in danger now?"),
        choices=choices([(YES, marked("Yes")), (UNSURE, marked("I am not sure")), (NO, marked("No"))]),
        validators=[InputRequired(marked("Choose an answer. It decides how fast we act."))],
    )
    where = SelectField(
        marked("Who can look into it?"), description=marked("Choose who is near to where it is."), validate_choice=False
    )
    about = TextAreaField(
        marked("Whom is it about? (if you wish)"),
        description=marked("Is it about a safeguarding lead? Write their first name here. Then they cannot open it."),
        filters=[plain],
        validators=[Length(max=LONGEST_BESIDE, message=TOO_LONG)],
    )
    of_staff = BooleanField(marked("It is about somebody who helps or works here"))
    wish = TextAreaField(
        marked("What does the person at risk want? (if you know)"),
        filters=[plain],
        validators=[Length(max=LONGEST_BESIDE, message=TOO_LONG)],
    )
    contact = TextAreaField(
        marked("May we reach you? How, and when is it safe? (if you wish)"),
        description=marked("Leave it empty and we do not look for you."),
        filters=[plain],
        validators=[Length(max=LONGEST_BESIDE, message=TOO_LONG)],
    )
    once = HiddenField(filters=[plain])
    about_ref = HiddenField(filters=[plain])

    @property
    def given(self) -> Given:
        """The same as the rules have it. Not being sure counts as danger."""
        beside = (self.about.data or "", self.wish.data or "", self.contact.data or "")
        in_danger = self.danger.data in (YES, UNSURE)
        return Given(self.words.data or "", *beside, self.about_ref.data or "", in_danger, bool(self.of_staff.data))


class CodeForm(Form):
    """A reference and its code."""

    reference = StringField(
        marked("Reference"),
        filters=[plain],
        validators=[DataRequired(marked("Enter the reference, 8 letters and digits.")), Length(max=40)],
    )
    code = StringField(
        marked("Code"),
        filters=[plain],
        validators=[DataRequired(marked("Enter the code, 12 letters and digits.")), Length(max=60)],
    )


class MoreForm(Form):
    """Something to add."""

    code = HiddenField(filters=[plain])
    words = TextAreaField(
        marked("Add something"),
        filters=[plain],
        validators=[
            DataRequired(marked("Write what you want to add.")),
            Length(max=LONGEST, message=marked("Use 10,000 characters or fewer.")),
        ],
    )
