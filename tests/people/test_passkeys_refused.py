"""Passkeys that do not open: without a finger or PIN, for another site, late, twice, for another purpose, copied."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update
from sqlalchemy.orm import ORMExecuteState, Session

from app.people.actions import passkeys
from app.people.actions.passkeys import LASTS, NotEnrolled
from app.people.models import Passkey, Person
from app.people.queries.factors import passkeys_of
from tests.people import cast
from tests.people.authenticator import Authenticator
from tests.people.cast import PRESENT
from tests.people.test_passkeys import SITE, enrolled

LATE = PRESENT + LASTS


@pytest.fixture
def nia(session: Session) -> Person:
    return cast.person(session)


@pytest.fixture
def device(session: Session, nia: Person) -> Authenticator:
    """Nia's phone, its passkey enrolled."""
    made = Authenticator()
    enrolled(session, nia, made)
    return made.but(count=2)


def signed_in(session: Session, answer: dict[str, Any], person: Person | None = None) -> Person | None:
    session.commit()
    session.expire_all()
    return passkeys.finish_signing_in(session, SITE, answer, PRESENT, person)


WRONG = {
    "without a finger, a face or a PIN": {"verifies": False},
    "without anybody there": {"is_touched": False},
    "on another site": {"origin": "https://alongside.example"},
    "on the same host without its port": {"origin": "http://localhost"},
    "for another host": {"rp_id": "example.org"},
    "for another person": {"handle": b"somebody else"},
    "for nobody": {"handle": None},
    "with another key": {"key": Authenticator().key},
    "of nobody here": {"credential_id": b"never seen before"},
    "with an old count": {"count": 1},
    "with no count any more": {"count": 0},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_passkey_does_not_sign_in(session: Session, device: Authenticator, wrong: dict[str, Any]) -> None:
    answer = device.but(**wrong).get(passkeys.begin_signing_in(session, SITE, PRESENT))

    assert signed_in(session, answer) is None
    assert signed_in(session, device.get(passkeys.begin_signing_in(session, SITE, PRESENT))) is not None


@pytest.mark.parametrize("lie", [{"type": "webauthn.create"}, {"challenge": "AAAA"}, {"origin": ""}], ids=str)
def test_what_the_browser_signed_must_fit(session: Session, device: Authenticator, lie: dict[str, str]) -> None:
    assert signed_in(session, device.get(passkeys.begin_signing_in(session, SITE, PRESENT), **lie)) is None


def test_an_answer_is_good_once(session: Session, device: Authenticator, nia: Person) -> None:
    answer = device.but(count=0).get(passkeys.begin_signing_in(session, SITE, PRESENT))
    session.execute(update(Passkey).values(sign_count=0))

    assert signed_in(session, answer) is nia
    assert signed_in(session, answer) is None


def test_an_answer_with_the_challenge_of_another_ceremony_is_not_good(session: Session, device: Authenticator) -> None:
    first, second = (passkeys.begin_signing_in(session, SITE, PRESENT) for _number in range(2))

    assert signed_in(session, {**device.get(first), "ceremony": second["ceremony"]}) is None


def test_an_answer_is_good_for_five_minutes(session: Session, device: Authenticator, nia: Person) -> None:
    answers = [device.but(count=count).get(passkeys.begin_signing_in(session, SITE, PRESENT)) for count in (2, 3)]

    assert passkeys.finish_signing_in(session, SITE, answers[0], LATE, None) is None
    assert passkeys.finish_signing_in(session, SITE, answers[1], LATE - timedelta(seconds=1), None) is nia


def test_an_answer_is_good_for_one_purpose(session: Session, device: Authenticator, nia: Person) -> None:
    oz = cast.person(session, "Oz")
    to_sign_in = device.get(passkeys.begin_signing_in(session, SITE, PRESENT))
    to_prove = device.get(passkeys.begin_signing_in(session, SITE, PRESENT, nia))
    to_enrol = device.get(passkeys.begin_enrolling(session, nia, SITE, PRESENT))

    assert signed_in(session, to_sign_in, nia) is None
    assert signed_in(session, to_prove) is None
    assert signed_in(session, to_prove, oz) is None
    assert signed_in(session, to_enrol) is None
    assert signed_in(session, to_enrol, nia) is None
    assert signed_in(session, to_prove, nia) is nia


def test_the_passkey_of_somebody_suspended_does_not_sign_in(
    session: Session, device: Authenticator, nia: Person
) -> None:
    nia.suspended_at = PRESENT
    assert signed_in(session, device.get(passkeys.begin_signing_in(session, SITE, PRESENT))) is None

    nia.suspended_at = None
    nia.holdings[0].ended_at = PRESENT
    assert signed_in(session, device.get(passkeys.begin_signing_in(session, SITE, PRESENT))) is None


def test_of_two_answers_at_once_with_one_count_one_is_right(session: Session, device: Authenticator) -> None:
    answer = device.get(passkeys.begin_signing_in(session, SITE, PRESENT))

    @event.listens_for(session, "do_orm_execute")
    def overtake(state: ORMExecuteState) -> None:
        if state.is_update:
            session.connection().execute(update(Passkey.__table__).values(sign_count=2))

    assert passkeys.finish_signing_in(session, SITE, answer, PRESENT) is None


@pytest.mark.parametrize(
    "wrong",
    [{"verifies": False}, {"is_touched": False}, {"origin": "https://elsewhere.example"}, {"rp_id": "example.org"}],
    ids=str,
)
def test_a_passkey_is_not_enrolled(session: Session, nia: Person, wrong: dict[str, Any]) -> None:
    answer = Authenticator(**wrong).create(passkeys.begin_enrolling(session, nia, SITE, PRESENT))

    with pytest.raises(NotEnrolled, match="finger, face or PIN"):
        passkeys.finish_enrolling(session, nia, SITE, answer, PRESENT, label="")
    assert passkeys_of(session, nia) == []


def test_an_enrolment_is_for_one_person_once_and_for_five_minutes(session: Session, nia: Person) -> None:
    oz, device = cast.person(session, "Oz"), Authenticator()
    answer = device.create(passkeys.begin_enrolling(session, nia, SITE, PRESENT))
    signing_in = device.create({**passkeys.begin_enrolling(session, nia, SITE, PRESENT),
                                "ceremony": passkeys.begin_signing_in(session, SITE, PRESENT)["ceremony"]})  # fmt: skip

    for person, sent, when in ((oz, answer, PRESENT), (nia, answer, LATE), (nia, signing_in, PRESENT), (nia, {}, LATE)):
        with pytest.raises(NotEnrolled, match="too long"):
            passkeys.finish_enrolling(session, person, SITE, sent, when, label="")

    passkeys.finish_enrolling(session, nia, SITE, answer, PRESENT, label="")
    with pytest.raises(NotEnrolled, match="too long"):
        passkeys.finish_enrolling(session, nia, SITE, answer, PRESENT, label="")


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), st.lists)
PARTS = ("id", "rawId", "type", "response", "clientDataJSON", "authenticatorData", "signature", "userHandle",
         "attestationObject", "authenticatorAttachment")  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(name=st.sampled_from(PARTS), value=JSON | st.binary(max_size=60).map(lambda raw: raw.hex()))
def test_whatever_a_browser_sends_the_answer_is_yes_or_no(
    session: Session, device: Authenticator, nia: Person, name: str, value: Any
) -> None:
    to_sign_in = device.get(passkeys.begin_signing_in(session, SITE, PRESENT))
    to_enrol = Authenticator().create(passkeys.begin_enrolling(session, nia, SITE, PRESENT))
    for answer in (to_sign_in, to_enrol):
        credential = answer["credential"]
        (credential if name in credential else credential["response"])[name] = value

    assert passkeys.finish_signing_in(session, SITE, to_sign_in, PRESENT) in (None, nia)
    with suppress(NotEnrolled):
        passkeys.finish_enrolling(session, nia, SITE, to_enrol, PRESENT, label="")
    session.rollback()


@pytest.mark.parametrize("answer", [{}, {"ceremony": 7}, {"ceremony": {}}, {"ceremony": "x" * 90}], ids=str)
def test_an_answer_to_nothing_is_no(session: Session, answer: dict[str, Any]) -> None:
    assert passkeys.finish_signing_in(session, SITE, answer, PRESENT) is None
