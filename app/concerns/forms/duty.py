"""A turn on the rota, and a pair to keep apart."""

from wtforms import Form, SelectField, TextAreaField

from app.kernel.speech import marked
from app.kernel.words import WEEKDAYS
from app.people.forms.signing import plain
from app.web.choices import choices

HOURS = range(24)
OF_A_DAY = choices((str(hour), str(hour)) for hour in HOURS)
"""The page says them by the clock."""

REASON = marked("Neither of them is ever told. Only coordinators of your organisation read it.")


ALONE = marked("They are not told that we know. Only coordinators of your organisation read it.")


class TurnForm(Form):
    """Who, on which day, from when until when."""

    person = SelectField(marked("Who"), choices=choices([]), validate_choice=False)
    weekday = SelectField(marked("Day"), choices=choices((str(at), name) for at, name in enumerate(WEEKDAYS)))
    first = SelectField(marked("From"), choices=OF_A_DAY, default="9")
    last = SelectField(
        marked("Until"),
        description=marked(
            "An end that is earlier than the start means the next day; the same hour means a whole day."
        ),
        choices=OF_A_DAY,
        default="17",
    )


class PairForm(Form):
    """Two people who are never to meet, and why."""

    first = SelectField(marked("One of them"), choices=choices([]), validate_choice=False)
    second = SelectField(marked("The other"), choices=choices([]), validate_choice=False)
    reason = TextAreaField(marked("Why"), description=REASON, filters=[plain])


class BarForm(Form):
    """Somebody, a building that they are not to enter, and why."""

    person = SelectField(marked("Who"), choices=choices([]), validate_choice=False)
    building = SelectField(marked("Which building"), choices=choices([]), validate_choice=False)
    because = TextAreaField(marked("For what reason"), description=ALONE, filters=[plain])
