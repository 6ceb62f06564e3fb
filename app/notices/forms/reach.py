"""How to reach somebody, in their own word."""

from typing import Any

from wtforms import BooleanField, Form, RadioField, SelectField
from wtforms.fields import Field
from wtforms.validators import InputRequired

from app.kernel.speech import marked
from app.notices.rules.hours import DAY, USUAL, Hours, Window
from app.notices.rules.reach import Reach, Wish
from app.web.choices import choices

CHOOSE_WAY = marked("Choose how we may send you messages.")
CHOOSE_HOURS = marked("Choose when we may send you messages.")
NOT_ON_THIS_DAY = ""
USUAL_HOURS, OWN_HOURS = "usual", "own"
NOON = 12


def hour_words(hour: int) -> str:
    """The hour as people say it: midnight, 8am, noon, 9pm."""
    if hour % NOON == 0:
        return marked("noon") if hour else marked("midnight")
    return f"{hour % NOON}{'am' if hour < NOON else 'pm'}"


HOURS = [(str(hour), hour_words(hour)) for hour in range(DAY)]


WAYS = (
    (Wish.EMAIL.value, marked("By e-mail")),
    (Wish.TEXT.value, marked("By text message")),
    (Wish.PUSH.value, marked("On my phone: it shows that there is something to read")),
    (Wish.INSIDE.value, marked("Not at all: I look in my inbox here")),
)


class ReachForm(Form):
    """Everything about how to reach somebody. The hours of each weekday are fields of their own: `first_0`, `last_0`
    for Monday, and so on."""

    channel = RadioField(
        marked("How may we send you messages?"),
        choices=choices(WAYS),
        validators=[InputRequired(CHOOSE_WAY)],
    )
    hours = RadioField(
        marked("When?"),
        choices=choices(
            [
                (USUAL_HOURS, marked("Any day, 8am to 9pm")),
                (OWN_HOURS, marked("Only on the days and at the times that I choose below")),
            ]
        ),
        validators=[InputRequired(CHOOSE_HOURS)],
    )
    leave_message = BooleanField(
        marked("You may leave a message if I do not answer the phone"),
        description=marked("It says a first name and a number to call, and nothing else."),
    )
    watched = BooleanField(
        marked("Somebody else may see my messages"),
        description=marked("Then words are never plain, and an old address of yours hears nothing when you change it."),
    )
    do_not_contact = BooleanField(
        marked("Please do not contact me"),
        description=marked(
            "Then only codes that you ask for yourself are sent. Everything else waits in your inbox here."
        ),
    )
    plain_words = BooleanField(
        marked("Use plain words in my messages"),
        description=marked(
            "Then a message may name what it is about, such as a meeting. Anybody who sees your phone or your e-mail "
            "could read it. Without this, messages only say that something is waiting."
        ),
    )

    def offer(self, *, has_phones: bool) -> None:
        """Offer the way to phones only where it leads somewhere."""
        self.channel.choices = choices(way for way in WAYS if has_phones or way[0] != Wish.PUSH)

    @property
    def days(self) -> list[tuple[int, Field, Field]]:
        """Each weekday with its two fields."""
        return [(day, self[f"first_{day}"], self[f"last_{day}"]) for day in range(7)]

    @property
    def chosen_hours(self) -> Hours:
        """The hours as the rules have them."""
        if self.hours.data != OWN_HOURS:
            return USUAL
        chosen = [(day, first.data, last.data) for day, first, last in self.days]
        return {day: Window(int(first), int(last)) for day, first, last in chosen if first != NOT_ON_THIS_DAY}

    @property
    def reach(self) -> Reach:
        """All of it as the rules have it."""
        return Reach(
            Wish(self.channel.data), self.chosen_hours, bool(self.do_not_contact.data), bool(self.watched.data),
            bool(self.plain_words.data),
        )  # fmt: skip


for _day in range(7):
    setattr(ReachForm, f"first_{_day}", SelectField(
        marked("From"), choices=choices([(NOT_ON_THIS_DAY, marked("Not on this day")), *HOURS]), default=NOT_ON_THIS_DAY
    ))  # fmt: skip
    setattr(ReachForm, f"last_{_day}", SelectField(marked("Until"), choices=choices(HOURS), default="17"))


def filled(said: Reach, *, leave_message: bool) -> dict[str, Any]:
    """What the form shows of what is kept."""
    own = said.hours != USUAL
    days = {
        f"{end}_{day}": str(getattr(window, end)) for day, window in said.hours.items() for end in ("first", "last")
    }
    return {
        "channel": said.wish.value if said.wish else None,
        "hours": OWN_HOURS if own else USUAL_HOURS,
        "leave_message": leave_message,
        "watched": said.watched,
        "do_not_contact": said.do_not_contact,
        "plain_words": said.plain_words,
    } | (days if own else {})
