"""What somebody with an account saved."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.directory.models import Listing
from app.model import Model
from app.seal import new_id


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
