"""Real lists: what a correct reader finds in each, as the README of the data says."""

import re
from collections import Counter

import pytest

from app.directory.rules import vocabulary
from app.feeds import rules
from app.feeds.sources.meeting_guide import read
from app.feeds.sources.reading import ReadStatus, Unusable
from app.kernel import recurrence
from tests.feeds.lists import DATA, ROUTES_AND_ZONES, codes_of, reading_of, rows_in

SLOTS = {
    "sf-marin-2021": (658, 0),
    "edmonton-2022": (315, 0),
    "eda-world-2023": (185, 0),
    "sussex-delaware-2022": (123, 0),
    "ben-lomond-2021": (35, 0),
    "alpena-2021": (46, 0),
    "edge-times": (8, 1),
    "edge-by-appointment": (1, 1),
    "edge-timezones": (2, 0),
    "edge-entity": (6, 0),
    "update-1-2021-06-07": (207, 0),
    "update-2-2021-06-26": (217, 0),
}
END_MISSING = {"sf-marin-2021": 658, "edmonton-2022": 315, "alpena-2021": 46}


@pytest.mark.parametrize("name", sorted(ROUTES_AND_ZONES))
def test_every_row_of_a_real_list_ends_as_a_listing_or_a_refusal(name):
    reading = reading_of(name)

    assert (len(reading.listings), len(reading.refusals)) == SLOTS[name]
    assert reading.read == len(rows_in(name)) == sum(SLOTS[name])
    rows = [listing.row for listing in reading.listings] + [refusal.row for refusal in reading.refusals]
    assert sorted(rows) == list(range(1, reading.read + 1))
    assert len({listing.source_key for listing in reading.listings}) == len(reading.listings)


@pytest.mark.parametrize("name", ["edge-times", "edge-by-appointment"])
def test_meetings_by_appointment_are_refused_in_words(name):
    (refusal,) = reading_of(name).refusals

    assert refusal.field == "day"
    assert refusal.reason == "No day or time: meets by appointment. Ask the group for a time."


@pytest.mark.parametrize("name", sorted(SLOTS))
def test_a_missing_end_is_reported_for_every_row_that_lacks_it(name):
    assumed = codes_of(reading_of(name)).count("end_assumed")

    read_rows = {listing.row for listing in reading_of(name).listings}
    lacking = [row for number, row in enumerate(rows_in(name), 1) if number in read_rows and not row.get("end_time")]
    assert assumed == len(lacking) == END_MISSING.get(name, len(lacking))


def test_san_francisco_has_its_zone_its_points_and_its_one_pair_of_twins():
    reading = reading_of("sf-marin-2021")

    found = Counter(codes_of(reading))
    assert {rule.zone for listing in reading.listings for rule in listing.rules} == {"America/Los_Angeles"}
    assert (found["point_missing"], found["unusual_form"], found["same_meeting"]) == (517, 141, 1)
    assert sum(listing.online for listing in reading.listings) == 603
    assert reading.counts["line_breaks_in_notes"] == 579


def test_edmonton_has_lists_of_days_afternoons_in_words_and_closed_places():
    reading = reading_of("edmonton-2022")

    found = Counter(codes_of(reading))
    assert (found["point_missing"], found["type_empty"], found["unusual_form"]) == (315, 1, 315)
    assert found["moved_online"] + found["paused"] == 43
    assert all(listing.updated for listing in reading.listings)
    assert "zone_assumed" not in found


def test_eating_disorders_anonymous_meets_in_eight_countries_and_one_script_of_its_own():
    reading = reading_of("eda-world-2023")

    countries = Counter(listing.country for listing in reading.listings)
    assert (len(countries), countries["UK"]) == (8, 9)
    assert codes_of(reading).count("types_missing") == 71
    assert reading.counts["approximate"] == 101
    assert any(re.search("[\u10a0-\u10ff]", listing.notes + listing.name) for listing in reading.listings)
    assert [listing.status for listing in reading.listings].count(ReadStatus.PAUSED) == 1
    abroad = {warning.row for warning in reading.warnings if warning.code == "zone_assumed"}
    assert {listing.row for listing in reading.listings if listing.country not in ("USA", "Canada")} <= abroad


def test_sussex_crosses_midnight_once_and_has_sixteen_closed_places():
    reading = reading_of("sussex-delaware-2022")

    (late,) = [listing for listing in reading.listings if listing.name == "Last Call"]
    assert (late.rules[0].start.hour, late.rules[0].minutes) == (23, 60)
    assert Counter(codes_of(reading))["moved_online"] == 16


def test_ben_lomond_has_seventeen_closed_places_and_eighteen_online():
    reading = reading_of("ben-lomond-2021")

    assert Counter(codes_of(reading))["moved_online"] == 17
    assert sum(listing.online for listing in reading.listings) == 18


def test_alpena_has_bare_texts_for_types_and_one_odd_time():
    reading = reading_of("alpena-2021")

    fields = Counter(warning.field for warning in reading.warnings if warning.code == "unusual_form")
    assert fields == {"types": 46, "time": 1}


def test_a_contact_in_the_list_of_times_is_dropped_and_counted():
    reading = reading_of("edge-times")

    assert reading.counts["contacts_dropped"] == 3
    assert "Sam" not in repr(reading.listings)
    assert "sam@" not in repr(reading.listings)


def test_zones_of_the_rows_are_kept():
    zones = [listing.rules[0].zone for listing in reading_of("edge-timezones").listings]

    assert zones == ["America/Los_Angeles", "America/New_York"]


def test_a_broken_list_is_refused_whole_with_its_line():
    with pytest.raises(Unusable, match="line 80"):
        read((DATA / "edge-broken.json.txt").read_bytes(), "aa", "Europe/London")


def test_reading_a_list_again_changes_nothing():
    for name in ROUTES_AND_ZONES:
        reading = reading_of(name)
        stored = {listing.source_key: rules.fingerprint(listing) for listing in reading.listings}

        plan = rules.compare(stored, reading)

        assert len(plan.unchanged) == len(reading.listings)
        assert not (plan.added or plan.changed or plan.missing or plan.renamed or plan.held_back)


def test_three_weeks_of_san_jose_bring_fifteen_new_and_five_gone():
    """The README counts 75 rows that differ in anything but `updated`. In 21 of them only what we do not keep differs:
    payment handles and group mail (14), an apostrophe or another name for the place of a meeting that has moved online
    (7). So 54 change for us, and 127 + 21 = 148 stay as they are."""
    before, after = reading_of("update-1-2021-06-07"), reading_of("update-2-2021-06-26")
    stored = {listing.source_key: rules.fingerprint(listing) for listing in before.listings}

    plan = rules.compare(stored, after)

    assert (len(plan.added), len(plan.missing)) == (15, 5)
    assert (len(plan.changed), len(plan.unchanged)) == (54, 148)
    assert (plan.renamed, plan.held_back) == ({}, False)


def test_no_online_address_or_passcode_of_a_real_list_is_outside_how_to_join():
    """Whoever cleaned the data took two words after "Pass" and "password," for codes; these two are left out."""
    for name in ROUTES_AND_ZONES:
        for listing in reading_of(name).listings:
            place = (listing.venue.name, listing.venue.notes) if listing.venue else ()
            public = repr((listing.name, listing.notes, listing.group_notes, listing.group, place, listing.url))
            assert not re.search(
                r"xxxxxx|pwd=|000 000 0000|name@example|555-01\d\d", public.replace("password, xxxxxx", "")
            ), public


def test_every_code_of_a_real_list_is_known_except_one():
    unknown = {
        code for name in ROUTES_AND_ZONES for listing in reading_of(name).listings for code in listing.unknown_types
    }

    assert unknown == {"NA"}
    assert all(
        vocabulary.attribute(code) for listing in reading_of("sf-marin-2021").listings for code in listing.attributes
    )


def test_every_rule_of_a_real_list_is_one_that_our_own_arithmetic_reads():
    texts = {rule.rrule for name in ROUTES_AND_ZONES for listing in reading_of(name).listings for rule in listing.rules}

    assert len(texts) >= 7
    assert {recurrence.to_text(recurrence.parse(text)) for text in texts} == texts
