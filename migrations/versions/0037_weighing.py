"""How soon something is to be done about a concern, and whether the person at risk agrees."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("concern") as table:
        table.add_column(sa.Column("weighed", sa.String(), nullable=True))
        table.add_column(sa.Column("agreed", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("concern") as table:
        for name in ("agreed", "weighed"):
            table.drop_column(name)
