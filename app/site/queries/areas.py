"""The areas that an installation may call its home."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.places.models import Area
from app.places.rules.gazetteer import Gazetteer, load_shelf
from app.site.rules.home_area import check_area


def check_home_area(session: Session, name: str) -> None:
    """Raise `UnknownArea` unless a local authority of the UK, or an area of this database, has just this name."""
    shelf = load_shelf()
    known = {authority.name for authority in shelf.authorities.values()} | set(session.scalars(select(Area.name)))
    check_area(name, known, Gazetteer(shelf))
