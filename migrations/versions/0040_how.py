"""How the two of a plan get there."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plan") as table:
        table.add_column(sa.Column("how", sa.String(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    with op.batch_alter_table("plan") as table:
        table.drop_column("how")
