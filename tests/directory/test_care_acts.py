"""Every act on a listing shows at once on its page, in data, in calendars and on paper, is kept, and can be undone."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.directory.actions import care, dates
from app.directory.actions.revising import undo
from app.directory.actions.snapshots import of_series
from app.directory.models import Listing, Revision
from app.directory.rules.editing.moving import CannotChangeDate, Elsewhen
from app.directory.rules.editing.standing import CannotDo
from app.kernel.roles import Role
from app.places.models import Venue
from tests.browser import Browser
from tests.conftest import MONDAY_EVENING as NOW
from tests.directory.care import AFTER, NEXT, TONIGHT, WEEK, everywhere, rows, sequence, starts, uids, warrant
from tests.directory.world import IN_THE_HALL, two_meetings
from tests.factories.directories import venue

PAGE = f"/meetings/{IN_THE_HALL}"


@pytest.fixture
def hall(session: Session) -> Listing:
    return two_meetings(session)[0]


@pytest.fixture
def own(app: Flask, hall: Listing) -> Browser:
    return Browser(app)


@pytest.fixture
def elsewhere(session: Session, hall: Listing) -> Venue:
    assert hall.venue
    other = venue(7, 53.725, -1.87, area=hall.venue.area, address="9 Quay Street")
    session.add(other)
    session.commit()
    return other


def tonight(hall: Listing) -> tuple[str, date]:
    return hall.series[0].id, TONIGHT


def test_confirming_shows_today_and_in_which_role(own: Browser, session: Session, hall: Listing) -> None:
    care.confirm(session, warrant("listing.confirm", Role.GROUP_REPRESENTATIVE), hall, NOW)
    session.commit()

    assert "Checked today by the group" in own.get(PAGE).text
    assert rows(own)[0]["last_confirmed"] == "2026-12-21"
    assert sequence(own, hall) == 0


def test_confirming_twice_on_a_day_is_one_act(session: Session, hall: Listing) -> None:
    assert care.confirm(session, warrant(), hall, NOW)
    assert care.confirm(session, warrant(), hall, NOW) is None


def test_corrected_words_show_everywhere(own: Browser, session: Session, hall: Listing) -> None:
    care.change_words(session, warrant(), hall, {"name": "Monday Harbour", "room": "Upstairs"}, NOW, why="They moved")
    session.commit()

    shown = everywhere(own, hall)
    assert {place for place, text in shown.items() if "Monday Harbour" in text} == {"page", "data", "calendar", "paper"}
    assert "Upstairs" in shown["page"]
    assert "Upstairs" in shown["calendar"]
    assert sequence(own, hall) == 1


def test_a_cancelled_date_shows_everywhere(own: Browser, session: Session, hall: Listing) -> None:
    dates.cancel(session, warrant(), hall, tonight(hall), NOW, note="The hall is used for a funeral.")
    session.commit()

    shown = everywhere(own, hall)
    assert starts(own) == []
    assert "Not on Monday 21 December, 7:30pm to 9pm. The hall is used for a funeral." in shown["page"]
    assert "CANCELLED: Listing 1" in shown["calendar"]
    assert "The hall is used for a funeral." in shown["paper"]
    assert sequence(own, hall) == 1


def test_a_moved_date_shows_everywhere(own: Browser, session: Session, hall: Listing, elsewhere: Venue) -> None:
    wanted = Elsewhen(tonight(hall), date(2026, 12, 22), time(18), time(19, 15), elsewhere.id, "Just this once.")

    dates.move(session, warrant(), hall, wanted, NOW)
    session.commit()

    shown = everywhere(own, hall)
    assert starts(own) == ["2026-12-22T18:00"]
    assert rows(own)[0]["venue"]["name"] == "Hall 7"
    assert "Tuesday 22 December, 6pm to 7:15pm" in shown["page"]
    assert "At Hall 7, Halifax this time." in shown["page"]
    assert "DTSTART;TZID=Europe/London:20261222T180000" in shown["calendar"]
    assert "9 Quay Street" in shown["paper"]
    assert "Just this once." in shown["paper"]


def test_times_that_change_keep_their_name_in_calendars(own: Browser, session: Session, hall: Listing) -> None:
    before, value = uids(own, hall), of_series(hall.series[0])

    dates.set_times(session, warrant(), hall, value | {"rule": "FREQ=WEEKLY;BYDAY=TU", "start": "20:00"}, NOW)
    session.commit()

    assert uids(own, hall) == before
    assert starts(own) == ["2026-12-22T20:00"]
    assert "Tuesdays, 8pm to 9:30pm" in own.get(PAGE).text
    assert sequence(own, hall) == 1


def test_a_time_added_and_taken_away_again(own: Browser, session: Session, hall: Listing) -> None:
    value = {name: said for name, said in of_series(hall.series[0]).items() if name not in ("id", "uid")}

    dates.set_times(session, warrant(), hall, value | {"rule": "FREQ=WEEKLY;BYDAY=FR"}, NOW)
    session.commit()
    assert starts(own) == ["2026-12-21T19:30", "2026-12-25T19:30"]

    dates.remove_times(session, warrant(), hall, hall.series[1].id, NOW)
    session.commit()
    assert starts(own) == ["2026-12-21T19:30"]


def test_the_only_time_of_a_meeting_is_not_taken_away(session: Session, hall: Listing) -> None:
    with pytest.raises(CannotChangeDate, match="pause or end"):
        dates.remove_times(session, warrant(), hall, hall.series[0].id, NOW)


def test_a_pause_shows_its_note_and_ends_by_itself(own: Browser, session: Session, hall: Listing) -> None:
    care.pause(session, warrant(), hall, NEXT, NOW, note="The boiler is being mended.")
    session.commit()

    page = own.get(PAGE)
    assert starts(own) == []
    assert "The boiler is being mended." in page.text
    assert "Monday 28 December, 7:30pm to 9pm" in page.text


def test_a_pause_that_is_over_is_no_longer_told_of(
    own: Browser, session: Session, hall: Listing, at: Callable[[str], datetime]
) -> None:
    care.pause(session, warrant(), hall, NEXT, NOW, note="Painting")
    assert care.end_pauses(session, NOW) == 0

    assert care.end_pauses(session, at("2026-12-28T09:00")) == 1
    session.commit()

    assert hall.status == "active"
    assert "Painting" not in own.get(PAGE).text
    assert starts(own) == ["2026-12-28T19:30"]


def test_a_pause_must_end_later_than_today(session: Session, hall: Listing) -> None:
    with pytest.raises(CannotDo, match="after today"):
        care.pause(session, warrant(), hall, TONIGHT, NOW)


def test_what_ended_leaves_the_lists_and_can_be_brought_back(own: Browser, session: Session, hall: Listing) -> None:
    care.end(session, warrant(), hall, NOW)
    session.commit()
    assert starts(own) == []
    assert "This has ended." in own.get(PAGE).text

    care.bring_back(session, warrant(), hall, NOW)
    session.commit()
    assert starts(own) == ["2026-12-21T19:30"]


def test_a_date_that_was_said_of_every_series_is_put_back_for_one_alone(session: Session, hall: Listing) -> None:
    value = {name: said for name, said in of_series(hall.series[0]).items() if name not in ("id", "uid")}
    dates.set_times(session, warrant(), hall, value | {"start": "12:00"}, NOW)
    first, second = hall.series
    care.change_words(session, warrant(), hall, {f"day:{NEXT}": [whole_day_off()]}, NOW)

    dates.as_usual(session, warrant(), hall, (second.id, NEXT), NOW)

    kept = {each.series_id: each.state for each in dates.coming(session, hall, NOW) if each.day == NEXT}
    assert kept == {first.id: "cancelled", second.id: "on"}


def whole_day_off() -> dict[str, object]:
    nothing = dict.fromkeys(("series_id", "to_day", "start", "minutes", "venue_id"))
    return {**nothing, "change": "cancelled", "note": ""}


def test_every_act_is_kept_and_in_the_record(session: Session, hall: Listing) -> None:
    by = warrant("listing.dates", Role.LINK_WORKER)

    dates.cancel(session, by, hall, tonight(hall), NOW, note="No heating", why="The keyholder rang")
    session.commit()

    kept = session.scalars(select(Revision)).one()
    assert (kept.act, kept.role, kept.why) == ("cancel", Role.LINK_WORKER, "The keyholder rang")
    assert kept.before == {f"day:{TONIGHT}": None}
    assert kept.after[f"day:{TONIGHT}"][0]["note"] == "No heating"
    event = session.scalars(select(AuditEvent)).one()
    assert (event.act, event.object_type, event.object_id) == ("listing.dates", "listing", hall.id)


ACTS = {
    "confirm": lambda s, h: care.confirm(s, warrant(), h, NOW),
    "words": lambda s, h: care.change_words(s, warrant(), h, {"name": "X", "languages": ["cy"], "routes": ["aa"]}, NOW),
    "cancel": lambda s, h: dates.cancel(s, warrant(), h, tonight(h), NOW),
    "move": lambda s, h: dates.move(s, warrant(), h, Elsewhen(tonight(h), start=time(9)), NOW),
    "times": lambda s, h: dates.set_times(s, warrant(), h, of_series(h.series[0]) | {"start": "08:00"}, NOW),
    "pause": lambda s, h: care.pause(s, warrant(), h, AFTER, NOW, note="Painting"),
    "end": lambda s, h: care.end(s, warrant(), h, NOW),
}


@pytest.mark.parametrize("act", ACTS)
def test_undoing_any_act_gives_the_very_same_data_and_page(
    own: Browser, session: Session, hall: Listing, act: str
) -> None:
    before = own.get(WEEK).source, own.get(PAGE).source, uids(own, hall)
    revision = ACTS[act](session, hall)
    session.commit()
    told_first = sequence(own, hall)

    undo(session, warrant("listing.undo"), hall, revision, NOW)
    session.commit()

    assert (own.get(WEEK).source, own.get(PAGE).source, uids(own, hall)) == before
    assert sequence(own, hall) == told_first + (act != "confirm")
