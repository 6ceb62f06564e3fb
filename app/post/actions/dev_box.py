"""Where messages end during development and in tests: a file that keeps the last ones, to be read at `/dev/outbox`."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import TextIOWrapper
from pathlib import Path

from app.kernel.clock import running
from app.post.build import mail_words, text
from app.post.rules.letter import Outgoing
from app.post.rules.message import Channel

KEPT = 50
"""The last so many messages can be read."""

ONLY_OURS = 0o600
NAME = "outbox.jsonl"


@dataclass(frozen=True, slots=True)
class Kept:
    """A message as its recipient would have read it."""

    at: str
    id: str
    kind: str
    channel: str
    to: str
    subject: str
    words: str


class DevBox:
    """A road that ends in a file of this installation, which all its processes share."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def carry(self, letter: Outgoing) -> None:
        """Keep the message, and let the oldest go."""
        line = json.dumps(asdict(_in_words(letter)))
        with self._opened() as file:
            lines = [*file.read().splitlines(), line][-KEPT:]
            file.seek(0)
            file.truncate()
            file.write("\n".join(lines) + "\n")

    def kept(self) -> list[Kept]:
        """The last messages, newest first."""
        if not self.path.exists():
            return []
        with self._opened() as file:
            return [Kept(**json.loads(line)) for line in reversed(file.read().splitlines())]

    def remove(self) -> None:
        """Leave no trace of it."""
        self.path.unlink(missing_ok=True)

    @contextmanager
    def _opened(self) -> Iterator[TextIOWrapper]:
        """The file, for one process at a time."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch(ONLY_OURS)
        with self.path.open("r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file


def _in_words(letter: Outgoing) -> Kept:
    subject = words = ""
    if letter.channel == Channel.TEXT:
        words = text(letter)
    if letter.channel == Channel.EMAIL:
        subject, words = mail_words(letter)
    at = running().isoformat(timespec="seconds")
    return Kept(at, letter.id, letter.kind, letter.channel, letter.to, subject, words)
