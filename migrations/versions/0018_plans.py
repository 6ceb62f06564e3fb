"""Tries to make the first contact, and plans to go together."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_attempt",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("linkage_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["linkage_id"], ["linkage.id"], name=op.f("fk_contact_attempt_linkage_id_linkage"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_attempt")),
    )
    op.create_index(op.f("ix_contact_attempt_linkage_id"), "contact_attempt", ["linkage_id"])
    op.create_table(
        "plan",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("linkage_id", sa.String(), nullable=False),
        sa.Column("walk_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meet_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("where_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("journey_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("looks_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("newcomer_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("champion_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("champion_here_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("newcomer_here_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("home_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("newcomer_says", sa.String(), nullable=True),
        sa.Column("champion_says", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["linkage_id"], ["linkage.id"], name=op.f("fk_plan_linkage_id_linkage"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_plan_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], name=op.f("fk_plan_walk_id_walk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("linkage_id", "number", name=op.f("uq_plan_linkage_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_uid")),
    )
    op.create_index(op.f("ix_plan_listing_id"), "plan", ["listing_id"])
    op.create_index(op.f("ix_plan_walk_id"), "plan", ["walk_id"])
    op.create_index(
        "uq_plan_standing",
        "plan",
        ["linkage_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("plan")
    op.drop_table("contact_attempt")
