"""Who comes along to an outing to learn."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.tokens import new_uid
from app.linkage.accompaniment.models import HomeWatch, Plan
from app.linkage.learning.rules.steps import Ending, Word
from app.model import Model
from app.model import Word as Code
from app.people.models import Person
from app.seal import new_id

LIVE = text("ended_at IS NULL")


class Learner(Model):
    """Somebody who is learning comes along to one plan, once they themselves, the champion and then the newcomer have
    said yes. One is asked for a plan at a time, and about one plan at a time. A plan that changes empties the three
    yeses and asks anew (`asked_at`). `uid`, `sequence` and `since` are those of the learner's calendar entry; `watch`
    is who looks out for them on the day; `said` is how it went for them, by the champion."""

    __tablename__ = "learner"
    __table_args__ = (
        Index("uq_learner_plan", "plan_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("uq_learner_person", "person_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    watch_id: Mapped[str | None] = mapped_column(ForeignKey("home_watch.id", ondelete="SET NULL"), index=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    sequence: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime | None]
    made_at: Mapped[datetime]
    asked_at: Mapped[datetime]
    learner_agreed_at: Mapped[datetime | None]
    champion_agreed_at: Mapped[datetime | None]
    newcomer_agreed_at: Mapped[datetime | None]
    here_at: Mapped[datetime | None]
    said: Mapped[Word | None] = mapped_column(Code(Word))
    said_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ending: Mapped[Ending | None] = mapped_column(Code(Ending))

    plan: Mapped[Plan] = relationship()
    person: Mapped[Person] = relationship()
    watch: Mapped[HomeWatch | None] = relationship()

    @property
    def is_first_yes(self) -> bool:
        """Have the learner and the champion said yes, so that the newcomer is asked?"""
        return self.learner_agreed_at is not None and self.champion_agreed_at is not None

    @property
    def is_agreed(self) -> bool:
        """Have all three said yes?"""
        return self.is_first_yes and self.newcomer_agreed_at is not None

    @property
    def comes(self) -> bool:
        """Do they come along, as it stands?"""
        return self.ended_at is None and self.is_agreed and self.plan.ended_at is None and self.plan.is_agreed

    @property
    def has_walked(self) -> bool:
        """Did they go?"""
        return self.ending is Ending.WALKED

    def is_with(self, person_id: str) -> bool:
        """Is this the champion who takes them along?"""
        return self.plan.walk.champion_id == person_id
