"""How passwords and words are kept and compared: Argon2id, at the same cost for everyone, few at once (SR-033, 038)."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import argon2
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.people.actions import passwords
from app.people.actions.passwords import AT_ONCE, DESK, HASHER, NOBODYS, Desk, TooBusy
from app.people.models import Person
from app.people.rules.passwords import MOST_TYPED, WeakPassword
from tests.people import cast

GOOD = "kettle-window-otter"
CHEAP = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture
def nia(session: Session) -> Person:
    return cast.person(session)


@pytest.fixture
def costs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The costs of every hash that was made, in order, as its own text tells them."""
    made: list[str] = []

    class Counting(argon2.PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            made.append(str(hash).rsplit("$", 2)[0])
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "HASHER", Counting(2, 19_456, 1))
    yield made


def test_a_password_is_kept_as_argon2id_at_the_costs_that_we_promise(session: Session, nia: Person) -> None:
    passwords.set_password(session, nia, GOOD)
    passwords.set_word(session, nia, "Blue Otter")
    session.commit()

    for kept in (nia.password_hash, nia.word_hash):
        assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert argon2.extract_parameters(NOBODYS) == argon2.extract_parameters(nia.password_hash)


def test_only_the_right_password_is_right(session: Session, nia: Person) -> None:
    passwords.set_password(session, nia, "Kettle-wíndow-otter")

    assert passwords.is_password(nia, "Kettle-wi\u0301ndow-otter")
    assert not passwords.is_password(nia, "kettle-wíndow-otter")
    assert not passwords.is_password(nia, "Kettle-wíndow-otter ")
    assert not passwords.is_password(nia, "")
    assert not passwords.is_word(nia, "Kettle-wíndow-otter")


def test_a_sign_in_word_is_right_however_it_is_spaced_and_may_be_taken_away(session: Session, nia: Person) -> None:
    passwords.set_word(session, nia, "Blue Otter")
    assert passwords.is_word(nia, " blue  otter")
    assert not passwords.is_word(nia, "blue otters")

    passwords.set_word(session, nia, "")
    assert nia.word_hash == ""
    assert not passwords.is_word(nia, "")


@pytest.mark.parametrize("typed", ["short", "password1234", "nia-example-org", "alongside-2026"])
def test_a_weak_password_changes_nothing(session: Session, nia: Person, typed: str) -> None:
    with pytest.raises(WeakPassword):
        passwords.set_password(session, nia, typed, ["Alongside"])

    assert nia.password_hash == ""


def test_one_hash_of_the_same_cost_is_made_whoever_it_is(session: Session, nia: Person, costs: list[str]) -> None:
    without = cast.person(session, "Oz")
    passwords.set_password(session, nia, GOOD)

    answers = [
        passwords.is_password(nia, GOOD),
        passwords.is_password(nia, "something else"),
        passwords.is_password(nia, "x" * (MOST_TYPED * 20)),
        passwords.is_password(without, GOOD),
        passwords.is_password(None, GOOD),
        passwords.is_word(None, GOOD),
        passwords.is_word(nia, ""),
    ]

    assert answers == [True] + [False] * 6
    assert costs == ["$argon2id$v=19$m=19456,t=2,p=1"] * 7


def test_what_is_kept_at_other_costs_is_kept_anew_after_the_right_password(session: Session, nia: Person) -> None:
    nia.password_hash = CHEAP.hash(GOOD)
    session.commit()
    assert passwords.is_password(nia, GOOD)

    passwords.renew_hash(session, nia, GOOD)
    renewed = nia.password_hash
    passwords.renew_hash(session, nia, GOOD)

    assert not HASHER.check_needs_rehash(renewed)
    assert nia.password_hash == renewed
    assert passwords.is_password(nia, GOOD)


def test_renewing_does_not_undo_a_password_that_was_changed_meanwhile(session: Session, nia: Person) -> None:
    nia.password_hash = CHEAP.hash(GOOD)
    session.commit()
    changed = update(Person).values(password_hash="newer").execution_options(synchronize_session=False)
    session.execute(changed)

    passwords.renew_hash(session, nia, GOOD)

    assert nia.password_hash == "newer"


def test_no_more_than_two_hashes_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, guard = 0, 0, threading.Lock()

    class Watched(argon2.PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            nonlocal inside, most
            with guard:
                inside, most = inside + 1, max(most, inside + 1)
            try:
                return super().verify(hash, password)
            finally:
                with guard:
                    inside -= 1

    monkeypatch.setattr(passwords, "HASHER", Watched(2, 19_456, 1))
    monkeypatch.setattr(passwords, "DESK", Desk(AT_ONCE, 100, 60))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _number: passwords.is_password(None, GOOD), range(16)))

    assert answers == [False] * 16
    assert most == AT_ONCE


def test_who_comes_when_all_seats_are_taken_waits_briefly_and_is_told_to_try_again() -> None:
    with DESK.seat(), DESK.seat(), pytest.raises(TooBusy, match="Try again in a moment"):
        passwords.is_password(None, GOOD)

    assert not passwords.is_password(None, GOOD)


def test_who_comes_when_others_wait_already_is_told_at_once() -> None:
    desk, began = Desk(1, 0, 60), time.monotonic()

    with desk.seat(), pytest.raises(TooBusy), desk.seat():
        pass

    assert time.monotonic() - began < 30
    with desk.seat():
        pass
