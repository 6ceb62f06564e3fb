"""Champions are looked out for until they are home, also where the request ends meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

POINTS = {"organisation_id": "organisation", "champion_id": "person", "listing_id": "listing"}


def upgrade() -> None:
    op.create_table(
        "home_watch",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("champion_id", sa.String(), nullable=False),
        sa.Column("listing_id", sa.String(), nullable=True),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in ("meet_at", "ends_at", "made_at")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("first", "told")),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("quiet_at", "missed_at", "seen_at", "home_at")
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{to}.id"], name=f"fk_home_watch_{name}_{to}",
                ondelete="SET NULL" if name == "listing_id" else "CASCADE",
            )
            for name, to in POINTS.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_home_watch"),
    )  # fmt: skip
    for name in POINTS:
        op.create_index(f"ix_home_watch_{name}", "home_watch", [name])


def downgrade() -> None:
    op.drop_table("home_watch")
