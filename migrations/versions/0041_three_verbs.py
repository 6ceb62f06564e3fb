"""Of those who are counted: how many were in touch, and had the way there arranged."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("linkage_count") as table:
        for name in ("contacted", "arranged"):
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0")))


def downgrade() -> None:
    with op.batch_alter_table("linkage_count") as table:
        for name in ("arranged", "contacted"):
            table.drop_column(name)
