"""Tries to make the first contact, plans (which meeting, where to meet, how to get there, what became of it), and what
the two say to each other."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.concerns.models import Concern
from app.directory.models import Listing
from app.kernel.tokens import new_uid
from app.linkage.accompaniment.rules.safety import STEPS, due_of
from app.linkage.accompaniment.rules.words import Outcome, Result
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage
from app.model import Model, Word
from app.people.models import Organisation, Person
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
    """They go together: to one date of a listing, meeting before at a public place. One stands at a time. What is
    suggested and not agreed to is changed in its row; of an agreed one a `change` waits beside it for the other's yes.

    `occasion` names the date for as long as it is moved about, `held_as` is when and where it is held as both know it:
    where the listing says otherwise by now, the plan follows. `newcomer_agreed_at`, `champion_agreed_at`: their own
    yes; `..._still_at`: that it still stands, after a reminder. `uid` and `sequence` are those of its calendar entry,
    `since` the last change that it tells. `how` they get there is a code, `journey` what else there is to say of the
    way. `looks` and `newcomer_looks`: by what each can be known, in their own words.
    `made_by` suggested it as it stands, in their words.
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
    how: Mapped[str] = mapped_column(default="", server_default=text("''"))
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
    change: Mapped["PlanChange | None"] = relationship(
        back_populates="plan", uselist=False, cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def is_agreed(self) -> bool:
        """Have both said yes?"""
        return self.newcomer_agreed_at is not None and self.champion_agreed_at is not None


class PlanChange(Model):
    """What one of the two, `made_by`, suggests instead of a plan that both agreed to, which stands until the other says
    yes. One at a time; the words mean what they mean in a plan."""

    __tablename__ = "plan_change"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), unique=True)
    listing_id: Mapped[str] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    meet_at: Mapped[datetime]
    occasion: Mapped[str]
    held_as: Mapped[str]
    how: Mapped[str]
    where_sealed: Mapped[bytes | None]
    journey_sealed: Mapped[bytes | None]
    made_at: Mapped[datetime]
    made_by: Mapped[str]

    where = Sealed()
    journey = Sealed()

    plan: Mapped[Plan] = relationship(back_populates="change")
    listing: Mapped[Listing] = relationship()


class Line(Model):
    """What one of the two said to the other: a sentence of ours, by its code, or short words of their own (`is_own`).
    All of it is sealed. `down_at`: it was taken down, and only whoever wrote it sees that it was there. `over_at` is
    when the walk ended: from there the days are counted for which it is kept. `part`: no message, but a copy of that
    part of `plan_id`, which was reported.
    """

    __tablename__ = "walk_line"
    __table_args__ = (UniqueConstraint("walk_id", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"), index=True)
    walk_id: Mapped[str] = mapped_column(ForeignKey("walk.id", ondelete="CASCADE"))
    number: Mapped[int]
    author_id: Mapped[str]
    at: Mapped[datetime]
    is_own: Mapped[bool]
    plan_id: Mapped[str | None] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    part: Mapped[str] = mapped_column(default="", server_default=text("''"))
    words_sealed: Mapped[bytes | None]
    down_at: Mapped[datetime | None]
    over_at: Mapped[datetime | None]

    words = Sealed()

    walk: Mapped[Walk] = relationship()
    plan: Mapped[Plan | None] = relationship()
    report: Mapped["LineReport | None"] = relationship(back_populates="line", uselist=False)


class LineReport(Model):
    """The other of the two reported a line. It is a concern too, which says who may decide: nobody with a part in it.
    `reason` is what whoever wrote the line reads, `appeal` what they say against it; `final_at` is the decision after
    that, by somebody else where there is somebody."""

    __tablename__ = "line_report"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    line_id: Mapped[str] = mapped_column(ForeignKey("walk_line.id", ondelete="CASCADE"), unique=True)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id", ondelete="CASCADE"), index=True)
    reporter_id: Mapped[str]
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]
    reason_sealed: Mapped[bytes | None]
    appeal_sealed: Mapped[bytes | None]
    appealed_at: Mapped[datetime | None]
    final_at: Mapped[datetime | None]
    final_by: Mapped[str | None]

    reason = Sealed()
    appeal = Sealed()

    line: Mapped[Line] = relationship(back_populates="report")
    concern: Mapped[Concern] = relationship()

    @property
    def is_open(self) -> bool:
        """Does it wait for a decision, the first or the one after an appeal?"""
        return self.settled_at is None or (self.appealed_at is not None and self.final_at is None)

    @property
    def waits_since(self) -> datetime:
        """Since when it waits."""
        return self.appealed_at or self.made_at


class SafetyCard(Model):
    """A champion's own card for going alone: who knows that they are out, and the word that they agreed with their
    supervisor, which only that one and whoever is on duty read."""

    __tablename__ = "safety_card"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    tells_sealed: Mapped[bytes | None]
    word_sealed: Mapped[bytes | None]
    settled_at: Mapped[datetime]

    tells = Sealed()
    word = Sealed()


class HomeWatch(Model):
    """A champion is still on their way home from an outing whose request has ended or is on hold. It knows whom we look
    out for and from which meeting they come, and nothing of whoever asked. `first` and `told` count the steps
    (`rules.safety.STEPS`) that were told before it was made, and by now. `quiet_at`: they asked for quiet help;
    `missed_at`: they had not said that they are home; `seen_at`: somebody on duty saw to it."""

    __tablename__ = "home_watch"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    champion_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    listing_id: Mapped[str | None] = mapped_column(ForeignKey("listing.id", ondelete="SET NULL"), index=True)
    meet_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    made_at: Mapped[datetime]
    first: Mapped[int]
    told: Mapped[int]
    quiet_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    home_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    champion: Mapped[Person] = relationship()
    listing: Mapped[Listing | None] = relationship()

    @property
    def needs_ringing(self) -> bool:
        """Did they ask for quiet help, and nobody has seen to it since?"""
        return self.quiet_at is not None and (self.seen_at is None or self.seen_at < self.quiet_at)

    @property
    def is_missed(self) -> bool:
        """Have they not said that they are home, and nobody has seen to it since?"""
        is_late = self.missed_at is not None and self.home_at is None
        return is_late and (self.seen_at is None or (self.missed_at or self.seen_at) > self.seen_at)

    @property
    def is_open(self) -> bool:
        """Is there anything still to be done?"""
        return self.home_at is None or self.needs_ringing

    @property
    def next_due(self) -> datetime | None:
        """When the next one is told; None when they are home, or somebody has seen to it that they are missed."""
        is_seen = self.missed_at is not None and not self.is_missed
        return None if self.home_at or is_seen or self.told >= len(STEPS) else due_of(self.told, self.ends_at)
