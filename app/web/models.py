"""What the plumbing itself remembers: how often a source has posted."""

from sqlalchemy.orm import Mapped, mapped_column

from app.model import Model


class Attempt(Model):
    """How often one sender did one thing in one hour. `key` is a keyed hash; the sender cannot be read from it."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True)
    times: Mapped[int]
