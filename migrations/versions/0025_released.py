"""Requests for which champions are asked without staff choosing each of them."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

MOMENTS = ("released_at", "searched_at")


def upgrade() -> None:
    for name in MOMENTS:
        op.add_column("linkage", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("linkage", sa.Column("chooses", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    for name in ("chooses", *MOMENTS):
        op.drop_column("linkage", name)
