"""Organisations: who runs things, and which of them look after people in which areas."""

from typing import Any

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.tokens import new_ref
from app.model import Model


class Organisation(Model):
    """Who runs things: a recovery organisation, a hub, a family support group.

    One that serves areas has people of its own here: coordinators, champions, link workers. `duty_hours` are words
    ("Monday to Friday, 9am to 5pm"); `constants` holds the numbers that it chose for itself, by name.
    """

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_ref)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    duty_hours: Mapped[str] = mapped_column(default="", server_default=text("''"))
    duty_phone: Mapped[str] = mapped_column(default="", server_default=text("''"))
    constants: Mapped[dict[str, Any] | None] = mapped_column(default=dict)
    is_example: Mapped[bool] = mapped_column(default=False)

    areas: Mapped[list["OrganisationArea"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", order_by="OrganisationArea.area_id"
    )


class OrganisationArea(Model):
    """An organisation serves an area (a local authority)."""

    __tablename__ = "organisation_area"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    area_id: Mapped[str] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True, index=True)

    organisation: Mapped[Organisation] = relationship(back_populates="areas")
