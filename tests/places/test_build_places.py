"""How the place data is derived, from small lists and against what is committed."""

from pathlib import Path

import pytest

from app.kernel.distance import metres_between
from app.places.rules.gazetteer import load_shelf
from app.places.rules.values import Authority
from app.places.sources.centres import outcode_lines, sector_lines
from app.places.sources.derive import DATA, derive, derive_texts, pack
from app.places.sources.grid import BRITISH, IRISH, Grid, to_lat_lon
from app.places.sources.names import Alias
from app.places.sources.postcodes import Row, gather, read_columns, read_package
from app.places.sources.settlements import Settlement, join, read_geonames, read_open_names

CALDERDALE = Authority("E08000033", "Calderdale", "West Yorkshire", "England")
DEVON = Authority("E07000046", "Torridge", "Devon", "England")
AUTHORITIES = {authority.code: authority for authority in (CALDERDALE, DEVON)}
POSTCODES = [
    Row("HX1-1", CALDERDALE.code, 409_000.0, 425_000.0),
    Row("HX1-1", CALDERDALE.code, 409_200.0, 425_100.0),
    Row("HX1-1", CALDERDALE.code, 900_000.0, 999_000.0),
    Row("HX1-2", CALDERDALE.code, 409_100.0, 425_900.0),
    Row("EX22-7", DEVON.code, 228_000.0, 107_000.0),
]
PLACES = [
    Settlement("Halifax", "town", 53.7228, -1.8602, 82_624),
    Settlement("King Cross", "suburb", 53.7160, -1.8850),
    Settlement("Halifax", "hamlet", 50.84, -4.44),
    Settlement("Ashes-on-Calder", "town", 53.70, -1.90, 9_000),
]


@pytest.mark.parametrize(
    ("grid", "easting", "northing", "lat", "lon"),
    [
        (BRITISH, 530_000, 180_000, 51.5039908, -0.1283540),
        (BRITISH, 409_000, 425_000, 53.7213321, -1.8650906),
        (BRITISH, 651_409.903, 313_177.270, 52.6579786, 1.7160519),
        (BRITISH, 90_000, 10_000, 49.9096707, -6.3193810),
        (BRITISH, 460_000, 1_210_000, 60.7684928, -0.9005006),
        (IRISH, 333_500, 374_500, 54.6010893, -5.9349889),
        (IRISH, 243_600, 416_900, 54.9976739, -7.3194975),
    ],
)
def test_grid_references_agree_with_proj_within_a_metre(
    grid: Grid, easting: float, northing: float, lat: float, lon: float
) -> None:
    assert metres_between(*to_lat_lon(grid, easting, northing), lat, lon) < 1


def test_a_wrong_postcode_does_not_move_the_middle_of_its_sector() -> None:
    sectors, _patches = gather(POSTCODES)

    lat, lon = (float(part) for part in sector_lines(sectors)[1].split("\t")[1:3])

    assert metres_between(lat, lon, *to_lat_lon(BRITISH, 409_200, 425_100)) < 10


def test_the_texts_hold_every_record_in_order() -> None:
    derived = derive_texts(POSTCODES, PLACES, AUTHORITIES, [Alias("fax", "Halifax", "Calderdale")])

    keys = [line.split("\t")[0] for line in derived.places.split("\n\n")[0].split("\n")]
    assert derived.counts() == {"sectors": 3, "outcodes": 2, "places": 8, "aliases": 2}
    assert keys == sorted(keys)
    assert derived.places.split("\n\n")[1].split("\n") == ["ashes\tashes-on-calder", "fax\thalifax"]
    assert "halifax\tHalifax\tCalderdale\t\ttown\tE08000033\t53.7228\t-1.8602\t82624" in derived.places
    assert "halifax\tHalifax\tDevon\thalifax-devon\thamlet\tE07000046" in derived.places


def test_the_same_lists_in_another_order_give_the_same_bytes() -> None:
    one = derive_texts(POSTCODES, PLACES, AUTHORITIES, [])
    other = derive_texts(POSTCODES[::-1], PLACES[::-1], AUTHORITIES, [])

    assert pack(one.places) == pack(other.places)
    assert pack(one.postcodes) == pack(other.postcodes)


def test_an_alias_of_nowhere_stops_the_derivation() -> None:
    with pytest.raises(ValueError, match="No Atlantis"):
        derive_texts(POSTCODES, PLACES, AUTHORITIES, [Alias("sunk", "Atlantis", "")])


def test_a_missing_list_stops_the_derivation(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        derive(tmp_path, tmp_path)


def test_a_place_takes_the_population_of_its_near_namesake() -> None:
    named = [Settlement("St. Ives", "town", 50.21, -5.48), Settlement("Saint Ives", "village", 50.82, -1.83)]
    counted = [
        Settlement("St Ives", "town", 50.215, -5.475, 9_966),
        Settlement("Newport", "town", 51.59, -3.0, 161_506),
    ]

    joined = {(place.name, place.population) for place in join(named, counted)}

    assert joined == {("St. Ives", 9_966), ("Saint Ives", 0), ("Newport", 161_506)}


def test_reads_the_two_lists_of_places(tmp_path: Path) -> None:
    names, people = tmp_path / "names.csv", tmp_path / "people.csv"
    names.write_text(
        "name,authority,kind,latitude,longitude\nMochras (Shell Island),Gwynedd,other settlement,52.8,-4.1\n"
        "Towthorpe (site of),Ryedale,hamlet,54.1,-0.6\n"
    )
    people.write_text(
        "geonameid,name,latitude,longitude,nation,authority,population,feature\n"
        '1,"Basford, Stoke-on-Trent",53.0,-2.2,ENG,Staffordshire,7321,PPL\n2,Nowhere,53,-2,ENG,,0,PPL\n'
    )

    assert list(read_open_names(names)) == [Settlement("Mochras", "settlement", 52.8, -4.1)]
    assert list(read_geonames(people)) == [Settlement("Basford", "village", 53.0, -2.2, 7321)]


def test_postcodes_without_a_place_are_left_out() -> None:
    columns: dict[str, list[object]] = {
        "pcd": ["HX1 1CK", "JE2 3AB", "NPT 0AA"],
        "laua": ["E08000033", "L99999999", float("nan")],
        "oseast1m": [409_000.0, float("nan"), 330_000.0],
        "osnrth1m": [425_000.0, float("nan"), 190_000.0],
    }

    assert list(read_columns(columns)) == [Row("HX1-1", "E08000033", 409_000.0, 425_000.0)]


def test_the_committed_postcodes_are_what_the_package_gives() -> None:
    sectors, _patches = gather(read_package("Z"))
    shelf = load_shelf()

    assert [line for line in shelf.sectors if line.startswith("ZE")] == sector_lines(sectors)
    assert [line for line in shelf.outcodes if line.startswith("ZE")] == outcode_lines(sectors)


def test_the_committed_data_is_small() -> None:
    assert sum(file.stat().st_size for file in DATA.glob("*.br")) < 1_000_000
    assert len(load_shelf().sectors) > 12_000
