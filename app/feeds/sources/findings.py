"""Where the reader of a list notes down what it met on each row."""

from collections import Counter

from app.feeds.sources.reading import Warning
from app.kernel.errors import Refused


class CannotRead(Refused):
    """One row that cannot become a listing: the field that stands in the way, and a sentence that says what to do."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


class Findings:
    """Warnings and counts, collected row by row; `row` is the row being read, counted from 1."""

    def __init__(self) -> None:
        self.row = 0
        self.warnings: list[Warning] = []
        self.counts: Counter[str] = Counter()

    def warn(self, field: str, code: str, reason: str) -> None:
        """Note something about a field of the present row."""
        self.warnings.append(Warning(self.row, field, code, reason))

    def count(self, what: str, how_many: int = 1) -> None:
        """Add to a count that is told at the end."""
        if how_many:
            self.counts[what] += how_many
