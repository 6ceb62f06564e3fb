"""What a person shows besides a name: passkeys, and codes on paper for when all else is lost."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.model import Model
from app.seal import new_id


class Passkey(Model):
    """A passkey (WebAuthn Level 3 public key credential). `credential_id` is base64url without padding."""

    __tablename__ = "passkey"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    used_on: Mapped[date | None]


class RecoveryCode(Model):
    """One of a printed set of codes, each good once. Kept as a keyed hash."""

    __tablename__ = "recovery_code"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]


class Ceremony(Model):
    """A passkey ceremony that has begun: the challenge that the answer must carry, for one purpose, for five minutes.

    `person_id` is empty while nobody has said who they are.
    """

    __tablename__ = "ceremony"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str]
    challenge: Mapped[bytes]
    ends_at: Mapped[datetime]
