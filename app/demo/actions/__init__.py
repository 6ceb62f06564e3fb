"""Loading the example world and its people."""

from app.demo.actions.people import load_people
from app.demo.actions.world import AS_DATED, ROLLING, OtherMode, check_mode, load

__all__ = ["AS_DATED", "ROLLING", "OtherMode", "check_mode", "load", "load_people"]
