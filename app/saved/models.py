"""What somebody with an account saved, and who gets the weekly list of an area by e-mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.directory.models import Listing
from app.model import Model
from app.places.models import Area
from app.seal import Sealed, new_id


class Saved(Model):
    """A person saved a listing. `remind`: how many minutes before each of its dates they wish to be reminded; none is
    not at all."""

    __tablename__ = "saved"
    __table_args__ = (UniqueConstraint("person_id", "listing_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    listing_id: Mapped[str] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    remind: Mapped[int | None]

    listing: Mapped[Listing] = relationship()


class DigestReader(Model):
    """An address that the weekly list of an area was asked for; no account goes with it. Stopping takes the row away.

    Nothing is sent before it is confirmed by a link, of which only a keyed hash is kept. `waits_since` is empty once it
    is. Moments are of the running clock but `confirmed_at`, which is people's time, as the days are on which lists go
    out. `week` is the last week that was written, like "2026-W52".
    """

    __tablename__ = "digest_reader"
    __table_args__ = (UniqueConstraint("email_index", "area_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    email_sealed: Mapped[bytes | None]
    email_index: Mapped[str]
    area_id: Mapped[str] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    waits_since: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    link_hash: Mapped[str | None] = mapped_column(unique=True)
    link_ends_at: Mapped[datetime | None]
    week: Mapped[str] = mapped_column(default="", server_default=text("''"))

    email = Sealed()

    area: Mapped[Area] = relationship()
