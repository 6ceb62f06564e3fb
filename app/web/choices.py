"""The choices of a form's field, as WTForms takes them from 3.4 on."""

from collections.abc import Iterable
from typing import Any

from wtforms.fields import choices as wtforms_choices

Offered = vars(wtforms_choices)["SelectChoice"]
"""The types that there are for WTForms do not name it yet."""


def choices(words: Iterable[tuple[Any, str]]) -> list[Any]:
    """Values with their words, for a field to offer."""
    return [Offered(value, label) for value, label in words]
