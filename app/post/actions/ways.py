"""What every road out of the house has in common; and the one that is not there."""

from typing import Protocol

from app.post.rules.letter import NotSent, Outgoing, Trouble


class Way(Protocol):
    """One road by which messages leave, one at a time, each to one recipient."""

    def carry(self, letter: Outgoing) -> None:
        """Put the message into words and hand it over. Raises `NotSent`."""


class NoWay:
    """The road that this installation does not have: messages wait until it has one, or until they are too late."""

    def carry(self, letter: Outgoing) -> None:
        """Raise `NotSent`."""
        raise NotSent(Trouble.UNREACHABLE, f"nothing is set up for {letter.channel}")
