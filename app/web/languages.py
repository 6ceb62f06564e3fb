"""Which language a request is answered in: British English, or one that there is a catalogue for and that the browser
asks for."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from flask import Flask, Response, g, request
from flask_babel import Babel, get_locale, get_translations
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape

from app.kernel.speech import SOURCE, Speech, spoken_in, teach
from config import ROOT

CATALOGUES = ROOT / "translations"
ALONE = ("variable_begin", "name:_", "lparen", "string", "rparen", "variable_end")


class Settled(Extension):
    """Where there is one language, `{{ _("Skip to the page") }}` is plain text of the template: some forty sentences a
    page need not be asked for each time."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The same tokens, each sentence that stands alone as text."""
        for run in _runs(stream):
            if len(run) == len(ALONE) and all(token.test(kind) for token, kind in zip(run, ALONE, strict=True)):
                yield Token(run[0].lineno, "data", self._written(run[3].value, stream.name))
            else:
                yield from run

    def _written(self, text: str, template: str | None) -> str:
        is_escaped = self.environment.autoescape
        return escape(text) if (is_escaped(template) if callable(is_escaped) else is_escaped) else text


def init_app(app: Flask, catalogues: Path = CATALOGUES) -> None:
    """Let templates make their sentences as Python does. Only where there is another language is a request's language
    looked at, since some thirty questions a page to a catalogue were a quarter of the page's cost."""
    languages = (SOURCE, *other_languages(catalogues))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(catalogues)
    app.config["BABEL_DEFAULT_LOCALE"] = _locale(SOURCE)
    Babel(app, locale_selector=lambda: _locale(_asked_for(languages)))
    teach(app.jinja_env)
    if len(languages) == 1:
        app.jinja_env.add_extension(Settled)
    else:
        app.before_request(_speak)
        app.after_request(_say_that_it_varies)
        app.teardown_request(_fall_silent)


def other_languages(catalogues: Path) -> tuple[str, ...]:
    """The BCP 47 tags of the languages that have a compiled catalogue, in order."""
    return tuple(sorted(found.parent.parent.name.replace("_", "-") for found in catalogues.glob("*/LC_MESSAGES/*.mo")))


def _runs(stream: TokenStream) -> Iterator[list[Token]]:
    """The tokens by what is put out: each `{{ … }}` whole, everything else by itself."""
    run: list[Token] = []
    for token in stream:
        run.append(token)
        if run[0].type != "variable_begin" or token.type == "variable_end":
            yield run
            run = []
    if run:
        yield run


def _asked_for(languages: Sequence[str]) -> str:
    """The first language of the browser's own order that there is: its very tag, or another of the same tongue."""
    exact = {language.lower(): language for language in languages}
    tongues = {language.partition("-")[0]: language for language in reversed(languages)}
    for tag, quality in request.accept_languages:
        found = exact.get(tag.lower()) or tongues.get(tag.lower().partition("-")[0])
        if found and quality:
            return found
    return SOURCE


def _speak() -> None:
    """Make this request's sentences in the language that Flask-Babel picks."""
    language = str(get_locale()).replace("_", "-")
    if language != SOURCE:
        catalogue = get_translations()
        g.speech = ExitStack()
        g.speech.enter_context(spoken_in(Speech(language, catalogue.gettext, catalogue.ngettext)))


def _fall_silent(_error: BaseException | None) -> None:
    """The next request in this thread begins in the source language."""
    g.pop("speech", ExitStack()).close()


def _say_that_it_varies(response: Response) -> Response:
    response.vary.add("Accept-Language")
    return response


def _locale(language: str) -> str:
    return language.replace("-", "_")
