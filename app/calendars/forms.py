"""The form of a link to one's own calendar."""

from wtforms import Form, RadioField, SelectField, StringField, ValidationError
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length

from app.calendars.rules.personal import ALARMS, LONGEST_WORD, MANNERS, WORDS
from app.kernel.speech import _, marked
from app.kernel.words import printable
from app.post.rules.telling import tells
from app.web.choices import choices

OWN = "own"


def plain(text: str | None) -> str:
    """What was typed, without spaces at its ends and without control characters."""
    return printable(text or "").strip()


class LinkForm(Form):
    """What a link tells, and what it is called."""

    label = StringField(
        marked("What do you call this calendar?"),
        description=marked("So that you know it again, like “My phone”. Only you see it."),
        filters=[plain],
        validators=[
            DataRequired(marked("Give it a name, like “My phone”.")),
            Length(max=60, message=marked("Use 60 characters or fewer.")),
        ],
    )
    manner = RadioField(
        marked("How much may it tell?"),
        description=marked("The place is left out where its name would tell something."),
        choices=choices((manner.value, words) for manner, words in MANNERS.items()),
        default=next(iter(MANNERS)).value,
        validators=[DataRequired(marked("Choose how much it may tell."))],
    )
    word = RadioField(
        marked("The word"),
        description=marked("Stands in place of each name."),
        choices=choices([*((word, word) for word in WORDS), (OWN, marked("A word of my own:"))]),
        default=WORDS[0],
    )
    own_word = StringField(
        marked("My own word"),
        filters=[plain],
        validators=[Length(max=LONGEST_WORD, message=marked("Use 30 characters or fewer."))],
    )
    alarm = SelectField(
        marked("Alarm"),
        description=marked("Some programs leave it out. It shows the word, never a name."),
        choices=choices([("", marked("None")), *((str(minutes), words) for minutes, words in ALARMS.items())]),
        default="",
    )

    @property
    def chosen_word(self) -> str:
        """The word of the list, or one's own."""
        return (self.own_word.data or "") if self.word.data == OWN else (self.word.data or WORDS[0])

    def validate_own_word(self, field: Field) -> None:
        """One's own word is there if it was asked for, and tells nothing."""
        if self.word.data == OWN and not field.data:
            raise ValidationError(_("Enter a word, or choose one of ours."))
        if field.data and tells(field.data):
            raise ValidationError(_("That word may tell what you go to. Choose another one."))
