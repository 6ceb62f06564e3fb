"""Counts of requests that are not here any more; they name nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KEY = ("organisation_id", "quarter", "entry", "agency_mark")
MEASURES = ("asked", "linked", "went", "followed")


def upgrade() -> None:
    op.create_table(
        "linkage_count",
        sa.Column("id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in KEY),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in MEASURES),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_linkage_count_organisation_id_organisation",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_linkage_count"),
        sa.UniqueConstraint(*KEY, name="uq_linkage_count_organisation_id_quarter_entry_agency_mark"),
    )


def downgrade() -> None:
    op.drop_table("linkage_count")
