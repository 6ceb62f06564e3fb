"""Another organisation is asked to look after a request."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

POINTS = (
    ("linkage_id", "linkage.id", "CASCADE"),
    ("organisation_id", "organisation.id", None),
    ("asked_by", "person.id", "SET NULL"),
    ("area_id", "area.id", None),
    ("answered_by", "person.id", "SET NULL"),
    ("next_id", "linkage.id", "SET NULL"),
)
OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("linkage_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=True),
        sa.Column("near_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("next_id", sa.String(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], [to], name=f"fk_handover_{name}_{to.removesuffix('.id')}", ondelete=ondelete
            )
            for name, to, ondelete in POINTS
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
    )
    for name, _to, _ondelete in POINTS:
        if name != "area_id":
            op.create_index(f"ix_handover_{name}", "handover", [name])
    op.create_index(
        "uq_handover_open", "handover", ["linkage_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_table("handover")
