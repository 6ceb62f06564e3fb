"""What somebody had typed into a form that could not be taken, in the words of that form, to be given back to them."""

import re
from collections.abc import Collection, Iterator

from flask import g, request
from wtforms import BooleanField, Form, HiddenField
from wtforms.fields import Field, SelectFieldBase
from wtforms.fields.core import UnboundField

from app.kernel.access import Visit
from app.kernel.words import printable

FIELD = "csrf_token"
SECRETS = frozenset({FIELD, "password", "word", "code"})
"""Fields that no page gives back."""
UNSEEN = frozenset({"ref", "token", "next", "seen", "shown", "step", "again", "areas", "once"})
"""Fields that nobody types, and buttons."""
CHOSEN = (HiddenField, SelectFieldBase, BooleanField)
CODE = re.compile(r"[a-z0-9_-]*")
"""What a button or a choice sends, rather than somebody's own words."""

LONGEST_ID = 40


def typed() -> list[tuple[str, str]]:
    """Name and text of each field of this request's form, but for secrets."""
    return [(name, printable(text)) for name, text in request.form.items(multi=True) if name not in SECRETS]


def sent_again() -> list[tuple[str, str]]:
    """The whole form as it was sent, but for secrets, to be sent once more by one press. A word is one of our buttons'
    where somebody is signed in, but for the pages of their account."""
    found: Visit | None = g.get("visit")
    is_button = found is not None and not request.path.startswith("/account")
    secret = SECRETS - {FIELD, "word"} if is_button else SECRETS - {FIELD}
    return [(name, text) for name, text in request.form.items(multi=True) if name not in secret]


def given_back() -> list[tuple[str, str]]:
    """What people typed themselves into this request's form, each text after the label of its field ("" where there is
    no such form). Choices and hidden fields are left out: their texts are names of ours."""
    fields = _fields(_form_of(set(request.form) - SECRETS - UNSEEN))
    told: list[tuple[str, str]] = []
    for name, text in typed():
        sort, label = fields.get(name, (None, ""))
        is_own = not issubclass(sort, CHOSEN) if sort else not CODE.fullmatch(text)
        if text.strip() and name not in UNSEEN and is_own:
            told.append((label, text))
    return told


def _form_of(names: Collection[str]) -> type[Form]:
    """The form that has all these fields, and fewest others; one without any field if there is none."""
    every = [form for form in set(_forms(Form)) if set(_fields(form)).issuperset(names)]
    return min(every, key=lambda form: (len(_fields(form)), form.__module__, form.__qualname__), default=Form)


def _forms(above: type[Form]) -> Iterator[type[Form]]:
    for form in above.__subclasses__():
        yield form
        yield from _forms(form)


def _fields(form: type[Form]) -> dict[str, tuple[type[Field], str]]:
    """What each field of a form is, and its label."""
    found = {name: getattr(form, name) for name in dir(form)}
    return {
        name: (field.field_class, str(field.args[0] if field.args else field.kwargs.get("label", "")))
        for name, field in found.items()
        if isinstance(field, UnboundField)
    }


def sent_id(name: str) -> str:
    """The id in a field of the form that was sent; "" where it cannot be one: ids are ASCII letters and digits."""
    return as_id(request.form.get(name, ""))


def as_id(text: str) -> str:
    """The text if it can be an id, else "": a database may stumble over other signs."""
    return text if text.isascii() and text.isalnum() and len(text) <= LONGEST_ID else ""
