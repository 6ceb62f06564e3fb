"""What two people who go together say to each other, and what of it was reported."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=name not in ("at", "made_at"))


def upgrade() -> None:
    op.create_table(
        "walk_line",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("linkage_id", sa.String(), sa.ForeignKey("linkage.id", ondelete="CASCADE"), nullable=False),
        sa.Column("walk_id", sa.String(), sa.ForeignKey("walk.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        moment("at"),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        moment("down_at"),
        moment("over_at"),
        sa.UniqueConstraint("walk_id", "number"),
    )
    op.create_index("ix_walk_line_linkage_id", "walk_line", ["linkage_id"])
    op.create_table(
        "line_report",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("line_id", sa.String(), sa.ForeignKey("walk_line.id", ondelete="CASCADE"), nullable=False),
        sa.Column("concern_id", sa.String(), sa.ForeignKey("concern.id", ondelete="CASCADE"), nullable=False),
        sa.Column("reporter_id", sa.String(), nullable=False),
        moment("made_at"),
        moment("settled_at"),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("appeal_sealed", sa.LargeBinary(), nullable=True),
        moment("appealed_at"),
        moment("final_at"),
        sa.Column("final_by", sa.String(), nullable=True),
        sa.UniqueConstraint("line_id"),
    )
    op.create_index("ix_line_report_concern_id", "line_report", ["concern_id"])


def downgrade() -> None:
    op.drop_table("line_report")
    op.drop_table("walk_line")
