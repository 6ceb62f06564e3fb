"""Fixtures for tests of agreements and of broken glass: the running clock, moved."""

from tests.moving import clock

__all__ = ["clock"]
