"""Requests for company: where each stands, what happened, what is due."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "linkage",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("referrer_id", sa.String(), nullable=True),
        sa.Column("holder_id", sa.String(), nullable=True),
        sa.Column("discharge_on", sa.Date(), nullable=True),
        sa.Column("listing_id", sa.String(), nullable=True),
        sa.Column("wished_on", sa.Date(), nullable=True),
        sa.Column("wished_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_linkage_area_id_area")),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["person.id"], name=op.f("fk_linkage_holder_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_linkage_listing_id_listing"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_linkage_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_linkage_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["referrer_id"], ["person.id"], name=op.f("fk_linkage_referrer_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linkage")),
        sa.UniqueConstraint("page", name=op.f("uq_linkage_page")),
    )
    op.create_index(op.f("ix_linkage_holder_id"), "linkage", ["holder_id"])
    op.create_index(op.f("ix_linkage_listing_id"), "linkage", ["listing_id"])
    op.create_index(op.f("ix_linkage_organisation_id"), "linkage", ["organisation_id"])
    op.create_index(op.f("ix_linkage_person_id"), "linkage", ["person_id"])
    op.create_index(op.f("ix_linkage_referrer_id"), "linkage", ["referrer_id"])
    op.create_index(op.f("ix_linkage_state"), "linkage", ["state"])
    op.create_table(
        "linkage_happening",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("linkage_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("for_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("went_to", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["linkage_id"], ["linkage.id"], name=op.f("fk_linkage_happening_linkage_id_linkage"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linkage_happening")),
        sa.UniqueConstraint("linkage_id", "number", name=op.f("uq_linkage_happening_linkage_id_number")),
    )
    op.create_table(
        "linkage_task",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("linkage_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("for_id", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["for_id"], ["person.id"], name=op.f("fk_linkage_task_for_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["linkage_id"], ["linkage.id"], name=op.f("fk_linkage_task_linkage_id_linkage"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linkage_task")),
    )
    op.create_index(op.f("ix_linkage_task_for_id"), "linkage_task", ["for_id"])
    op.create_index(op.f("ix_linkage_task_linkage_id"), "linkage_task", ["linkage_id"])
    op.create_index(
        "uq_linkage_task_open",
        "linkage_task",
        ["linkage_id", "kind"],
        unique=True,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "linkage_timer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("linkage_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["linkage_id"], ["linkage.id"], name=op.f("fk_linkage_timer_linkage_id_linkage"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linkage_timer")),
        sa.UniqueConstraint(
            "linkage_id", "subject", "kind", "cycle", name=op.f("uq_linkage_timer_linkage_id_subject_kind_cycle")
        ),
    )
    op.create_index(
        "ix_linkage_timer_open",
        "linkage_timer",
        ["due_at"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("linkage_timer")
    op.drop_table("linkage_task")
    op.drop_table("linkage_happening")
    op.drop_table("linkage")
