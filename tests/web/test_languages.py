"""A request is answered in a language that the browser asks for and that there is; otherwise in British English."""

from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from flask import Flask, render_template_string
from werkzeug.test import TestResponse

from app.kernel.speech import _, counted, language
from app.web import languages

PAGE = (
    '<html lang="{{ language() }}">{{ _("Find") }}|{% trans name="<b>" %}All at {{ name }}{% endtrans %}|{{ checked }}'
)
DAYS = ("{count} day", "{count} days")
WELSH = {
    "Find": "Chwilio & chael",
    "All at %(name)s": "Popeth yn %(name)s",
    "Checked {ago}": "Gwiriwyd {ago}",
    DAYS: (*["{count} diwrnod"] * 2, "{count} ddiwrnod", *["{count} diwrnod"] * 3),
}


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    """A folder of catalogues that holds Welsh."""
    welsh = Catalog(locale="cy")
    for source, said in WELSH.items():
        welsh.add(source, said)
    file = tmp_path / "cy" / "LC_MESSAGES" / "messages.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_mo(opened, welsh)
    return tmp_path


def answer(catalogues: Path, asked: str) -> TestResponse:
    site = Flask("pages")
    languages.init_app(site, catalogues)
    site.add_url_rule("/", view_func=page)
    return site.test_client().get("/", headers={"Accept-Language": asked})


def page() -> str:
    return render_template_string(PAGE, checked=_("Checked {ago}", ago=counted(*DAYS, 2)))


@pytest.mark.parametrize("asked", ["cy", "cy-GB,cy;q=0.9,en;q=0.5", "CY", "fr,cy;q=0.3", "en;q=0.1,cy;q=0.2"])
def test_python_and_templates_speak_the_language_asked_for(catalogues: Path, asked: str) -> None:
    said = answer(catalogues, asked).get_data(as_text=True)

    assert said == ('<html lang="cy">Chwilio &amp; chael|Popeth yn &lt;b&gt;|Gwiriwyd 2 ddiwrnod')


@pytest.mark.parametrize("asked", ["", "en-GB", "en-US,cy;q=0.5", "fr", "cy;q=0", "*", "_;=", "en,cy;q=0.9"])
def test_everybody_else_is_answered_in_british_english(catalogues: Path, asked: str) -> None:
    said = answer(catalogues, asked).get_data(as_text=True)

    assert said == '<html lang="en-GB">Find|All at &lt;b&gt;|Checked 2 days'


def test_a_page_in_welsh_leaves_the_thread_speaking_english(catalogues: Path) -> None:
    answer(catalogues, "cy")

    assert (language(), _("Find")) == ("en-GB", "Find")


def test_only_a_site_of_several_languages_says_that_pages_vary(catalogues: Path, tmp_path: Path) -> None:
    assert answer(catalogues, "fr").headers["Vary"] == "Accept-Language"
    assert "Vary" not in answer(tmp_path / "none", "fr").headers


def test_the_site_itself_speaks_english(app: Flask) -> None:
    page = app.test_client().get("/", headers={"Accept-Language": "cy"})

    assert '<html lang="en-GB">' in page.get_data(as_text=True)
    assert "Accept-Language" not in page.headers.get("Vary", "")


SENTENCES = (
    """{{ _("Don't & do") }}|{{ _("Find") | upper }}|{{ _(word) }}|{{ _("Near {place}", place="<b>") }}|"""
    """<i title="{{ _('Main "list"') }}">"""
)


def test_sentences_settled_for_one_language_come_out_as_those_that_are_asked_for(
    catalogues: Path, tmp_path: Path
) -> None:
    said, settled = [], []
    for folder in (tmp_path / "none", catalogues):
        site = Flask("pages")
        languages.init_app(site, folder)
        settled.append(languages.Settled.identifier in site.jinja_env.extensions)
        with site.test_request_context("/"):
            said.append(render_template_string(SENTENCES, word="You"))

    assert settled == [True, False]
    assert said[0] == said[1]
    assert said[0].startswith("Don&#39;t &amp; do|FIND|You|Near &lt;b&gt;|")
