"""Ways in: codes and links that are sent, invitations, and where somebody is signed in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.roles import Role
from app.model import Model, Word
from app.people.models.organisation import Organisation
from app.people.models.person import Person
from app.seal import Sealed, new_id


class Level(StrEnum):
    """How far a session reaches."""

    ENROLLING = "enrolling"
    FULL = "full"


class SignedIn(Model):
    """One browser in which somebody is signed in. The cookie holds 256 random bits, the row only their SHA-256.

    Moments are of the running clock. `proved_at` is when the person last showed that it is them, `label` a coarse word
    for the browser ("Chrome on Android"), so that people can tell their own sessions apart; no address is kept.
    """

    __tablename__ = "signed_in"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    level: Mapped[Level] = mapped_column(Word(Level), default=Level.FULL)
    own_phone: Mapped[bool] = mapped_column(default=False)
    label: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class EntryCode(Model):
    """A code and a link sent to one contact: single use, newest only, for one purpose.

    `code_hash` and `link_hash` are keyed; `person_id` is empty when nobody has that contact, so that known and unknown
    leave the same traces. `tries` counts wrong codes.
    """

    __tablename__ = "entry_code"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contact_index: Mapped[str] = mapped_column(index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str]
    code_hash: Mapped[str]
    link_hash: Mapped[str] = mapped_column(unique=True)
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]


class Invitation(Model):
    """An invitation to a role, by e-mail or on paper; the same 80 random bits are the link and the printed code.

    `listing_id` names the group that a group representative is to look after, `replaces_id` the holding of
    a representative who hands the role on.
    """

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(unique=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    listing_id: Mapped[str | None]
    replaces_id: Mapped[str | None]
    email_sealed: Mapped[bytes | None]
    name_sealed: Mapped[bytes | None]
    made_by: Mapped[str | None]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]
    spent_by: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]

    email = Sealed()
    name = Sealed()

    organisation: Mapped[Organisation | None] = relationship()


class WayBack(Model):
    """A coordinator lets somebody back in who has lost every way, having checked that it is them.

    For roles that want two factors a second person has to agree (`agreed_by`); only then is there a token, printed once
    and kept as a keyed hash.
    """

    __tablename__ = "way_back"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    agreed_by: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    ends_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
