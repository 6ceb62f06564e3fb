"""What a plan needs on the day: which date it names, when each was there and home, and how it felt."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENTS = ("since", "newcomer_still_at", "champion_still_at", "champion_home_at")
WORDS = ("occasion", "held_as", "felt", "again")


def upgrade() -> None:
    op.execute("ALTER TABLE plan RENAME COLUMN home_at TO newcomer_home_at")
    for name in MOMENTS:
        op.add_column("plan", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name in WORDS:
        op.add_column("plan", sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("plan", sa.Column("newcomer_looks_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for name in ("newcomer_looks_sealed", *WORDS, *MOMENTS):
        op.drop_column("plan", name)
    op.execute("ALTER TABLE plan RENAME COLUMN newcomer_home_at TO home_at")
