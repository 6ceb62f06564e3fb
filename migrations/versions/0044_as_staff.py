"""Staff who go along themselves: of questions and walks, whether it is one of them; and how many went with one."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("offer", "walk"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("as_staff", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("linkage_count") as table:
        table.add_column(sa.Column("with_staff", sa.Integer(), nullable=False, server_default=sa.text("0")))


def downgrade() -> None:
    with op.batch_alter_table("linkage_count") as table:
        table.drop_column("with_staff")
    for name in ("walk", "offer"):
        with op.batch_alter_table(name) as table:
            table.drop_column("as_staff")
