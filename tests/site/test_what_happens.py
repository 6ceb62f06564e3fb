"""What happens at each route's meetings: one table, general words where routes differ, and who has read them."""

import re
from datetime import date

import pytest

from app.directory.rules.timetable import Kind
from app.directory.rules.vocabulary import routes
from app.directory.rules.what_happens import described_routes, what_happens


def test_a_known_route_has_its_own_words() -> None:
    assert "first name" in " ".join(what_happens(["na"], Kind.MEETING).steps)
    assert what_happens(["smart"], Kind.MEETING).routes == ("smart", "smart-family")


@pytest.mark.parametrize("codes", [[], ["peer-led"], ["no such route"], ["na", "aa"], ["na", "peer-led"]])
def test_unknown_or_several_routes_get_the_general_words(codes: list[str]) -> None:
    told = what_happens(codes, Kind.MEETING)

    assert told.routes == ()
    assert "A prescription is no reason to stay away." in told.medication


ROOM = re.compile(r"\b(door|tea|chairs?|cards?|room|circle|leaflet|hug|hat|basket|pot)\b", re.IGNORECASE)


@pytest.mark.parametrize("code", ["", *sorted(routes())])
def test_a_meeting_that_is_online_only_speaks_of_no_room(code: str) -> None:
    told = what_happens([code], Kind.MEETING, is_online_only=True)
    words = " ".join((*told.steps, told.may_listen, told.medication, told.cost))

    assert not ROOM.findall(words)
    assert "camera" in words and "link" in words and "leave" in words


def test_online_or_not_a_route_keeps_its_own_word_on_medication() -> None:
    for code in ("smart", "alanon"):
        online, there = (what_happens([code], Kind.MEETING, is_online_only=online) for online in (True, False))
        assert online.medication == there.medication
    assert what_happens([], Kind.CAFE, is_online_only=True) == what_happens([], Kind.CAFE)


def test_general_words_do_not_speak_of_a_group_or_a_page_that_is_not_there(sources: dict[str, str]) -> None:
    assert "this group" not in sources["/first-meeting"]
    assert not any("The page says" in what_happens([], kind).cost for kind in Kind)


def test_routes_that_share_an_entry_keep_it_together() -> None:
    assert what_happens(["alanon", "fa"], Kind.MEETING).routes


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_says_what_happens_whether_one_may_listen_and_what_it_costs(kind: Kind) -> None:
    told = what_happens(["na"], kind)

    assert len(told.steps) >= 3
    assert told.may_listen and told.cost and told.source


def test_the_table_names_only_published_routes_and_each_once() -> None:
    named = [code for entry in described_routes() for code in entry.routes]

    assert set(named) <= set(routes())
    assert len(named) == len(set(named))


def test_an_entry_is_reviewed_by_a_role_on_a_date_or_by_nobody() -> None:
    for entry in described_routes():
        assert bool(entry.reviewed_by) == bool(entry.reviewed_on)
        assert not entry.reviewed_on or date.fromisoformat(entry.reviewed_on)


def test_the_first_meeting_page_admits_that_nobody_local_has_read_an_entry(sources: dict[str, str]) -> None:
    unread = sum(not entry.reviewed_on for entry in described_routes())

    assert sources["/first-meeting"].count("No local group has read these words yet.") == unread
