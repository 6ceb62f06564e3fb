"""Asking after people: how somebody is asked, and each question."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("over_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "check_up_course",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("linkage_id", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("muted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["linkage_id"], ["linkage.id"], name="fk_check_up_course_linkage_id_linkage", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_check_up_course"),
        sa.UniqueConstraint("linkage_id", name="uq_check_up_course_linkage_id"),
    )
    op.create_table(
        "check_up",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("course_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("repeated_at", MOMENT, nullable=True),
        sa.Column("over_at", MOMENT, nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["check_up_course.id"], name="fk_check_up_course_id_check_up_course", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_check_up"),
        sa.UniqueConstraint("course_id", "number", name="uq_check_up_course_id_number"),
    )
    op.create_index(
        "uq_check_up_open", "check_up", ["course_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_table("check_up")
    op.drop_table("check_up_course")
