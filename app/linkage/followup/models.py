"""Check-ups: how somebody is asked after, for as long as they wish, whatever becomes of their request."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.linkage.followup.rules.schedule import USUAL_MONTHS, Past, Reply
from app.linkage.referral.models import Linkage
from app.model import Model, Word
from app.seal import Sealed, new_id

OPEN = text("over_at IS NULL")


class Course(Model):
    """Somebody agreed to be asked after: days are counted from `since`, over so many `months`. While it is muted
    nothing is sent, and nothing of it is made up for."""

    __tablename__ = "check_up_course"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"), unique=True)
    since: Mapped[date]
    months: Mapped[int] = mapped_column(default=USUAL_MONTHS)
    muted_at: Mapped[datetime | None]

    linkage: Mapped[Linkage] = relationship()
    check_ups: Mapped[list["CheckUp"]] = relationship(
        cascade="all, delete-orphan", order_by="CheckUp.number", back_populates="course"
    )

    @property
    def open_one(self) -> "CheckUp | None":
        """The one that is asked, or comes next."""
        return next((each for each in self.check_ups if each.over_at is None), None)

    @property
    def past(self) -> list[Past]:
        """Those that are over, in order."""
        return [Past(each.day, each.reply) for each in self.check_ups if each.over_at is not None]


class CheckUp(Model):
    """One question: for which day it is set, when it was asked and gently repeated, and when it was over, with or
    without an answer. One of a course is open at a time."""

    __tablename__ = "check_up"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        Index("uq_check_up_open", "course_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    course_id: Mapped[str] = mapped_column(ForeignKey("check_up_course.id", ondelete="CASCADE"))
    number: Mapped[int]
    day: Mapped[date]
    asked_at: Mapped[datetime | None]
    repeated_at: Mapped[datetime | None]
    over_at: Mapped[datetime | None]
    reply: Mapped[Reply | None] = mapped_column(Word(Reply))
    words_sealed: Mapped[bytes | None]

    words = Sealed()

    course: Mapped[Course] = relationship(back_populates="check_ups")
