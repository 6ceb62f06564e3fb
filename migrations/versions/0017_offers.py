"""Rounds of offers, the offers in them, and who walks with whom."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offer_round",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("linkage_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("then", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["linkage_id"], ["linkage.id"], name=op.f("fk_offer_round_linkage_id_linkage"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_round")),
        sa.UniqueConstraint("linkage_id", "number", name=op.f("uq_offer_round_linkage_id_number")),
    )
    op.create_index(
        "uq_offer_round_open",
        "offer_round",
        ["linkage_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("linkage_id", sa.String(), nullable=False),
        sa.Column("champion_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("why_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["champion_id"], ["person.id"], name=op.f("fk_offer_champion_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["linkage_id"], ["linkage.id"], name=op.f("fk_offer_linkage_id_linkage"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["offer_round.id"], name=op.f("fk_offer_round_id_offer_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("round_id", "champion_id", name=op.f("uq_offer_round_id_champion_id")),
    )
    op.create_index(op.f("ix_offer_linkage_id"), "offer", ["linkage_id"])
    op.create_index(
        "uq_offer_open",
        "offer",
        ["champion_id"],
        unique=True,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_table(
        "walk",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("linkage_id", sa.String(), nullable=False),
        sa.Column("champion_id", sa.String(), nullable=False),
        sa.Column("offer_id", sa.String(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("shares_contact", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["champion_id"], ["person.id"], name=op.f("fk_walk_champion_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["linkage_id"], ["linkage.id"], name=op.f("fk_walk_linkage_id_linkage"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_walk_offer_id_offer"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk")),
    )
    op.create_index(op.f("ix_walk_champion_id"), "walk", ["champion_id"])
    op.create_index(op.f("ix_walk_linkage_id"), "walk", ["linkage_id"])
    op.create_index(
        "uq_walk_open",
        "walk",
        ["linkage_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("walk")
    op.drop_table("offer")
    op.drop_table("offer_round")
