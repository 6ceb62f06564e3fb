"""When a coordinator is away, and who stands in."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OF_PEOPLE = ("person_id", "cover_id")


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("cover_id", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_absence_organisation_id_organisation", ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_absence_{name}_person", ondelete="CASCADE")
            for name in OF_PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
    )
    for name in ("organisation_id", *OF_PEOPLE):
        op.create_index(f"ix_absence_{name}", "absence", [name])


def downgrade() -> None:
    op.drop_table("absence")
