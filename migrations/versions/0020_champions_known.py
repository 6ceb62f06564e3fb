"""Everybody who holds the role of champion has a profile: those who held it before there were any begin with an empty
one, as community champions who are getting ready."""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

HOLDING = sa.table("holding", sa.column("id"), sa.column("role"), sa.column("ended_at"))
CHAMPION = sa.table(
    "champion",
    sa.column("id"),
    sa.column("holding_id"),
    sa.column("status"),
    sa.column("kinds", sa.JSON()),
    sa.column("made_at", sa.DateTime(timezone=True)),
    sa.column("visibility"),
    *(sa.column(name, sa.JSON()) for name in ("languages", "routes_willing", "access", "modes")),
    sa.column("minutes"),
)
EMPTY = {"status": "preparing", "kinds": ["community"], "visibility": "nobody", "minutes": 30}


def upgrade() -> None:
    connection = op.get_bind()
    known = sa.select(CHAMPION.c.holding_id)
    held = sa.select(HOLDING.c.id).where(HOLDING.c.role == "champion", HOLDING.c.ended_at.is_(None))
    present = datetime.now(UTC)
    lists: dict[str, list[str]] = {name: [] for name in ("languages", "routes_willing", "access", "modes")}
    for holding_id in connection.scalars(held.where(HOLDING.c.id.not_in(known))).all():
        row = {"id": secrets.token_hex(16), "holding_id": holding_id, "made_at": present}
        connection.execute(CHAMPION.insert().values(row | EMPTY | lists))


def downgrade() -> None:
    """What somebody filled in since is theirs; the tables go with the revision that made them."""
