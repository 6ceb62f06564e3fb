"""A lead asks that danger now may wait; a second one agrees."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("concern") as table:
        table.add_column(sa.Column("slower", sa.String(), nullable=True))
        table.add_column(sa.Column("slower_by", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("concern") as table:
        table.drop_column("slower_by")
        table.drop_column("slower")
