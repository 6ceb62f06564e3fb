"""Tries to make the first contact, and plans: which meeting, where to meet, how to get there, and what became of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.directory.models import Listing
from app.kernel.tokens import new_uid
from app.linkage.accompaniment.rules.words import Outcome, Result
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage
from app.model import Model, Word
from app.seal import Sealed, new_id

STANDING = text("ended_at IS NULL")


class Attempt(Model):
    """A champion, or whoever stands in, tried to reach the newcomer."""

    __tablename__ = "contact_attempt"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[str]
    at: Mapped[datetime]
    result: Mapped[Result] = mapped_column(Word(Result))

    linkage: Mapped[Linkage] = relationship()


class Plan(Model):
    """They go together: to one date of a listing, meeting before at a public place. One stands at a time; a change of
    it is made in its row, and asks the other for their yes again.

    `occasion` names the date for as long as it is moved about, `held_as` is when and where it is held as both know it:
    where the listing says otherwise by now, the plan follows. `newcomer_agreed_at`, `champion_agreed_at`: their own
    yes; `..._still_at`: that it still stands, after a reminder. `uid` and `sequence` are those of its calendar entry,
    `since` the last change that it tells. `looks` and `newcomer_looks`: by what each can be known, in their own words.
    `outcome` is by the two themselves, never by the group; where their words differ it stays empty until a coordinator
    has asked. `felt` and `again` are the newcomer's, and decide nothing but what they are offered next. `ending` is a
    code.
    """

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("linkage_id", "number"),
        Index("uq_plan_standing", "linkage_id", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"))
    walk_id: Mapped[str] = mapped_column(ForeignKey("walk.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    sequence: Mapped[int] = mapped_column(default=0)
    listing_id: Mapped[str] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    meet_at: Mapped[datetime]
    occasion: Mapped[str] = mapped_column(default="", server_default=text("''"))
    held_as: Mapped[str] = mapped_column(default="", server_default=text("''"))
    where_sealed: Mapped[bytes | None]
    journey_sealed: Mapped[bytes | None]
    looks_sealed: Mapped[bytes | None]
    newcomer_looks_sealed: Mapped[bytes | None]
    since: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    newcomer_agreed_at: Mapped[datetime | None]
    champion_agreed_at: Mapped[datetime | None]
    newcomer_still_at: Mapped[datetime | None]
    champion_still_at: Mapped[datetime | None]
    newcomer_here_at: Mapped[datetime | None]
    champion_here_at: Mapped[datetime | None]
    newcomer_home_at: Mapped[datetime | None]
    champion_home_at: Mapped[datetime | None]
    newcomer_says: Mapped[Outcome | None] = mapped_column(Word(Outcome))
    champion_says: Mapped[Outcome | None] = mapped_column(Word(Outcome))
    outcome: Mapped[Outcome | None] = mapped_column(Word(Outcome))
    felt: Mapped[str] = mapped_column(default="", server_default=text("''"))
    again: Mapped[str] = mapped_column(default="", server_default=text("''"))
    ended_at: Mapped[datetime | None]
    ending: Mapped[str] = mapped_column(default="", server_default=text("''"))

    where = Sealed()
    journey = Sealed()
    looks = Sealed()
    newcomer_looks = Sealed()

    linkage: Mapped[Linkage] = relationship()
    walk: Mapped[Walk] = relationship()
    listing: Mapped[Listing] = relationship()

    @property
    def is_agreed(self) -> bool:
        """Have both said yes?"""
        return self.newcomer_agreed_at is not None and self.champion_agreed_at is not None
