"""What to call somebody in one request, where it is not the name of their account."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("linkage") as table:
        table.add_column(sa.Column("called_sealed", sa.LargeBinary()))


def downgrade() -> None:
    with op.batch_alter_table("linkage") as table:
        table.drop_column("called_sealed")
