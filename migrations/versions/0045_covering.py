"""The indexes of a search hold all that it compares; an area's address is found by its name."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

COMPARED = ("x", "y", "z", "listed_until", "is_on", "in_person", "online", "kind", "listing_id")
LONG, OFF = sa.text("listed_until > starts_at + 600"), sa.text("NOT is_on")
WHERE = {"ix_diary_long": LONG, "ix_diary_off": OFF}
BEFORE = {
    "ix_diary_cell": ("cell", "starts_at"),
    "ix_diary_start": ("starts_at", "cell"),
    "ix_diary_long": ("cell", "starts_at", "listed_until"),
    "ix_diary_off": ("cell", "starts_at"),
}


def upgrade() -> None:
    for name, columns in BEFORE.items():
        _make_again(name, (*columns[:2], *COMPARED))
    op.create_index("ix_area_name", "area", ["name", "slug"])


def downgrade() -> None:
    op.drop_index("ix_area_name", "area")
    for name, columns in BEFORE.items():
        _make_again(name, columns)


def _make_again(name: str, columns: tuple[str, ...]) -> None:
    op.drop_index(name, "diary")
    op.create_index(name, "diary", list(columns), sqlite_where=WHERE.get(name), postgresql_where=WHERE.get(name))
