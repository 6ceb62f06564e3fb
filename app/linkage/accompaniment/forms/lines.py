"""A few words to the other, and how somebody sees it otherwise."""

from wtforms import Form, TextAreaField

from app.kernel.speech import marked


class WriteForm(Form):
    """Short words of one's own; what they may be is asked of the rules."""

    words = TextAreaField(
        marked("Your message"),
        description=marked("280 characters or fewer. No telephone numbers, e-mail addresses or account names."),
    )


class AppealForm(Form):
    """Why a line that was taken down was all right."""

    words = TextAreaField(
        marked("How do you see it?"),
        description=marked("Somebody who looks after safety reads it. 500 characters or fewer."),
    )
