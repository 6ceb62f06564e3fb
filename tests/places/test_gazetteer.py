"""What people type, and the place they mean."""

import pytest

from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Ambiguous, Found, NotFound, Place


@pytest.mark.parametrize(
    ("typed", "label", "slug"),
    [
        ("Halifax", "Halifax, Calderdale", "halifax"),
        ("HALIFAX", "Halifax, Calderdale", "halifax"),
        ("Bradford", "Bradford, West Yorkshire", "bradford"),
        ("Whitby", "Whitby, North Yorkshire", "whitby"),
        ("Belfast", "Belfast, Northern Ireland", "belfast"),
        ("Derry", "Derry, Northern Ireland", "derry"),
        ("Goldthorpe", "Goldthorpe, Barnsley", "goldthorpe"),
        ("Balby", "Balby, Doncaster", "balby"),
        ("Manningham", "Manningham, Bradford", "manningham"),
        ("mytholmroyd", "Mytholmroyd, Calderdale", "mytholmroyd"),
        ("St Helens", "St Helens, Merseyside", "st-helens"),
        ("saint helens", "St Helens, Merseyside", "st-helens"),
        ("St. Helen's", "St Helens, Merseyside", "st-helens"),
        ("King's Lynn", "King's Lynn, Norfolk", "kings-lynn"),
        ("kings  lynn", "King's Lynn, Norfolk", "kings-lynn"),
        ("King’s-Lynn", "King's Lynn, Norfolk", "kings-lynn"),
        ("hebden-bridge", "Hebden Bridge, Calderdale", "hebden-bridge"),
        ("Calderdale", "Calderdale, West Yorkshire", "calderdale"),
        ("Ynys Môn", "Isle of Anglesey, Wales", "isle-of-anglesey"),
        ("ynys mon", "Isle of Anglesey, Wales", "isle-of-anglesey"),
        ("Devon", "Devon, England", "devon"),
        ("London", "London, England", "london"),
        ("Enniskillen", "Enniskillen, Fermanagh and Omagh", "enniskillen"),
        ("Lerwick", "Lerwick, Shetland Islands", "lerwick"),
    ],
)
def test_goes_to_the_place_that_is_meant(typed: str, label: str, slug: str) -> None:
    place = found(typed).place

    assert (place.label, place.slug) == (label, slug)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Hull", "kingston-upon-hull"),
        ("brum", "birmingham"),
        ("stoke", "stoke-on-trent"),
        ("Southend", "southend-on-sea"),
        ("tod", "todmorden"),
        ("hebden", "hebden-bridge"),
        ("Bradford upon Avon", "bradford-on-avon"),
        ("Londonderry", "derry"),
        ("l'pool", "liverpool"),
        ("Soton", "southampton"),
        ("Leamington Spa", "royal-leamington-spa"),
        ("w yorks", "west-yorkshire"),
        ("the Wirral", "wirral"),
        ("Caerdydd", "cardiff"),
    ],
)
def test_knows_everyday_names(typed: str, slug: str) -> None:
    assert found(typed).place.slug == slug


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Halifax, Calderdale", "Halifax, Calderdale"),
        ("Halifax, West Yorkshire, UK", "Halifax, Calderdale"),
        ("halifax w yorks", "Halifax, Calderdale"),
        ("near Halifax", "Halifax, Calderdale"),
        ("Halifax town centre", "Halifax, Calderdale"),
        ("bradford-west-yorkshire", "Bradford, West Yorkshire"),
        ("Bradford, Devon", "Bradford, Devon"),
        ("bradford torridge", "Bradford, Devon"),
        ("Bradford, Wilts", "Bradford-on-Avon, Wiltshire"),
        ("newport isle of wight", "Newport, Isle of Wight"),
        ("Richmond, North Yorks", "Richmond, North Yorkshire"),
        ("Ashton Cornwall near Callington", "Ashton, Cornwall, near Callington"),
    ],
)
def test_words_after_a_name_tell_which_one_is_meant(typed: str, label: str) -> None:
    assert found(typed).place.label == label


@pytest.mark.parametrize(
    ("typed", "slug", "kind"),
    [
        ("HX1", "HX1", "outcode"),
        ("ls1", "LS1", "outcode"),
        ("BT48", "BT48", "outcode"),
        ("HX1-1", "HX1-1", "sector"),
        ("hx1 1", "HX1-1", "sector"),
        ("hx1 1ck", "HX1-1", "sector"),
        ("HX11CK", "HX1-1", "sector"),
        ("HX1 7ZZ", "HX1-7", "sector"),
        ("Flat 2, 12 High St, Halifax HX1 1CK", "HX1-1", "sector"),
    ],
)
def test_cuts_a_postcode_to_its_sector(typed: str, slug: str, kind: str) -> None:
    place = found(typed).place

    assert (place.slug, place.kind) == (slug, kind)
    assert place.authority is not None
    assert "1CK" not in str(place)


def test_a_sector_that_does_not_exist_lies_in_the_middle_of_its_outcode() -> None:
    unknown, outcode = found("HX1 7ZZ").place, found("HX1").place

    assert (unknown.lat, unknown.lon) == (outcode.lat, outcode.lon)


def test_an_outcode_that_does_not_exist_brings_its_neighbours() -> None:
    answer = gazetteer().find("HX9 1AA")

    assert isinstance(answer, NotFound)
    assert [place.slug for place in answer.suggestions][:2] == ["HX7", "HX6"]
    assert gazetteer().find("ZZ1 1AA") == NotFound()


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("53.72,-1.86", "53.72,-1.86"),
        ("53.7249, -1.8551", "53.72,-1.86"),
        ("53.72 -1.86", "53.72,-1.86"),
        ("37.77,-122.42", "37.77,-122.42"),
        ("-0.001,0", "0.00,0.00"),
        ("90,180", "90.00,180.00"),
    ],
)
def test_a_point_is_rounded_to_two_decimals(typed: str, slug: str) -> None:
    place = found(typed).place

    assert (place.slug, place.kind) == (slug, "point")
    assert place.slug == f"{place.lat:.2f},{place.lon:.2f}"


@pytest.mark.parametrize("typed", ["90.1,0", "-91,0", "0,180.5", "999,999", "53.72,"])
def test_a_point_off_the_earth_is_not_found(typed: str) -> None:
    assert isinstance(gazetteer().find(typed), NotFound)


def test_goes_to_a_place_ten_times_larger_and_offers_the_others() -> None:
    answer = found("Bradford")

    assert answer.place.population == 366187
    assert [place.label for place in answer.others][:2] == ["Bradford-on-Avon, Wiltshire", "Bradford, Manchester"]


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("Newport", "Newport, Wales", "Newport, Isle of Wight"),
        ("Richmond", "Richmond, London", "Richmond, North Yorkshire"),
        ("Ashton", "Ashton-under-Lyne, Tameside", "Ashton-in-Makerfield, Wigan"),
        ("Newcastle", "Newcastle upon Tyne, Tyne and Wear", "Newcastle-under-Lyme, Staffordshire"),
        ("st ives", "St Ives, Cambridgeshire", "St Ives, Cornwall"),
        ("Bangor", "Bangor, Ards and North Down", "Bangor, Gwynedd"),
    ],
)
def test_lets_people_choose_where_none_is_ten_times_larger(typed: str, first: str, second: str) -> None:
    answer = gazetteer().find(typed)

    assert isinstance(answer, Ambiguous)
    labels = [place.label for place in answer.choices]
    assert labels[:2] == [first, second]
    assert len(set(labels)) == len(labels) <= 12
    assert all(found(place.slug).place == place for place in answer.choices)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Hebdon Bridge", "hebden-bridge"),
        ("halifx", "halifax"),
        ("Hallifax", "halifax"),
        ("Todmordon", "todmorden"),
        ("Sheffeild", "sheffield"),
        ("donkaster", "doncaster"),
        ("barnsly", "barnsley"),
        ("Manchster", "manchester"),
        ("Huddersfeild", "huddersfield"),
        ("Bth", "bath"),
        ("Mytholmro", "mytholmroyd"),
        ("Halifax, Canada", "halifax"),
    ],
)
def test_a_misspelling_is_never_followed_but_brings_suggestions(typed: str, meant: str) -> None:
    answer = gazetteer().find(typed)

    assert isinstance(answer, NotFound)
    assert answer.suggestions[0].slug == meant
    assert len(answer.suggestions) <= 5


@pytest.mark.parametrize("typed", ["", " ", "???", "xyzzyxyzzy", "中文", "\x00", "'", "," * 200])
def test_nonsense_is_not_found(typed: str) -> None:
    assert gazetteer().find(typed) == NotFound()


def test_tells_the_authority_of_a_postcode_and_of_a_point() -> None:
    places = gazetteer()

    halifax, derry, sea = places.authority_at(53.7228, -1.8602), places.authority_at(55.0, -7.32), (54.5, 3.0)

    assert halifax is not None and (halifax.name, halifax.nation) == ("Calderdale", "England")
    assert derry is not None and derry.nation == "Northern Ireland"
    assert places.authority_at(*sea) is None
    assert places.authority_of_postcode("HX1 1CK") == halifax
    assert places.authority_of_postcode("ZZ1 1AA") is None


def found(typed: str) -> Found:
    """The answer, which must be one place that its own address leads back to."""
    answer = gazetteer().find(typed)
    assert isinstance(answer, Found), answer
    assert_leads_back(answer.place)
    return answer


def assert_leads_back(place: Place) -> None:
    again = gazetteer().find(place.slug)
    assert isinstance(again, Found)
    assert again.place == place
