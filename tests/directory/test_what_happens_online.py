"""What is said of an online meeting is not called read by a fellowship that has read other words."""

import pytest

from app.directory.rules.what_happens import WhatHappens, held_online

READ = {"reviewed_by": "a trusted servant", "reviewed_on": "2026-11-01"}
ROUTE = WhatHappens(("Tea",), "Yes", "Yes", "Free", "", routes=("na",), **READ)


@pytest.mark.parametrize(("by", "told"), [("", ""), ("somebody", "a trusted servant")])
def test_the_review_of_an_entry_holds_online_only_if_the_words_for_online_were_read_too(by: str, told: str) -> None:
    online = WhatHappens(("A link",), "Yes", "", "Free", "", is_online=True, reviewed_by=by)

    found = held_online(ROUTE, online)

    assert (found.steps, found.reviewed_by, bool(found.reviewed_on)) == (("A link",), told, bool(told))
