"""Phones that are told when there is something to read."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "push_phone",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("subscription_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("subscription_index", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_push_phone_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_phone")),
        sa.UniqueConstraint("subscription_index", name=op.f("uq_push_phone_subscription_index")),
    )
    op.create_index(op.f("ix_push_phone_person_id"), "push_phone", ["person_id"])


def downgrade() -> None:
    op.drop_table("push_phone")
