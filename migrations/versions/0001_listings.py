"""Areas, venues, organisations, sources and listings with all that says when they are on."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("nation", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("slug", name=op.f("uq_area_slug")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "venue",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=True),
        sa.Column("nation", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("address_withheld", sa.Boolean(), nullable=False),
        sa.Column("step_free", sa.String(), nullable=False),
        sa.Column("accessible_toilet", sa.String(), nullable=False),
        sa.Column("hearing_loop", sa.String(), nullable=False),
        sa.Column("parking", sa.String(), nullable=False),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("directions", sa.String(), nullable=False),
        sa.Column("door_sign", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_venue_latitude")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_venue_longitude")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_venue_area_id_area")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_venue_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("slug", name=op.f("uq_venue_slug")),
    )
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_venue_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_venue_source_id"), ["source_id"], unique=False)
    op.create_table(
        "listing",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("venue_id", sa.String(), nullable=True),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("in_person", sa.Boolean(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("join_url", sa.String(), nullable=False),
        sa.Column("join_phone", sa.String(), nullable=False),
        sa.Column("join_note", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("open_weeks", sa.JSON(), nullable=False),
        sa.Column("bank_holiday", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("children", sa.String(), nullable=False),
        sa.Column("pets", sa.String(), nullable=False),
        sa.Column("cost", sa.String(), nullable=False),
        sa.Column("booking", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("contact_public", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("status_note", sa.String(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("source_hash", sa.String(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("told_as", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "in_person OR online OR kind IN ('volunteering', 'course', 'event')", name=op.f("ck_listing_somewhere")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_listing_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_listing_source_id_source")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_listing_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("kind", "slug", name=op.f("uq_listing_kind_slug")),
        sa.UniqueConstraint("source_id", "source_key", name=op.f("uq_listing_source_id_source_key")),
    )
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_venue_id"), ["venue_id"], unique=False)
    op.create_table(
        "venue_closure",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("venue_id", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("last >= first", name=op.f("ck_venue_closure_order")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_venue_closure_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue_closure")),
    )
    with op.batch_alter_table("venue_closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_venue_closure_venue_id"), ["venue_id"], unique=False)
    op.create_table(
        "listing_trait",
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_trait_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "sort", "code", name=op.f("pk_listing_trait")),
    )
    with op.batch_alter_table("listing_trait", schema=None) as batch_op:
        batch_op.create_index("ix_listing_trait_find", ["sort", "code", "listing_id"], unique=False)
    op.create_table(
        "series",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("dates", sa.JSON(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("season", sa.String(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_series_minutes")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_series_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("uid", name=op.f("uq_series_uid")),
    )
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_listing_id"), ["listing_id"], unique=False)
    op.create_table(
        "one_off",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.Column("series_id", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.Column("start", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("venue_id", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_one_off_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_one_off_series_id_series"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_one_off_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_off")),
    )
    with op.batch_alter_table("one_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_off_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_off_series_id"), ["series_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_off_venue_id"), ["venue_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("one_off", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_off_venue_id"))
        batch_op.drop_index(batch_op.f("ix_one_off_series_id"))
        batch_op.drop_index(batch_op.f("ix_one_off_listing_id"))
    op.drop_table("one_off")
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_listing_id"))
    op.drop_table("series")
    with op.batch_alter_table("listing_trait", schema=None) as batch_op:
        batch_op.drop_index("ix_listing_trait_find")
    op.drop_table("listing_trait")
    with op.batch_alter_table("venue_closure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_venue_closure_venue_id"))
    op.drop_table("venue_closure")
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_venue_id"))
        batch_op.drop_index(batch_op.f("ix_listing_source_id"))
        batch_op.drop_index(batch_op.f("ix_listing_organisation_id"))
    op.drop_table("listing")
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_venue_source_id"))
        batch_op.drop_index(batch_op.f("ix_venue_area_id"))
    op.drop_table("venue")
    op.drop_table("source")
    op.drop_table("organisation")
    op.drop_table("area")
