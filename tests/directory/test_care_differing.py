"""A date more, a note for one date, and bank holidays: changed by who looks after a listing, and seen everywhere."""

from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.actions import dates
from app.directory.actions.revising import undo
from app.directory.actions.snapshots import of_series
from app.directory.models import DiaryEntry, Listing, Revision
from app.directory.rules.editing.moving import CannotChangeDate, Elsewhen
from app.directory.rules.schedule import BankHoliday
from tests.directory.care import NEXT, NOW, TONIGHT, everywhere, rows, sequence, starts, warrant
from tests.directory.test_care_pages import World, button, typed, world
from tests.directory.world import two_meetings

__all__ = ["world"]


def test_a_date_more_is_seen_everywhere_and_undone(world: World) -> None:
    before = sequence(world.anyone, world.hall)
    form = world.gil.get(f"{world.care}/dates/new")

    done = world.gil.post(
        f"{world.care}/dates/new",
        typed(form, to_day="2026-12-23", start="18:00", note="Carols"),
        follow=True,
    )

    assert "Added one date." in done.text
    assert starts(world.anyone) == ["2026-12-21T19:30", "2026-12-23T18:00"]
    seen = everywhere(world.anyone, world.hall)
    assert all("Carols" in seen[place] for place in ("page", "data", "calendar"))
    assert "20261223T180000" in seen["calendar"]
    assert sequence(world.anyone, world.hall) > before

    button(world.gil, done, "Undo this")
    assert starts(world.anyone) == ["2026-12-21T19:30"]


def test_a_date_more_can_be_cancelled_like_any_other(world: World) -> None:
    form = world.sam.get(f"{world.care}/dates/new")
    world.sam.post(f"{world.care}/dates/new", typed(form, to_day="2026-12-23"))
    cancel = f"{world.care}/dates/{world.hall.series[0].id}/2026-12-23/cancel"

    assert "Cancelled one date." in world.sam.post(cancel, typed(world.sam.get(cancel)), follow=True).text

    assert starts(world.anyone) == ["2026-12-21T19:30"]


def test_a_date_more_keeps_the_hours_typed_when_a_change_of_the_times_is_undone(session: Session, world: World) -> None:
    hall = session.get_one(Listing, world.hall.id)
    usual = of_series(hall.series[0])
    change = dates.set_times(session, warrant(), hall, usual | {"start": "18:00", "minutes": 60}, NOW)
    wanted = Elsewhen((hall.series[0].id, date(2026, 12, 23)), start=time(18), end=time(19))
    dates.add(session, warrant("listing.dates"), hall, wanted, NOW)

    assert change
    undo(session, warrant("listing.undo"), hall, change, NOW)
    session.commit()

    assert starts(world.anyone) == ["2026-12-21T19:30", "2026-12-23T18:00"]
    assert [row["ends_at"][11:16] for row in rows(world.anyone)] == ["21:00", "19:00"]


@pytest.mark.parametrize(("day", "sentence"), [(TONIGHT, "already"), (NOW.date().replace(day=1), "still to come")])
def test_a_date_more_is_neither_there_already_nor_over(session: Session, day: date, sentence: str) -> None:
    hall, _online = two_meetings(session)
    wanted = Elsewhen((hall.series[0].id, day), start=time(18), end=time(19))

    with pytest.raises(CannotChangeDate, match=sentence):
        dates.add(session, warrant("listing.dates"), hall, wanted, NOW)


def test_a_note_of_one_date_is_seen_everywhere_and_taken_away(world: World, session: Session) -> None:
    address = f"{world.tonight}/note"
    world.gil.post(address, typed(world.gil.get(address), note="Bring a plate to share"))
    seen = everywhere(world.anyone, world.hall)
    assert all("Bring a plate to share" in seen[place] for place in ("page", "data", "calendar"))

    done = world.gil.post(address, typed(world.gil.get(address), note=""), follow=True)

    assert "Changed the note of one date." in done.text
    assert "Bring a plate" not in "".join(everywhere(world.anyone, world.hall).values())
    assert len(session.scalars(select(Revision)).all()) == 2


def test_what_happens_on_bank_holidays_is_changed_and_undone(world: World) -> None:
    address = f"{world.care}/holidays"
    before = sequence(world.anyone, world.hall)

    done = world.gil.post(address, typed(world.gil.get(address), bank_holiday="closed"), follow=True)

    assert "On bank holidays: Not decided: people are told to ask first Not on" in done.text
    assert "Closed for the bank holiday" in world.anyone.get("/meetings/listing-1").text
    assert sequence(world.anyone, world.hall) > before
    button(world.gil, done, "Undo this")
    assert "Closed for the bank holiday" not in world.anyone.get("/meetings/listing-1").text


@pytest.mark.parametrize("policy", [BankHoliday.CLOSED, BankHoliday.ASK])
def test_a_bank_holiday_that_is_on_after_all_is_said_and_undone(
    world: World, session: Session, policy: BankHoliday
) -> None:
    dates.set_holidays(session, warrant(), session.get_one(Listing, world.hall.id), policy, NOW)
    session.commit()
    off, seen = off_on_the_holiday(world, session)
    assert off

    done = button(world.gil, world.gil.get(world.care), "It is on that day Monday 28 December, 7:30pm to 9pm")

    assert "Said that one date is on. It shows everywhere from now on." in done.text
    assert "Monday 28 December 2026: as usual On after all." in done.text
    assert off_on_the_holiday(world, session)[0] is False
    assert "It is on that day" not in done.text
    button(world.gil, done, "Undo this")
    assert off_on_the_holiday(world, session) == (True, seen)


def off_on_the_holiday(world: World, session: Session) -> tuple[bool, str]:
    """Is anybody told on the page, by the calendar or in lists that it may not be on? And what the page says."""
    session.rollback()
    laid = session.scalars(select(DiaryEntry).where(DiaryEntry.listing_id == world.hall.id, DiaryEntry.day == NEXT))
    page, calendar = (world.anyone.get(f"/meetings/listing-1{end}") for end in ("", ".ics"))
    events = calendar.source.replace("\r\n ", "").split("BEGIN:VEVENT")
    told = [
        any(each.ask_first or not each.is_on for each in laid.all()),
        "bank holiday" in page.text.lower(),
        any("20261228T193000" in event and "bank holiday" in event.lower() for event in events),
    ]
    assert len(set(told)) == 1, told
    return told[0], page.text


def test_a_date_more_reads_in_the_history_as_what_it_is(world: World) -> None:
    form = world.gil.get(f"{world.care}/dates/new")
    more = typed(form, to_day="2026-12-23", start="18:00", end="19:00")
    done = world.gil.post(f"{world.care}/dates/new", more, follow=True)

    assert "An extra date on Wednesday 23 December 2026: From 6pm." in done.text
    assert "as usual" not in done.text

    assert (
        "An extra date on Wednesday 23 December 2026: From 6pm. taken away" in button(world.gil, done, "Undo this").text
    )
