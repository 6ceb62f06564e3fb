"""Champions as they are kept: their own profile and times, what was decided and held, and who would like to help."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.champions.rules.checks import Level
from app.champions.rules.words import Status, Visibility
from app.model import Model, Word
from app.people.models import Holding
from app.seal import Sealed, new_id


class Champion(Model):
    """One person as champion of one organisation. The name that is shown is the name to use of their account.

    `kinds`, `languages`, `routes_willing`, `modes` and `access` are codes. Sealed texts of codes parted by spaces:
    `gender` (their own word), `walks_with` (whom they go with), `belongs` (routes that they belong to: kept because of
    closed meetings, never told) and `knows` (what they choose to be asked for). `home` is an outcode, never more.
    `about` is for whoever they walk with, `note` for their supervisor alone: why they stepped back, if they said.
    `minutes` is how far they go, `late_minutes` the same late in the evening; `cap` and `cap_week` are empty where the
    organisation's hold. `any_hour`: they may be asked at night too; `again`: whoever they went with may wish for them
    again; `meets`: ids of listings that they know, sealed. `care`: why somebody is to ask how they are
    (`rules.waiting: CARES`); `care_at`: since when their answers to questions are counted. Days and moments are
    people's time.
    """

    __tablename__ = "champion"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    holding_id: Mapped[str] = mapped_column(ForeignKey("holding.id", ondelete="CASCADE"), unique=True)
    status: Mapped[Status] = mapped_column(Word(Status), default=Status.PREPARING)
    kinds: Mapped[list[str]] = mapped_column(default=list)
    made_at: Mapped[datetime]
    conversation_on: Mapped[date | None]
    conversation_by: Mapped[str | None]
    ready_on: Mapped[date | None]
    ready_by: Mapped[str | None]
    paused_at: Mapped[datetime | None]
    paused_until: Mapped[date | None]
    rest_until: Mapped[datetime | None]
    stepped_back_at: Mapped[datetime | None]
    care: Mapped[str] = mapped_column(default="", server_default=text("''"))
    care_at: Mapped[datetime | None]
    note_sealed: Mapped[bytes | None]
    supervisor_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    agreement: Mapped[str] = mapped_column(default="", server_default=text("''"))
    agreed_on: Mapped[date | None]
    walked_on: Mapped[date | None]
    walked_with: Mapped[str | None]
    about_sealed: Mapped[bytes | None]
    visibility: Mapped[Visibility] = mapped_column(Word(Visibility), default=Visibility.NOBODY)
    gender_sealed: Mapped[bytes | None]
    walks_with_sealed: Mapped[bytes | None]
    belongs_sealed: Mapped[bytes | None]
    knows_sealed: Mapped[bytes | None]
    home_sealed: Mapped[bytes | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    routes_willing: Mapped[list[str]] = mapped_column(default=list)
    access: Mapped[list[str]] = mapped_column(default=list)
    modes: Mapped[list[str]] = mapped_column(default=list)
    minutes: Mapped[int] = mapped_column(default=30)
    late_minutes: Mapped[int | None]
    cap: Mapped[int | None]
    cap_week: Mapped[int | None]
    any_hour: Mapped[bool] = mapped_column(default=False, server_default=false())
    again: Mapped[bool] = mapped_column(default=True, server_default=true())
    meets_sealed: Mapped[bytes | None]

    note = Sealed()
    about = Sealed()
    gender = Sealed()
    walks_with = Sealed()
    belongs = Sealed()
    knows = Sealed()
    home = Sealed()
    meets = Sealed()

    holding: Mapped[Holding] = relationship()
    slots: Mapped[list["ChampionSlot"]] = relationship(
        back_populates="champion", cascade="all, delete-orphan", order_by="ChampionSlot.weekday, ChampionSlot.starts"
    )
    away: Mapped[list["ChampionAway"]] = relationship(
        back_populates="champion", cascade="all, delete-orphan", order_by="ChampionAway.first"
    )
    checks: Mapped[list["ChampionCheck"]] = relationship(
        back_populates="champion", cascade="all, delete-orphan",
        order_by="ChampionCheck.decided_on, ChampionCheck.made_at",
    )  # fmt: skip
    courses: Mapped[list["ChampionCourse"]] = relationship(
        back_populates="champion", cascade="all, delete-orphan", order_by="ChampionCourse.done_on"
    )
    supervisions: Mapped[list["Supervision"]] = relationship(
        back_populates="champion", cascade="all, delete-orphan", order_by="Supervision.held_on"
    )


class ChampionSlot(Model):
    """Hours of a weekday in which a champion can usually go; 0 is Monday, hours are those on the wall."""

    __tablename__ = "champion_slot"
    __table_args__ = (CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    champion_id: Mapped[str] = mapped_column(ForeignKey("champion.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]

    champion: Mapped[Champion] = relationship(back_populates="slots")


class ChampionAway(Model):
    """Days on which a champion is away, both included."""

    __tablename__ = "champion_away"
    __table_args__ = (CheckConstraint("first <= last", name="order"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    champion_id: Mapped[str] = mapped_column(ForeignKey("champion.id", ondelete="CASCADE"), index=True)
    first: Mapped[date]
    last: Mapped[date]

    champion: Mapped[Champion] = relationship(back_populates="away")


class ChampionCheck(Model):
    """A decision on one activity: what was asked for, whether it suits, and until which day that holds. The newest of
    an activity counts. No certificate, number or finding is kept; `why` is for decisions, without what was found."""

    __tablename__ = "champion_check"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    champion_id: Mapped[str] = mapped_column(ForeignKey("champion.id", ondelete="CASCADE"), index=True)
    activity: Mapped[str]
    level: Mapped[Level] = mapped_column(Word(Level))
    suits: Mapped[bool]
    decided_on: Mapped[date]
    decided_by: Mapped[str | None]
    good_until: Mapped[date]
    made_at: Mapped[datetime]

    champion: Mapped[Champion] = relationship(back_populates="checks")


class ChampionCourse(Model):
    """A course that a champion has done."""

    __tablename__ = "champion_course"
    __table_args__ = (UniqueConstraint("champion_id", "course"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    champion_id: Mapped[str] = mapped_column(ForeignKey("champion.id", ondelete="CASCADE"))
    course: Mapped[str]
    done_on: Mapped[date]
    noted_by: Mapped[str | None]

    champion: Mapped[Champion] = relationship(back_populates="courses")


class Supervision(Model):
    """A champion and their supervisor talked. What was said is kept nowhere. `noted_at`: when this was noted, since it
    can be taken back for a while; `care` is what it settled (`Champion.care`), and would be open again then."""

    __tablename__ = "supervision"
    __table_args__ = (UniqueConstraint("champion_id", "held_on"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    champion_id: Mapped[str] = mapped_column(ForeignKey("champion.id", ondelete="CASCADE"))
    held_on: Mapped[date]
    held_by: Mapped[str | None]
    noted_at: Mapped[datetime | None]
    care: Mapped[str] = mapped_column(default="", server_default=text("''"))

    champion: Mapped[Champion] = relationship(back_populates="supervisions")


class Application(Model):
    """Somebody without an account would like to help an organisation. Its coordinators read it, talk with them, and
    invite them; taking up the invitation shows that the address is theirs, and takes this row away."""

    __tablename__ = "champion_application"
    __table_args__ = (UniqueConstraint("organisation_id", "contact_index"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    name_sealed: Mapped[bytes | None]
    contact_sealed: Mapped[bytes | None]
    contact_index: Mapped[str]
    words_sealed: Mapped[bytes | None]
    kinds: Mapped[list[str]] = mapped_column(default=list)
    made_at: Mapped[datetime]
    conversation_on: Mapped[date | None]
    conversation_by: Mapped[str | None]
    invitation_id: Mapped[str | None] = mapped_column(ForeignKey("invitation.id", ondelete="SET NULL"), index=True)

    name = Sealed()
    contact = Sealed()
    words = Sealed()
