"""Finding what is on: near a point, nearest to it, or online."""

from app.directory.rules.found import NOWHERE, Found
from app.directory.search.asking import near, nearest, online
from app.directory.search.statements import OFF_MOST

__all__ = ["NOWHERE", "OFF_MOST", "Found", "near", "nearest", "online"]
