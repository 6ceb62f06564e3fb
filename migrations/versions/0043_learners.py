"""Somebody who is learning comes along to a planned outing."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

POINTS = (("plan_id", "plan", "CASCADE"), ("person_id", "person", "CASCADE"), ("watch_id", "home_watch", "SET NULL"))
MOMENTS = (
    "since", "learner_agreed_at", "champion_agreed_at", "newcomer_agreed_at", "here_at", "said_at", "ended_at",
)  # fmt: skip
LIVE = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "learner",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("watch_id", sa.String(), nullable=True),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in MOMENTS),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("ending", sa.String(), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_learner_{name}_{to}", ondelete=ondelete)
            for name, to, ondelete in POINTS
        ),
        sa.PrimaryKeyConstraint("id", name="pk_learner"),
        sa.UniqueConstraint("uid", name="uq_learner_uid"),
    )
    for name, _to, _ondelete in POINTS:
        op.create_index(f"ix_learner_{name}", "learner", [name])
    for name in ("plan", "person"):
        op.create_index(
            f"uq_learner_{name}", "learner", [f"{name}_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
        )


def downgrade() -> None:
    op.drop_table("learner")
