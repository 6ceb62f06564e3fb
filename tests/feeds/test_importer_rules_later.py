"""Rules 14 to 25 that real lists force on a reader of Meeting Guide JSON, each by its number."""

from datetime import UTC, datetime

import pytest

from app.feeds import rules
from app.feeds.sources.reading import ReadStatus
from tests.feeds.lists import codes_of, read_one, read_rows

MANY = [{"slug": f"m{number}", "name": f"Meeting {number}"} for number in range(20)]


def held(reading):
    return {listing.source_key: rules.fingerprint(listing) for listing in reading.listings}


def test_rule_11_a_changed_slug_is_a_new_name_for_the_same_meeting():
    before = held(read_rows(*MANY))

    plan = rules.compare(before, read_rows({"slug": "new-slug", "name": "Meeting 0"}, *MANY[1:]))

    assert plan.renamed == {"new-slug": "m0"}
    assert (plan.added, plan.missing, plan.changed) == ((), (), ())
    assert len(plan.unchanged) == 20


def test_rule_11_a_changed_slug_with_another_note_is_one_change():
    before = held(read_rows(*MANY))

    plan = rules.compare(before, read_rows({"slug": "new", "name": "Meeting 0", "notes": "Side door."}, *MANY[1:]))

    assert (plan.changed, plan.added, plan.missing) == (("new",), (), ())


def test_rule_14_what_follows_an_at_sign_in_an_address_is_a_comment():
    assert (
        read_one(formatted_address=None, address="10 High St @ side door", city="Leeds").venue.address == "10 High St"
    )


def test_rule_14_a_short_british_postcode_is_not_padded():
    assert read_one(formatted_address=None, address="1 Low St", city="Leeds", postal_code="LS1").venue.postcode == "LS1"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2023-04-06 18:14:00", datetime(2023, 4, 6, 18, 14, tzinfo=UTC)),
        ("2023-04-06T18:14:00Z", datetime(2023, 4, 6, 18, 14, tzinfo=UTC)),
        ("8/16/2021 7:25:34 AM", datetime(2021, 8, 16, 7, 25, 34, tzinfo=UTC)),
        ("8/16/2021", datetime(2021, 8, 16, tzinfo=UTC)),
        (None, None),
        ("last week", None),
    ],
)
def test_rule_15_the_last_edit_is_read_in_all_forms_and_is_never_made_up(given, expected):
    assert read_one(updated=given).updated == expected


def test_rule_16_different_notes_for_one_place_stay_with_their_rows_and_are_reported():
    reading = read_rows({"location_notes": "Red door."}, {"slug": "two", "day": 2, "location_notes": "Blue door."})

    assert [listing.venue.notes for listing in reading.listings] == ["Red door.", "Blue door."]
    assert [(warning.row, warning.field) for warning in reading.warnings] == [(2, "location_notes")]


def test_rule_17_a_blank_never_clears_what_a_person_confirmed():
    assert not rules.may_overwrite("Ring twice.", "", confirmed_by_person=True)
    assert rules.may_overwrite("Ring twice.", "", confirmed_by_person=False)
    assert rules.may_overwrite("Ring twice.", "Ring once.", confirmed_by_person=True)
    assert rules.may_overwrite("", "", confirmed_by_person=True)


@pytest.mark.parametrize(("gone", "is_held"), [(3, False), (4, False), (5, True)])
def test_rule_18_a_list_that_suddenly_lacks_a_fifth_is_held_back(gone, is_held):
    plan = rules.compare(held(read_rows(*MANY)), read_rows(*MANY[gone:]))

    assert len(plan.missing) == gone
    assert plan.held_back is is_held
    assert bool(plan.why) is is_held


def test_rule_19_countries_states_and_postcodes_in_the_wrong_field_are_put_right():
    parts = {"formatted_address": None, "address": "10 High St"}

    assert read_one(**parts, city="Reno", state="NV", country="US").country == "USA"
    english = read_one(**parts, city="Leeds", state="ENG", postal_code="LS1 1AA").venue
    assert (english.region, english.country) == ("", "UK")
    assert (
        read_one(**parts, city="Halifax", state="West Yorkshire", postal_code="hx11ck").venue.region == "West Yorkshire"
    )
    glued = read_one(**parts, state="Leeds LS1 1AA").venue
    assert (glued.town, glued.postcode, glued.region) == ("Leeds", "LS1 1AA", "")


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(0, 0), (53.8, 53.8), ("x", "y"), (95, 200), (40.7, -74.0), (55.378051, -3.435973), ("nan", "1")],
)
def test_rule_20_points_that_cannot_be_right_are_left_out_and_reported(latitude, longitude):
    reading = read_rows({"latitude": latitude, "longitude": longitude})

    assert reading.listings[0].venue.latitude is None
    assert codes_of(reading)[-1] == "point_wrong"


def test_rule_20_a_point_in_text_is_read_and_a_swapped_pair_turned_round():
    text, swapped = read_one(latitude="53.797", longitude="-1.543"), read_one(latitude=-1.543, longitude=53.797)

    assert (text.venue.latitude, text.venue.longitude) == (53.797, -1.543)
    assert (swapped.venue.latitude, swapped.venue.longitude) == (53.797, -1.543)


def test_rule_20_one_field_with_two_numbers_is_a_point_and_with_four_an_area():
    blank = {"latitude": None, "longitude": None}

    assert read_one(**blank, coordinates="53.797,-1.543").venue.latitude == 53.797
    area = read_one(**blank, coordinates="53.7,-1.6,53.9,-1.4").venue
    assert (area.latitude, area.approximate) == (None, True)


def test_rule_21_the_point_of_an_online_meeting_is_where_it_comes_from_not_a_place():
    reading = read_rows({"types": ["O", "ONL"], "approximate": "yes"})

    assert reading.listings[0].venue is None
    assert reading.listings[0].country == "UK"
    assert reading.counts["points_of_online_only"] == 1


@pytest.mark.parametrize("zone", ["-04:00", "GMT", "EST5EDT", "Etc/GMT+5", "Europe/Leeds"])
def test_rule_22_only_names_of_zones_are_taken(zone):
    reading = read_rows({"timezone": zone})

    assert reading.listings[0].rules[0].zone == "Europe/London"
    assert codes_of(reading) == ["zone_unknown"]


def test_rule_22_a_meeting_keeps_its_own_zone():
    assert read_one(timezone="America/Los_Angeles").rules[0].zone == "America/Los_Angeles"


def test_rule_22_a_place_in_another_country_without_a_zone_is_reported():
    assert "zone_assumed" in codes_of(read_rows({"formatted_address": "1 Main St, Reno, NV 89501, USA"}))
    assert "zone_assumed" not in codes_of(read_rows({}))


def test_rule_23_private_contacts_are_dropped_and_counted():
    reading = read_rows(
        {
            "contact_1_name": "Sam E.",
            "contact_1_phone": "07700 900101",
            "email": "sam@example.org",
            "notes": "Call Sam E. on 07700 900123, or write to sam@example.org. Helpline 0800 917 7650.",
        }
    )

    shown = repr(reading.listings)
    assert not any(private in shown for private in ("Sam", "07700", "sam@"))
    assert reading.listings[0].notes == "Call the group, or write to the group. Helpline 0800 917 7650."
    assert (reading.counts["contacts_dropped"], reading.counts["contacts_in_text"]) == (3, 2)


def test_rule_24_seven_alike_and_a_note_that_says_daily_are_put_before_a_person():
    seven = read_rows(*({"slug": f"d{day}", "day": day} for day in range(7)))

    assert len(seven.listings) == 7
    assert codes_of(seven) == ["daily_rows"]
    assert codes_of(read_rows({"notes": "We meet every day at noon."})) == ["daily_in_notes"]


@pytest.mark.parametrize(
    ("types", "in_person", "online", "status"),
    [
        (["O"], True, False, ReadStatus.ACTIVE),
        (["O", "ONL"], True, True, ReadStatus.ACTIVE),
        (["O", "HY"], True, True, ReadStatus.ACTIVE),
        (["O", "TC", "ONL"], False, True, ReadStatus.ACTIVE),
        (["O", "TC"], True, False, ReadStatus.PAUSED),
    ],
)
def test_rule_25_online_both_moved_online_and_stopped_are_different_states(types, in_person, online, status):
    listing = read_one(types=types)

    assert (listing.in_person, listing.online, listing.status) == (in_person, online, status)


def test_rule_25_what_needs_a_room_is_not_said_of_an_online_meeting():
    assert read_one(types=["X", "W", "TC", "ONL"]).attributes == ("women",)
