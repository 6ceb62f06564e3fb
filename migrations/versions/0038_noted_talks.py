"""When a talk with a champion was noted, and what it settled: it can be taken back for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("supervision", sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("supervision", sa.Column("care", sa.String(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    with op.batch_alter_table("supervision") as table:
        table.drop_column("care")
        table.drop_column("noted_at")
