"""A claim for what a champion spent on one outing."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.linkage.accompaniment.models import Plan
from app.linkage.expenses.rules.claims import Step, amount
from app.model import Model, Word
from app.people.models import Organisation, Person
from app.seal import Sealed, new_id


class Claim(Model):
    """Fares in pence and miles in tenths, at so many pence a mile as it was when they claimed. It is about a day, and
    tells nothing of whom they went with: the outing `plan_id` is only known for as long as that is kept. `asks` is what
    a coordinator would like to know."""

    __tablename__ = "expense"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    plan_id: Mapped[str | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"), unique=True)
    day: Mapped[date]
    fares: Mapped[int]
    tenths: Mapped[int]
    rate: Mapped[int]
    has_ticket: Mapped[bool]
    step: Mapped[Step] = mapped_column(Word(Step))
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    asks_sealed: Mapped[bytes | None]

    asks = Sealed()

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    organisation: Mapped[Organisation] = relationship()
    plan: Mapped[Plan | None] = relationship()

    @property
    def amount(self) -> int:
        """What is paid back, in pence."""
        return amount(self.fares, self.tenths, self.rate)
