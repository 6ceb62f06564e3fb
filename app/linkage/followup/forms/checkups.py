"""Saying how one is, and having the question later."""

from wtforms import DateField, Form, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.kernel.speech import marked
from app.linkage.followup.rules.schedule import REPLIES
from app.web.choices import choices

LONGEST = 500


class AnswerForm(Form):
    """One tap; words only if they like."""

    reply = RadioField(
        marked("How are you?"),
        choices=choices([(reply.value, words) for reply, words in REPLIES.items()]),
        validators=[InputRequired(marked("Choose one of the three."))],
    )
    words = TextAreaField(
        marked("Anything that you would like us to know"),
        description=marked("Only the people who look after your request read it. You can leave this empty."),
        validators=[Length(max=LONGEST, message=marked("Use 500 characters or fewer."))],
    )


class LaterForm(Form):
    """Another day."""

    day = DateField(marked("Ask me on another day"), description=marked("Within the next 180 days."))
