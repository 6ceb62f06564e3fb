"""What champions claim back for fares and miles."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

POINTS = (
    ("organisation_id", "organisation.id", None),
    ("person_id", "person.id", "CASCADE"),
    ("plan_id", "plan.id", "SET NULL"),
    ("settled_by", "person.id", "SET NULL"),
)


def upgrade() -> None:
    op.create_table(
        "expense",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("fares", sa.Integer(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("has_ticket", sa.Boolean(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("asks_sealed", sa.LargeBinary(), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], [to], name=f"fk_expense_{name}_{to.removesuffix('.id')}", ondelete=ondelete)
            for name, to, ondelete in POINTS
        ),
        sa.PrimaryKeyConstraint("id", name="pk_expense"),
        sa.UniqueConstraint("plan_id", name="uq_expense_plan_id"),
    )
    for name in ("organisation_id", "person_id", "settled_by"):
        op.create_index(f"ix_expense_{name}", "expense", [name])


def downgrade() -> None:
    op.drop_table("expense")
