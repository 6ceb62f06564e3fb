"""What is found out about a message for a person at the moment when it would leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.post.rules.letter import Trouble
from app.post.rules.wording import OwnWords


@dataclass(frozen=True, slots=True)
class Leave:
    """It leaves now, by this road, to this one address ("": to the one that it brought along). `stop` is where its
    person stops such messages, in one press and without signing in; "" where there is nothing to stop. `values`, where
    there are any, fill its words in place of those that it was put with. `own` are discreet words in place of ours."""

    channel: str
    to: str = field(default="", repr=False)
    is_plain: bool = False
    stop: str = field(default="", repr=False)
    values: Mapping[str, str | int] | None = field(default=None, repr=False)
    own: OwnWords | None = None
    site: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """It may not leave before this moment of people's time."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    """It must not leave at all."""

    why: Trouble


Answer = Leave | Wait | Drop
