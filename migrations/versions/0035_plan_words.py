"""Words of a plan can be reported like those of a message."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("walk_line") as table:
        table.add_column(sa.Column("plan_id", sa.String(), nullable=True))
        table.add_column(sa.Column("part", sa.String(), nullable=False, server_default=sa.text("''")))
        table.create_foreign_key("fk_walk_line_plan_id_plan", "plan", ["plan_id"], ["id"], ondelete="CASCADE")
        table.create_index("ix_walk_line_plan_id", ["plan_id"])


def downgrade() -> None:
    with op.batch_alter_table("walk_line") as table:
        table.drop_index("ix_walk_line_plan_id")
        table.drop_constraint("fk_walk_line_plan_id_plan", type_="foreignkey")
        for name in ("part", "plan_id"):
            table.drop_column(name)
