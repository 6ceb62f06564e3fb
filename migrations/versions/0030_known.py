"""What champions say of meetings, nights and coming again; and that an interpreter is booked."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("champion", sa.Column("any_hour", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("champion", sa.Column("again", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("champion", sa.Column("meets_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("linkage", sa.Column("interpreter_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("linkage", "interpreter_at")
    for name in ("meets_sealed", "again", "any_hour"):
        op.drop_column("champion", name)
