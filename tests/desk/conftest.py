"""Fixtures for tests of people who come in: the running clock, and one person of every role."""

from tests.moving import clock
from tests.people.entering import cast

__all__ = ["cast", "clock"]
