"""The home area is one that there is, by just its name; what may be meant by another name is told."""

import pytest
from sqlalchemy.orm import Session

from app.places.models import Area
from app.site.queries.areas import check_home_area
from app.site.rules.home_area import UnknownArea


@pytest.mark.parametrize("name", ["Calderdale", "Kingston upon Hull", "Isles of Scilly", "City of London", "Belfast"])
def test_a_local_authority_of_the_uk_may_be_home(session: Session, name: str) -> None:
    check_home_area(session, name)


def test_an_area_abroad_may_be_home_once_its_list_is_imported(session: Session) -> None:
    with pytest.raises(UnknownArea, match="an imported list names"):
        check_home_area(session, "San Francisco")

    session.add(Area(slug="san-francisco", name="San Francisco"))
    session.flush()

    check_home_area(session, "San Francisco")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Calderdal", "Calderdale"),
        ("calderdale", "Calderdale"),
        ("Kirkless", "Kirklees"),
        ("Hull", "Kingston upon Hull"),
        ("Hebden Bridge", "Calderdale"),
        ("Hebdon Bridge", "Calderdale"),
        ("North Yorks", "North Yorkshire"),
        ("HX1", "Calderdale"),
    ],
)
def test_another_name_is_refused_with_the_area_that_may_be_meant(session: Session, name: str, meant: str) -> None:
    with pytest.raises(UnknownArea) as refused:
        check_home_area(session, name)

    told = str(refused.value)
    assert told.startswith(f"ALONGSIDE_AREA is “{name}”, and no area has that name. Do you mean ")
    assert meant in told.partition("Do you mean")[2]
