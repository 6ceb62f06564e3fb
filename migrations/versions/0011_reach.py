"""How somebody may be reached, the inbox inside the site, what was stopped; letters for persons."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OF_LETTERS = ("road", "planned", "rests_until", "set_for", "person_id")


def upgrade() -> None:
    with op.batch_alter_table("letter") as letter:
        letter.add_column(sa.Column("person_id", sa.String(), nullable=True))
        letter.add_column(sa.Column("set_for", MOMENT, nullable=True))
        letter.add_column(sa.Column("planned", sa.Boolean(), server_default=sa.false(), nullable=False))
        letter.add_column(sa.Column("rests_until", MOMENT, nullable=True))
        letter.add_column(sa.Column("road", sa.String(), server_default=sa.text("''"), nullable=False))
        letter.create_foreign_key(
            op.f("fk_letter_person_id_person"), "person", ["person_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index(op.f("ix_letter_person_id"), "letter", ["person_id"])
    op.create_table(
        "safe_contact",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("hours_sealed", sa.LargeBinary(), nullable=True),
        *(sa.Column(name, sa.Boolean(), nullable=False)
          for name in ("leave_message", "do_not_contact", "watched")),
        sa.Column("settled_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        _of_person("safe_contact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safe_contact")),
        sa.UniqueConstraint("person_id", name=op.f("uq_safe_contact_person_id")),
    )  # fmt: skip
    op.create_table(
        "inbox_note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("values_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        _of_person("inbox_note"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_note")),
    )
    op.create_index(op.f("ix_inbox_note_person_id"), "inbox_note", ["person_id"])
    op.create_table(
        "stopped",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("stopped_at", MOMENT, nullable=False),
        _of_person("stopped"),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_stopped")),
    )


def downgrade() -> None:
    for table in ("stopped", "inbox_note", "safe_contact"):
        op.drop_table(table)
    op.drop_index(op.f("ix_letter_person_id"), "letter")
    with op.batch_alter_table("letter") as letter:
        letter.drop_constraint(op.f("fk_letter_person_id_person"), type_="foreignkey")
        for name in OF_LETTERS:
            letter.drop_column(name)


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_person_id_person")
    return sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=name, ondelete="CASCADE")
