"""Codes on paper: ten, each good once, a new set voids the old (SR-039)."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select, update
from sqlalchemy.orm import ORMExecuteState, Session

from app.people.actions.recovery import make_codes, spend_code
from app.people.models import Person, RecoveryCode
from app.people.rules.recovery import LENGTH, SET, as_kept, as_printed, new_code
from app.seal import Ring, using
from config import SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY
from tests.people import cast
from tests.people.cast import PRESENT


@pytest.fixture
def nia(session: Session) -> Person:
    return cast.person(session)


def test_a_set_is_ten_codes_in_groups_without_letters_that_look_like_digits(session: Session, nia: Person) -> None:
    codes = make_codes(session, nia, PRESENT)

    assert len(set(codes)) == SET == 10
    assert all(re.fullmatch(r"([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}", code) for code in codes)
    kept = session.scalars(select(RecoveryCode.code_hash)).all()
    assert all(re.fullmatch(r"[0-9a-f]{64}", each) for each in kept)


def test_a_code_tells_whose_it_is_and_is_good_once(session: Session, nia: Person) -> None:
    code, another, *_rest = make_codes(session, nia, PRESENT)

    assert spend_code(session, f"  {code.upper().replace('-', ' ')} ", PRESENT) is nia
    assert spend_code(session, code, PRESENT) is None
    assert spend_code(session, another, PRESENT + timedelta(days=900)) is nia


def test_a_new_set_voids_the_old(session: Session, nia: Person) -> None:
    old = make_codes(session, nia, PRESENT)
    new = make_codes(session, nia, PRESENT)
    session.commit()

    assert [spend_code(session, code, PRESENT) for code in old] == [None] * SET
    assert spend_code(session, new[0], PRESENT) is nia


def test_a_new_set_leaves_those_of_others_alone(session: Session, nia: Person) -> None:
    oz = cast.person(session, "Oz")
    theirs = make_codes(session, oz, PRESENT)

    make_codes(session, nia, PRESENT)

    assert spend_code(session, theirs[0], PRESENT, nia) is None
    assert spend_code(session, theirs[0], PRESENT, oz) is oz


def test_who_is_suspended_does_not_come_in_with_one(session: Session, nia: Person) -> None:
    code = make_codes(session, nia, PRESENT)[0]
    nia.suspended_at = PRESENT

    assert spend_code(session, code, PRESENT) is None


def test_of_two_that_come_at_once_with_one_code_one_is_right(session: Session, nia: Person) -> None:
    code = make_codes(session, nia, PRESENT)[0]
    session.commit()

    @event.listens_for(session, "do_orm_execute")
    def overtake(state: ORMExecuteState) -> None:
        if state.is_update:
            session.connection().execute(update(RecoveryCode.__table__).values(spent_at=PRESENT))

    assert spend_code(session, code, PRESENT) is None


def test_codes_stay_good_while_the_index_key_is_changed(session: Session, nia: Person) -> None:
    code = make_codes(session, nia, PRESENT)[0]

    with using(Ring(SAMPLE_FIELD_KEY, f"another-key,{SAMPLE_INDEX_KEY}")):
        assert spend_code(session, code, PRESENT) is nia


@given(st.integers(0, LENGTH), st.sampled_from([" ", "-", " - ", "\n"]))
def test_a_code_is_read_however_it_is_grouped(at: int, gap: str) -> None:
    code = new_code()

    assert as_kept(code[:at] + gap + code[at:]) == code
    assert as_kept(as_printed(code).upper().replace("0", "O").replace("1", "l")) == code


@given(st.text())
def test_any_other_text_is_no_code(text: str) -> None:
    assert as_kept(text + "!") == ""
