"""What a new reading would change, and when a person must look first."""

from dataclasses import replace
from datetime import UTC, datetime

from app.feeds import rules
from tests.feeds.lists import read_one, read_rows

MANY = [{"slug": f"m{number}", "name": f"Meeting {number}"} for number in range(20)]


def held(reading):
    return {listing.source_key: rules.fingerprint(listing) for listing in reading.listings}


def test_the_date_of_the_last_edit_the_row_and_kinds_of_quotes_make_no_difference():
    listing = read_one(notes="It's here")
    later = replace(listing, row=9, updated=datetime(2026, 1, 1, tzinfo=UTC), notes="It’s  here", source_key="other")

    assert rules.fingerprint(later) == rules.fingerprint(listing)


def test_anything_that_we_store_makes_a_difference():
    listing = read_one()
    others = [
        replace(listing, name="Other"),
        replace(listing, notes="Side door."),
        replace(listing, attributes=("women",)),
        replace(listing, venue=replace(listing.venue, notes="Red door.")),
        replace(listing, rules=(replace(listing.rules[0], minutes=60),)),
        replace(listing, join=replace(listing.join, url="https://zoom.us/j/1?pwd=2")),
    ]

    codes = {rules.fingerprint(other) for other in [listing, *others]}

    assert len(codes) == len(others) + 1


def test_a_first_reading_adds_everything_and_is_not_held_back():
    plan = rules.compare({}, read_rows(*MANY))

    assert len(plan.added) == 20
    assert not plan.held_back


def test_more_than_half_changed_is_held_back_and_just_half_is_not():
    stored = held(read_rows(*MANY))
    moved = [row | {"time": "18:00"} for row in MANY]

    assert not rules.compare(stored, read_rows(*moved[:10], *MANY[10:])).held_back
    plan = rules.compare(stored, read_rows(*moved[:11], *MANY[11:]))
    assert plan.held_back
    assert plan.why == "11 of 20 listings would change. Look at a few of them, then accept the list."


def test_a_listing_goes_missing_only_once_and_coming_back_is_a_change():
    stored = held(read_rows(*MANY))
    gone = ["m0", "m1", "m2", "m3", "m4"]

    assert rules.compare(stored, read_rows(*MANY[5:]), already_missing=gone).missing == ()
    assert rules.compare(stored, read_rows(*MANY), already_missing=["m0"]).changed == ("m0",)


def test_a_row_that_is_refused_today_is_not_taken_for_gone():
    stored = held(read_rows(*MANY))

    plan = rules.compare(stored, read_rows(MANY[0] | {"day": 9}, *MANY[1:]))

    assert plan.missing == ()
    assert "m0" in plan.unchanged


def test_two_meetings_alike_are_not_taken_for_one_renamed():
    stored = held(read_rows({"slug": "a"}, {"slug": "b"}, *MANY))

    plan = rules.compare(stored, read_rows({"slug": "c"}, *MANY))

    assert plan.renamed == {}
    assert plan.added == ("c",)
    assert plan.missing == ("a", "b")


def test_an_empty_list_is_held_back():
    plan = rules.compare(held(read_rows(*MANY)), read_rows())

    assert plan.held_back
    assert plan.why.startswith("20 of 20 listings would go missing")
