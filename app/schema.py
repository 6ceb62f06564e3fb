"""Every table in one import, for migrations and tests."""

from app.directory import models as directory
from app.feeds import models as feeds
from app.model import Model
from app.places import models as places
from app.web import models as web

__all__ = ["Model", "directory", "feeds", "places", "web"]
