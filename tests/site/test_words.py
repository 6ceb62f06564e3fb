"""The words on our own pages: short, plain, and never ones that hurt."""

import re

import html5lib
import pytest
from pyphen import Pyphen

from tests.browser import words
from tests.site.conftest import OWN_PAGES

NEVER = re.compile(
    r"\baddict(?!s Anonymous)|\balcoholic(?!s)|\balcoholics (?!Anonymous|and Dysf)|\bjunkie|\bdruggie|\babuser?s?\b"
    r"|\busers?\b|\bclean|\bdirty|\brelaps|\bwagon\b|\bin denial\b|\bnon-compliant|\bhard to reach|\bsuffering"
    r"|\bvictim|\bshould\b|\bmust\b|\bfailed\b|\binvalid\b|\bclick\b|\bsubmit\b|completely anonymous|!",
    re.IGNORECASE,
)
OF_HELPLINES = re.compile(r"domestic abuse", re.IGNORECASE)
NAMES = re.compile(r"Alcoholics Anonymous|Adult Children of Alcoholics and Dysfunctional Families|Nobody should have")
SPOKEN = ("p", "li", "h1", "h2", "h3", "dd", "label", "summary")
HIGHEST_GRADE, LONGEST_SENTENCE = 6.0, 20
SYLLABLES = Pyphen(lang="en_US")
READ_BY_LAW = ("/credits",)
"""Pages in the words that licences ask for."""


def spoken(source: str) -> list[str]:
    """The sentences of the page itself, without the frame and without what is only a list of names."""
    main = html5lib.parse(source, namespaceHTMLElements=False).find(".//main")
    blocks = [words(block) for tag in SPOKEN for block in main.iter(tag) if block.find("p") is None]
    sentences = [part for block in blocks for part in re.split(r"(?<=[.?:])\s+", block)]
    return [sentence.rstrip(".") + "." for sentence in sentences if len(sentence.split()) > 2]


def grade(sentences: list[str]) -> float:
    """The Flesch-Kincaid grade: the school year in which a child reads this (American years, about age less five)."""
    spelt = [word for sentence in sentences for word in re.findall(r"[A-Za-z’']+", sentence)]
    syllables = sum(len(SYLLABLES.positions(word)) + 1 for word in spelt)
    return 0.39 * len(spelt) / len(sentences) + 11.8 * syllables / len(spelt) - 15.59


@pytest.mark.parametrize("path", OWN_PAGES)
def test_no_page_says_a_word_that_hurts_or_orders(sources: dict[str, str], path: str) -> None:
    text = " ".join(spoken(sources[path]))

    assert not NEVER.findall(OF_HELPLINES.sub("", NAMES.sub("", text)))


@pytest.mark.parametrize("path", [path for path in OWN_PAGES if path not in READ_BY_LAW])
def test_pages_can_be_read_by_almost_everyone(sources: dict[str, str], path: str) -> None:
    sentences = spoken(sources[path])
    lengths = sorted(len(sentence.split()) for sentence in sentences)

    assert grade(sentences) <= HIGHEST_GRADE
    assert lengths[-1] <= LONGEST_SENTENCE
    assert sum(lengths) / len(lengths) <= 15


def test_errors_say_what_to_do_and_blame_nobody(sources: dict[str, str]) -> None:
    for name in (name for name in sources if name.startswith("errors/")):
        sentences = spoken(sources[name])

        assert not NEVER.findall(" ".join(sentences))
        assert grade(sentences) <= HIGHEST_GRADE
