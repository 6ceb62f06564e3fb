"""Who gets the weekly list of an area."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "digest_reader",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("email_index", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("waits_since", MOMENT, nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("link_hash", sa.String(), nullable=True),
        sa.Column("link_ends_at", MOMENT, nullable=True),
        sa.Column("week", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_digest_reader_area_id_area"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_reader")),
        sa.UniqueConstraint("email_index", "area_id", name=op.f("uq_digest_reader_email_index_area_id")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_digest_reader_link_hash")),
    )
    op.create_index(op.f("ix_digest_reader_area_id"), "digest_reader", ["area_id"])


def downgrade() -> None:
    op.drop_table("digest_reader")
