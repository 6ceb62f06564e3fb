"""Whether a listing runs at all."""

from enum import StrEnum


class Status(StrEnum):
    """Whether a listing runs at all, as stated by a person, never deduced."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
