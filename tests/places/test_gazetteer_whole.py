"""Things that hold for every place in the data, and for any text at all."""

from collections import Counter
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from app.places.rules.choice import outright, weight
from app.places.rules.gazetteer import gazetteer, load_shelf
from app.places.rules.spelling import slips_between
from app.places.rules.values import Ambiguous, Found, NotFound

SHELF = load_shelf()
SECTORS = [line.split("\t")[0] for line in SHELF.sectors]
UNITS = st.text("ABDEFGHJLNPQRSTUWXYZabdefghjlnpqrstuwxyz", min_size=2, max_size=2)


def test_every_place_is_found_again_by_its_own_address() -> None:
    places = [SHELF.place(number) for number in range(len(SHELF.lines))]

    reached = [gazetteer().find(place.slug) for place in places]

    assert len(places) > 43_000
    assert [answer.place if isinstance(answer, Found) else answer for answer in reached] == places


def test_no_two_places_share_an_address_or_a_label_for_one_name() -> None:
    places = [SHELF.place(number) for number in range(len(SHELF.lines))]

    assert max(Counter(place.slug for place in places).values()) == 1
    assert max(Counter(place.label for place in places).values()) == 1


def test_every_place_lies_in_the_isles_and_in_a_known_authority() -> None:
    places = [SHELF.place(number) for number in range(len(SHELF.lines))]

    assert all(49.8 < place.lat < 61 and -8.7 < place.lon < 1.8 for place in places)
    assert all(place.authority or place.kind == "county" for place in places)


@given(st.sampled_from(SECTORS), UNITS, st.sampled_from(["", " ", "-", "  "]))
def test_any_full_postcode_finds_its_sector(sector: str, unit: str, gap: str) -> None:
    outcode, number = sector.split("-")

    answer = gazetteer().find(f"{outcode.lower()}{gap}{number}{unit}")

    assert isinstance(answer, Found)
    assert answer.place == SHELF.sector(sector)


@given(st.sampled_from(sorted(SHELF.by_name)))
def test_one_place_is_chosen_only_by_the_rule_of_ten(name: str) -> None:
    answer = gazetteer().find(name)

    if isinstance(answer, Found):
        assert outright([answer.place, *answer.others]) == answer.place
    else:
        assert isinstance(answer, Ambiguous)
        weights = [weight(place) for place in answer.choices]
        assert weights == sorted(weights, reverse=True)
        assert weights[0] < 10 * weights[1]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_an_answer(typed: str) -> None:
    assert isinstance(gazetteer().find(typed), Found | Ambiguous | NotFound)


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(sorted(name for name in SHELF.by_name if len(name) > 5)), st.data())
def test_one_slip_in_a_name_still_suggests_it(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    answer = gazetteer().find(name[:at] + name[at + 1 :])

    reached = [answer.place] if isinstance(answer, Found) else []
    reached += answer.choices if isinstance(answer, Ambiguous) else []
    assert reached or (isinstance(answer, NotFound) and answer.suggestions)


@given(st.text("abc ", max_size=8), st.text("abc ", max_size=8))
def test_slips_are_counted_alike_from_both_ends(one: str, other: str) -> None:
    assert slips_between(one, other, 2) == slips_between(other, one, 2)
    assert (slips_between(one, other, 2) == 0) == (one == other)


def test_a_misspelling_is_answered_within_a_twentieth_of_a_second() -> None:
    gazetteer().find("warming upp")
    began = process_time()

    for typed in [
        "Hebdon Bridge",
        "hatten",
        "newtwn",
        "Sandfrd",
        "stantn",
        "easton x",
        "marstan",
        "aston q",
        "wooton",
        "norten",
    ]:
        gazetteer().find(typed)

    assert (process_time() - began) / 10 < 0.05
