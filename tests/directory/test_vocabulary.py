"""The vocabulary: one meaning a code within a route, and nobody else's labels."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directory.rules import vocabulary
from app.directory.rules.vocabulary import DATA, EVERY_ROUTE, Fact

FILTERS = ("step_free", "women", "men", "lgbtq", "young", "family", "language", "medication", "children")

COLLISIONS = [
    ("aa", "A", "secular"),
    ("ca", "A", "secular"),
    ("aca", "A", "adults"),
    ("aa", "T", "transgender"),
    ("aca", "T", "fellowship_text"),
    ("aca", "S", "speaker"),
    ("aa", "SP", "speaker"),
    ("aa", "POA", "attendance_slip"),
    ("alanon", "POA", "parents"),
    ("aa", "Y", "young"),
    ("alanon", "Y", "teenagers"),
    ("aca", "Y", "yellow_workbook"),
    ("dharma", "IS", "inquiry"),
    ("dharma", "IW", "inquiry_writing"),
    ("na", "IW", "it_works"),
    ("aa", "H", "birthday"),
    ("ma", "H", "chips"),
    ("dharma", "CC", "childcare"),
    ("eda", "CC", "chair_choice"),
]

DEMO_WORDS = [
    "beginners",
    "discussion",
    "tools",
    "families",
    "step",
    "speaker",
    "meditation",
    "women",
    "peer-led",
    "child-friendly",
    "literature",
    "language",
    "lgbtq",
    "young",
    "secular",
    "men",
    "bsl",
    "candlelight",
    "outdoors",
]


@pytest.mark.parametrize(("route", "code", "expected"), COLLISIONS)
def test_a_code_means_what_its_own_fellowship_says(route, code, expected):
    assert vocabulary.from_alias(route, code) == expected


@pytest.mark.parametrize(
    ("route", "code", "expected"),
    [
        ("aa", "S", "es"),
        ("aca", "SP", "es"),
        ("aa", "POL", "pl"),
        ("aa", "PUN", "pa"),
        ("aa", "UK", "uk"),
        ("aa", "IS", "is"),
        ("aca", "S", None),
        ("dharma", "IS", None),
        ("aa", "Ukrainian", "uk"),
        ("smart", "Welsh", "cy"),
    ],
)
def test_language_codes_become_standard_language_codes(route, code, expected):
    assert vocabulary.language_from_alias(route, code) == expected


@given(st.sampled_from(sorted(vocabulary.routes())), st.sampled_from(sorted(vocabulary.aliases())))
def test_no_label_ever_comes_from_another_fellowships_table(route, entry):
    _, code = entry
    own = vocabulary.aliases().get((route, code)) or vocabulary.aliases().get((EVERY_ROUTE, code))
    word = {row["word"]: row["means"] for row in csv.DictReader((DATA / "words.csv").open(encoding="utf-8"))}

    found = vocabulary.from_alias(route, code)

    allowed = own or word.get(vocabulary.plain_word(code))
    assert found is None or found == allowed


@given(st.sampled_from(sorted(vocabulary.routes())), st.text(max_size=30))
def test_anything_at_all_can_be_looked_up(route, code):
    found = vocabulary.from_alias(route, code)

    assert found is None or vocabulary.attribute(found)


def test_a_fellowships_own_book_is_never_given_to_another():
    assert vocabulary.from_alias("na", "Basic Text") == "basic_text"
    assert vocabulary.from_alias("aa", "Basic Text") is None
    for (route, _), means in vocabulary.aliases().items():
        found = vocabulary.attribute(means)
        if found and found.belongs_to:
            assert route in found.belongs_to


def test_every_alias_and_word_means_something_we_know():
    tables = [row["means"] for name in ("aliases", "words") for row in csv.DictReader((DATA / f"{name}.csv").open())]
    facts = {f"fact:{fact}" for fact in Fact}

    assert all(means in vocabulary.attributes() or means in facts or means.startswith("language:") for means in tables)


def test_no_code_is_listed_twice_for_one_route():
    rows = list(csv.DictReader((DATA / "aliases.csv").open()))
    pairs = [(route, code.upper()) for row in rows for route in row["routes"].split() for code in row["codes"].split()]

    assert len(pairs) == len(set(pairs))
    assert {route for route, _ in pairs} - {EVERY_ROUTE} <= set(vocabulary.routes())


def test_a_whole_word_never_contradicts_a_code():
    words = {row["word"]: row["means"] for row in csv.DictReader((DATA / "words.csv").open(encoding="utf-8"))}

    assert not [code for (_, code), means in vocabulary.aliases().items() if words.get(code.casefold(), means) != means]


@pytest.mark.parametrize(("route", "code"), [("aa", "O"), ("na", "C"), ("aa", "ONL"), ("aa", "TC"), ("na", "HYBR")])
def test_open_closed_online_and_shut_are_facts_not_attributes(route, code):
    assert vocabulary.fact_from_alias(route, code) is not None
    assert vocabulary.from_alias(route, code) is None


@pytest.mark.parametrize("word", DEMO_WORDS)
def test_every_format_word_of_the_demo_world_is_known_to_every_route(word):
    assert all(vocabulary.from_alias(route, word) for route in vocabulary.routes())


def test_the_filters_name_attributes():
    assert all(vocabulary.attribute(code) for code in FILTERS)
    assert vocabulary.from_alias("aa", "families") == "family"
    assert vocabulary.from_alias("aa", "CF") == vocabulary.from_alias("na", "CW") == "children"
    assert vocabulary.from_alias("aa", "X") == vocabulary.from_alias("dharma", "WA") == "step_free"


def test_codes_with_stray_spaces_or_in_lower_case_are_read():
    assert vocabulary.from_alias("aa", " lgbtq ") == "lgbtq"
    assert vocabulary.from_alias("aa", "Wheelchair Access") == "step_free"
    assert vocabulary.from_alias("aa", "mujeres") == "women"


def test_routes_stand_in_alphabetical_order_and_hold_those_of_the_contract():
    names = [route.short.casefold() for route in vocabulary.routes().values()]

    assert names == sorted(names)
    expected = [
        "na",
        "aa",
        "ca",
        "smart",
        "alanon",
        "lifering",
        "fa",
        "dharma",
        "ga",
        "aca",
        "ha",
        "cma",
        "eda",
        "peer-led",
        "faith",
    ]
    assert set(expected) <= set(vocabulary.routes())
    assert vocabulary.routes()["alanon"].family
    assert not vocabulary.routes()["na"].family


def test_an_unknown_code_is_its_own_label():
    assert vocabulary.label("step_free") == "Step-free"
    assert vocabulary.label("no-such-code") == "no-such-code"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("NA", "na"),
        ("Narcotics Anonymous", "na"),
        ("ALANON", "alanon"),
        ("Al-Anon Family Groups", "alanon"),
        ("FA", "fa"),
        ("DHARMA", "dharma"),
        ("LERO", "peer-led"),
        ("Peer support (lived experience recovery organisation)", "peer-led"),
        ("LIFERING", "lifering"),
        ("SMART Recovery", "smart"),
        ("Adult Children of Alcoholics and Dysfunctional Families", "aca"),
    ],
)
def test_routes_are_found_by_code_and_by_every_name_of_the_demo_world(name, code):
    found = vocabulary.route_named(name)

    assert found is not None
    assert found.code == code
    assert vocabulary.route_named("Knitting Circle") is None
