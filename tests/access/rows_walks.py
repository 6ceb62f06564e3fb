"""The champion's page of a walk, and the newcomer's own page."""

from typing import Any

from app.linkage.accompaniment.queries.dates import listing, to_choose
from app.linkage.referral.queries.linkages import by_page
from app.saved.rules.reminders import name_of
from tests.access.rows import Case, Row
from tests.conftest import MONDAY_EVENING as NOW

WALK, PAGE = ("walk of cal",), ("page of ned",)


def suggestion(case: Case) -> dict[str, Any]:
    """The next date of the meeting that Ned wished for."""
    linkage = by_page(case.session, case.world.ids["page of ned"]["page"])
    assert linkage
    chosen = listing(case.session, str(linkage.listing_id))
    assert chosen
    dates = to_choose(case.session, linkage, chosen, NOW)
    return {"listing": chosen.id, "date": name_of(dates[0]), "where": "Outside the red door"}


ROWS = {
    "walks.walk": Row("walk.keep", WALK),
    "walks.take": Row("walk.keep", WALK, {"word": "hello"}, "linkage_happening", values={"step": "say"}),
    "walks.plan": Row("walk.keep", WALK),
    "walks.suggest": Row("walk.keep", WALK, suggestion, "plan"),
    "mine.here": Row("linkage.own", PAGE),
    "mine.take": Row("linkage.own", PAGE, {"word": "hello"}, "linkage_happening", values={"step": "say"}),
    "mine.act": Row("linkage.own", PAGE, {}, "walk", values={"act": "share"}),
    "mine.pause": Row("linkage.own", PAGE, {"until": "2026-12-30"}, "linkage_timer"),
    "mine.stopping": Row("linkage.own", PAGE),
    "mine.plan": Row("linkage.own", PAGE),
    "mine.suggest": Row("linkage.own", PAGE, suggestion, "plan"),
}
