"""Who looks after which listing, and what each act on a listing or a venue changed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "representative",
        sa.Column("holding_id", sa.String(), nullable=False),
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["holding_id"], ["holding.id"], name=op.f("fk_representative_holding_id_holding"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_representative_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("holding_id", "listing_id", name=op.f("pk_representative")),
    )
    op.create_index(op.f("ix_representative_listing_id"), "representative", ["listing_id"])
    op.create_table(
        "revision",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("listing_id", sa.String(), nullable=True),
        sa.Column("venue_id", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undoes_id", sa.String(), nullable=True),
        sa.CheckConstraint("(listing_id IS NULL) != (venue_id IS NULL)", name=op.f("ck_revision_one_thing")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_revision_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["revision.id"], name=op.f("fk_revision_undoes_id_revision"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_revision_venue_id_venue"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_revision_undoes_id")),
    )
    op.create_index(op.f("ix_revision_listing_id"), "revision", ["listing_id"])
    op.create_index(op.f("ix_revision_person_id"), "revision", ["person_id"])
    op.create_index(op.f("ix_revision_venue_id"), "revision", ["venue_id"])
    op.add_column("report", sa.Column("settled_by", sa.String(), nullable=True))
    op.add_column("report", sa.Column("outcome", sa.String(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    for name in ("outcome", "settled_by"):
        op.drop_column("report", name)
    op.drop_table("revision")
    op.drop_table("representative")
