"""Words of one's own for a message."""

from wtforms import Form, StringField

from app.kernel.speech import marked
from app.notices.rules.own_words import tidy


def _tidy(text: str | None) -> str:
    return tidy(text or "")


class OwnWordsForm(Form):
    """Subject and words; a text has no subject. What they may hold is a rule of its own."""

    subject = StringField(
        marked("Subject"),
        description=marked("One quiet line. It shows on a locked phone."),
        filters=[_tidy],
    )
    words = StringField(
        marked("Words"),
        description=marked("Write as if somebody else were reading along."),
        filters=[_tidy],
    )
