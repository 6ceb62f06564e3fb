"""The language that sentences are made in. English is the source; whoever answers a request may set another.

`_("Checked {ago}", ago=…)` marks a sentence for translation and makes it: the words around a value belong to the
translator, the value does not. Whatever keeps made sentences has to keep them by `language()`.
`_`, `counted` and `marked` are the words by which `make words` finds sentences, in Python and in templates.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

SOURCE = "en-GB"


@dataclass(frozen=True, slots=True)
class Speech:
    """A language by its BCP 47 tag, and how a sentence and a count are put into it."""

    language: str
    sentence: Callable[[str], str]
    counted: Callable[[str, str, int], str]


_speech: ContextVar[Speech | None] = ContextVar("speech", default=None)


def _(text: str, /, **values: object) -> str:
    """A sentence in the present language, with its values put in."""
    speech = _speech.get()
    said = speech.sentence(text) if speech and text else text
    return said.format(**values) if values else said


def counted(one: str, many: str, count: int, /, **values: object) -> str:
    """A sentence with a count, `{count}`, in the form that the present language wants for that number."""
    return _form(one, many, count).format(count=count, **values)


def language() -> str:
    """The BCP 47 tag of the present language."""
    speech = _speech.get()
    return speech.language if speech else SOURCE


def marked(text: str) -> str:
    """Mark a text of a table for translation; it is said later with `_`."""
    return text


@contextmanager
def spoken_in(speech: Speech | None) -> Iterator[None]:
    """Make sentences in another language meanwhile; None is the source."""
    token = _speech.set(speech)
    try:
        yield
    finally:
        _speech.reset(token)


def teach(environment: Any) -> None:
    """Let the templates of a Jinja environment that has the i18n extension make their sentences here too. `_` is given
    as it is, since some thirty sentences a page by way of Jinja's own wrapper were a quarter of the page's cost."""
    environment.install_gettext_callables(_, _form, newstyle=True)
    environment.globals |= {"_": _, "counted": counted, "language": language}


def _form(one: str, many: str, count: int) -> str:
    """The form for that count, its values not yet put in."""
    speech = _speech.get()
    if speech:
        return speech.counted(one, many, count)
    return one if count == 1 else many
