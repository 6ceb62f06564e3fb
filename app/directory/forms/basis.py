"""What every form of care has: which act its editor saw last, why they change it, and days and times as people type
them."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, time
from typing import Any, ClassVar, Self

from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.validators import Length
from wtforms.widgets import TextInput

from app.directory.rules.editing.patterns import read_day
from app.kernel.speech import _, marked
from app.kernel.words import printable

LONG, MIDDLE, SHORT = 1000, 300, 120
APART = frozenset({"seen", "shown", "why"})
"""Fields that say nothing of the thing itself."""
HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])(?::00)?")
NUMBER = re.compile(r"[0-9]{1,4}")


def plain(text: str | None) -> str:
    """What was typed, without spaces at its ends and without signs that no page may hold."""
    return printable(text or "").strip().replace("\r\n", "\n")


def at_most(longest: int) -> Length:
    """A limit of characters, with a sentence that says it."""
    return Length(max=longest, message=_TOO_LONG[longest])


_TOO_LONG = {
    LONG: marked("Use 1,000 characters or fewer."),
    MIDDLE: marked("Use 300 characters or fewer."),
    SHORT: marked("Use 120 characters or fewer."),
}


def one_of(codes: Collection[str], sentence: str) -> Callable[[Form, Field], None]:
    """One of the choices, with a sentence that asks for it; for a `RadioField` that does not check by itself."""

    def check(_form: Form, field: Field) -> None:
        if field.data not in codes:
            raise ValidationError(_(sentence))

    return check


class SeenForm(Form):
    """A button, with the id of the act that the editor saw last: a later one is shown first."""

    seen = HiddenField(filters=[plain])


class EditForm(SeenForm):
    """A form that asks why."""

    why = StringField(
        marked("Why? (if you like)"),
        description=marked("Only people who look after this listing see it. Please leave out names."),
        filters=[plain],
        validators=[at_most(MIDDLE)],
    )

    def tell(self, name: str, sentence: str) -> None:
        """Say beside a field what to do; of a field that this form has not, beside the first one."""
        field = self._fields.get(name) or next(iter(self._fields.values()))
        field.errors = [*field.errors, sentence]


class CorrectForm(EditForm):
    """A form that opens with what is there, and of which only what was changed is saved. `shown` is what it opened
    with; fields of one group of `together` make sense only together."""

    together: ClassVar[tuple[tuple[str, ...], ...]] = ()
    shown = HiddenField(filters=[plain])

    def told(self) -> dict[str, list[str]]:
        """Each field of the thing as a browser would send it."""
        return {name: sent(each) for name, each in self._fields.items() if name not in APART}

    def was_shown(self) -> dict[str, list[str]] | None:
        """What the form opened with; None when it does not say so."""
        try:
            found = json.loads(self.shown.data or "")
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def show(self, fresh: Self) -> None:
        """From now on the form has shown all that a form opened this moment shows."""
        self.shown.data = json.dumps(fresh.told(), ensure_ascii=False, separators=(",", ":"))

    def take(self, names: Iterable[str], fresh: Self) -> None:
        """Give these fields what a form opened this moment shows."""
        for name in names:
            own, theirs = self._fields[name], fresh._fields[name]
            own.data, own.raw_data, own.process_errors = theirs.data, sent(theirs), []


def sent(each: Field) -> list[str]:
    """A field as a browser would send it: what was typed where that cannot be read. Of choices it is the first
    where none that is offered was made, and of several those offered."""
    if each.process_errors:
        return [plain(str(value)) for value in each.raw_data or ()]
    if isinstance(each, BooleanField):
        return ["1"] if each.data else []
    if isinstance(each, SelectField | SelectMultipleField) and not isinstance(each, RadioField):
        offered = [str(value) for value, *_more in each.iter_choices()]
        if isinstance(each, SelectMultipleField):
            return sorted({str(value) for value in each.data or ()} & set(offered))
        return [each.data] if each.data in offered or (each.raw_data and each.data) else offered[:1]
    if isinstance(each.data, time):
        return [f"{each.data:%H:%M}"]
    text = plain(str(each.data if each.data is not None else ""))
    return [text] if text else []


class DayField(Field):
    """A date, as a browser's own field sends it or as people write it; None when empty."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return plain(str(self.raw_data[0]))
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read what was typed; a sentence says how to write it otherwise."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data: date | None = read_day(typed) if typed else None
        if not typed:
            self.raw_data = []
        if typed and self.data is None:
            raise ValidationError(_("Write the date like 24/12/2026."))


class TimeField(Field):
    """A time of day, without an offset; None when empty."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return plain(str(self.raw_data[0]))
        return f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read what was typed: 19:30, 19.30 or 1930."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        found = HOUR.fullmatch(typed)
        self.data: time | None = time(int(found[1]), int(found[2])) if found else None
        if typed and found is None:
            raise ValidationError(_("Write the time like 19:30."))


class NumberField(Field):
    """A whole number; None when empty."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return plain(str(self.raw_data[0]))
        return str(self.data or "")

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read what was typed."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data: int | None = int(typed) if NUMBER.fullmatch(typed) else None
        if typed and self.data is None:
            raise ValidationError(_("Write a number, like 2."))
