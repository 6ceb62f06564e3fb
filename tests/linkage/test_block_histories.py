"""Who is blocked is never brought together again with whom they blocked; all 10,000 histories are `make prove`."""

from collections import Counter

from tests.linkage.histories import ACTS, live_through
from tests.linkage.world import World, rarely_tidied

HISTORIES = 40
SELDOM = {"other"}


def test_sr_072_who_is_blocked_is_never_offered_again_and_hears_nothing_of_it(two_requests: World) -> None:
    happened = Counter[str]()
    with rarely_tidied():
        for number in range(HISTORIES):
            happened.update(live_through(two_requests, number))
    assert set(happened) >= {each.__name__ for each in ACTS} - SELDOM, happened
