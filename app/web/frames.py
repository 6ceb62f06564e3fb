"""A page as a frame and its words. The frame is what the template makes of a page of this shape, with a mark for each
word; it is made once, and every page of the same shape only puts its own words between the pieces.

For templates that place words and never look into them. What is given to one consists of words, of tuples and
dataclasses, and of all else that has but a few values: yes or no, a number. The shape is all of it but the words: which
are empty, how many there are of what. So nothing that a page says is kept. A plain word is escaped, one that is HTML
by its class is put in as it is, exactly as Jinja does.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import count
from operator import attrgetter
from typing import Any

from flask import Flask, current_app
from markupsafe import escape

from app.kernel.speech import language
from app.web.pages import shared

KEY = "alongside.frames"
MOST = 512
MARK = "\x1e"
"""Stands on both sides of a word's number in a frame. Only frames are cut at it, never words."""
FILLED = "\x1e\x1e"
"""A word of a shape. An empty word is empty in the shape too, since templates ask whether there is one."""
NOT_THEIRS = {"request": None, "session": None, "g": None}
"""What a frame may hold nothing of: it is made during one request and serves all."""

Frame = tuple[list[str], list[int]]
"""A template's HTML in pieces, with a place between each two; and which word goes into each of the places."""


def init_app(app: Flask) -> None:
    """Let the application keep the frames of its templates; those of a developer change."""
    app.extensions[KEY] = _frame if app.debug else lru_cache(MOST)(_frame)


def framed(template: str, **given: Any) -> str:
    """The page that `render_template` makes of the same, quicker."""
    words: list[str] = []
    shape = tuple(_shapes(given.values(), words))
    pieces, order = current_app.extensions[KEY](template, language(), tuple(given), shape)
    filled = pieces.copy()
    filled[1::2] = [words[number] for number in order]
    return "".join(filled)


def _frame(template: str, _language: str, names: tuple[str, ...], shape: Any) -> Frame:
    given = dict(zip(names, _marked(shape, count()), strict=True))
    html = current_app.jinja_env.get_template(template).render(NOT_THEIRS | shared() | given)
    pieces = html.split(MARK)
    return pieces, [int(number) for number in pieces[1::2]]


def _shapes(values: Iterable[Any], words: list[str]) -> list[Any]:
    """Values without their words, which are added to the list in order, ready for a page."""
    shapes: list[Any] = []
    for value in values:
        kind: Any = type(value)
        if isinstance(value, str):
            shapes.append(value and FILLED)
            if value:
                words.append(_escaped(value) if kind is str else value)
        elif kind is tuple:
            shapes.append(tuple(_shapes(value, words)))
        elif parts := _parts(kind):
            shapes.append((kind, *_shapes(parts(value), words)))
        else:
            shapes.append(value)
    return shapes


@cache
def _parts(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What takes a dataclass of this class apart, field by field; None for all that is no dataclass."""
    names = tuple(getattr(kind, "__dataclass_fields__", ()))
    if not names:
        return None
    found = attrgetter(*names)
    return found if len(names) > 1 else lambda value: (found(value),)


def _marked(shape: Any, numbers: Iterator[int]) -> Any:
    """A value of that shape, with a mark for each word."""
    if shape == FILLED:
        return f"{MARK}{next(numbers)}{MARK}"
    if not isinstance(shape, tuple):
        return shape
    if shape and isinstance(shape[0], type):
        return shape[0](*[_marked(each, numbers) for each in shape[1:]])
    return tuple(_marked(each, numbers) for each in shape)


_escaped = lru_cache(maxsize=4096)(escape)
