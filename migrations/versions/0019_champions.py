"""Champions: their profiles and times, what was decided and held; and who would like to help."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _champion()
    _application()
    _times()
    _held()


def downgrade() -> None:
    for name in ("supervision", "champion_course", "champion_check", "champion_away", "champion_slot",
                 "champion_application", "champion"):  # fmt: skip
        op.drop_table(name)


def _champion() -> None:
    op.create_table(
        "champion",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("holding_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation_on", sa.Date(), nullable=True),
        sa.Column("conversation_by", sa.String(), nullable=True),
        sa.Column("ready_on", sa.Date(), nullable=True),
        sa.Column("ready_by", sa.String(), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("rest_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stepped_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("supervisor_id", sa.String(), nullable=True),
        sa.Column("agreement", sa.String(), nullable=False, server_default=sa.text("''")),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("walked_on", sa.Date(), nullable=True),
        sa.Column("walked_with", sa.String(), nullable=True),
        sa.Column("about_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("gender_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("walks_with_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("belongs_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("knows_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("home_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("routes_willing", sa.JSON(), nullable=False),
        sa.Column("access", sa.JSON(), nullable=False),
        sa.Column("modes", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("late_minutes", sa.Integer(), nullable=True),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("cap_week", sa.Integer(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_champion_minutes")),
        sa.ForeignKeyConstraint(
            ["holding_id"], ["holding.id"], name=op.f("fk_champion_holding_id_holding"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["person.id"], name=op.f("fk_champion_supervisor_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_champion")),
        sa.UniqueConstraint("holding_id", name=op.f("uq_champion_holding_id")),
    )
    op.create_index(op.f("ix_champion_supervisor_id"), "champion", ["supervisor_id"])


def _application() -> None:
    op.create_table(
        "champion_application",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("contact_index", sa.String(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation_on", sa.Date(), nullable=True),
        sa.Column("conversation_by", sa.String(), nullable=True),
        sa.Column("invitation_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_champion_application_invitation_id_invitation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_champion_application_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_champion_application")),
        sa.UniqueConstraint(
            "organisation_id", "contact_index", name=op.f("uq_champion_application_organisation_id_contact_index")
        ),
    )
    op.create_index(op.f("ix_champion_application_invitation_id"), "champion_application", ["invitation_id"])


def _times() -> None:
    op.create_table(
        "champion_slot",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("champion_id", sa.String(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_champion_slot_weekday")),
        sa.ForeignKeyConstraint(
            ["champion_id"], ["champion.id"], name=op.f("fk_champion_slot_champion_id_champion"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_champion_slot")),
    )
    op.create_index(op.f("ix_champion_slot_champion_id"), "champion_slot", ["champion_id"])
    op.create_table(
        "champion_away",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("champion_id", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_champion_away_order")),
        sa.ForeignKeyConstraint(
            ["champion_id"], ["champion.id"], name=op.f("fk_champion_away_champion_id_champion"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_champion_away")),
    )
    op.create_index(op.f("ix_champion_away_champion_id"), "champion_away", ["champion_id"])


def _held() -> None:
    op.create_table(
        "champion_check",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("champion_id", sa.String(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("suits", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("good_until", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["champion_id"], ["champion.id"], name=op.f("fk_champion_check_champion_id_champion"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_champion_check")),
    )
    op.create_index(op.f("ix_champion_check_champion_id"), "champion_check", ["champion_id"])
    op.create_table(
        "champion_course",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("champion_id", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=True),
        sa.UniqueConstraint("champion_id", "course", name=op.f("uq_champion_course_champion_id_course")),
        sa.ForeignKeyConstraint(
            ["champion_id"], ["champion.id"], name=op.f("fk_champion_course_champion_id_champion"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_champion_course")),
    )
    op.create_table(
        "supervision",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("champion_id", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_by", sa.String(), nullable=True),
        sa.UniqueConstraint("champion_id", "held_on", name=op.f("uq_supervision_champion_id_held_on")),
        sa.ForeignKeyConstraint(
            ["champion_id"], ["champion.id"], name=op.f("fk_supervision_champion_id_champion"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision")),
    )
