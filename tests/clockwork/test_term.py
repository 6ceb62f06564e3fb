"""Who may mind the clock, from what the lease says."""

from datetime import UTC, datetime, timedelta

import pytest

from app.clockwork.rules.term import LEASE, UNMINDED, has_ended, is_unminded

NOON = datetime(2026, 12, 21, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("until", "has"),
    [(NOON + SECOND, False), (NOON, True), (NOON + LEASE, False), (NOON + LEASE + 20 * SECOND, False)],
)
def test_a_lease_lasts_until_its_end(until: datetime, has: bool) -> None:
    assert has_ended(until, NOON) is has


def test_a_lease_that_ends_further_ahead_than_any_lasts_was_written_by_another_time() -> None:
    put_back = NOON - timedelta(hours=2)

    assert has_ended(NOON + LEASE, put_back)
    assert is_unminded(NOON + LEASE, put_back)


def test_somebody_should_look_two_minutes_after_the_last_lease_and_not_before() -> None:
    assert not is_unminded(NOON + SECOND, NOON)
    assert not is_unminded(NOON - UNMINDED + SECOND, NOON)
    assert is_unminded(NOON - UNMINDED, NOON)
