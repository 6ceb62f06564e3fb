"""What the plumbing itself remembers: how often a source has tried, and which keys this database is sealed with."""

from sqlalchemy.orm import Mapped, mapped_column

from app.model import Model


class Attempt(Model):
    """How often one sender did one thing in one stretch of time. `key` is a keyed hash; the sender cannot be read from
    it. `ends_at` is in seconds since 1970, by the running clock; after that the row means nothing."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(primary_key=True)
    ends_at: Mapped[int] = mapped_column(primary_key=True, index=True)
    times: Mapped[int]


class KeyMark(Model):
    """Written at the first start: a known text sealed with the field key, and its blind index. A start with other keys
    finds that it cannot read them, and refuses."""

    __tablename__ = "key_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    index: Mapped[str]
