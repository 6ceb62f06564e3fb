"""Why somebody is to ask how a champion is, and since when their answers are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("champion", sa.Column("care", sa.String(), nullable=False, server_default=sa.text("''")))
    op.add_column("champion", sa.Column("care_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ("care_at", "care"):
        op.drop_column("champion", name)
