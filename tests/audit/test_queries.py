"""Who looked at my record, what did our people do, page by page."""

import pytest
from sqlalchemy.orm import Session

from app.audit.queries import about, by_people_of, head
from tests.audit.entries import CAL, HUB, NIA, OTHER_HUB, OZ, SAM, looked, write


@pytest.fixture(autouse=True)
def written(session: Session) -> None:
    write(
        session,
        looked(at=NIA, by=SAM),
        looked(at=OZ, by=SAM),
        looked(at=NIA, by=SAM, where=OTHER_HUB),
        looked(at=NIA, by=CAL),
    )


def test_a_person_sees_all_that_was_done_with_their_record_newest_first(session: Session) -> None:
    found = about(session, NIA)

    assert [(each.seq, each.entry.actor_id) for each in found] == [(4, CAL), (3, SAM), (1, SAM)]
    assert {each.entry.subject_id for each in found} == {NIA}


def test_a_privacy_lead_sees_what_people_did_here_and_not_what_they_did_elsewhere(session: Session) -> None:
    assert [each.seq for each in by_people_of(session, HUB)] == [4, 2, 1]
    assert [each.seq for each in by_people_of(session, OTHER_HUB)] == [3]


def test_pages_follow_on_from_a_number(session: Session) -> None:
    assert [each.seq for each in about(session, NIA, limit=2)] == [4, 3]
    assert [each.seq for each in about(session, NIA, before=3, limit=2)] == [1]
    assert [each.seq for each in by_people_of(session, HUB, before=2)] == [1]


def test_nobody_in_particular_has_no_record(session: Session) -> None:
    assert about(session, "d" * 32) == []


def test_the_head_is_the_last_event(session: Session) -> None:
    seq, mark = head(session)

    assert seq == 4
    assert mark == about(session, NIA)[0].mark
