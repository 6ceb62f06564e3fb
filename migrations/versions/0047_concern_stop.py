"""Whose offers and plans a safeguarding lead stopped, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concern_stop",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("concern_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_stop_concern_id_concern"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_stop")),
    )
    op.create_index(op.f("ix_concern_stop_concern_id"), "concern_stop", ["concern_id"])
    op.create_index(op.f("ix_concern_stop_person_id"), "concern_stop", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_concern_stop_person_id"), table_name="concern_stop")
    op.drop_index(op.f("ix_concern_stop_concern_id"), table_name="concern_stop")
    op.drop_table("concern_stop")
