"""Which ways in are enough for which roles, and that nobody is left without (SR-039)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.kernel.roles import STAFF, TWO_FACTORS, Role
from app.people.actions import factors, passwords, recovery
from app.people.models import Person
from app.people.queries.factors import factors_of, passkeys_of
from app.people.rules.factors import Factors, TooWeak, check_stays_enough
from tests.people import cast
from tests.people.authenticator import Authenticator
from tests.people.cast import PRESENT
from tests.people.test_passkeys import enrolled

GOOD = "kettle-window-otter"
TWO = [Factors(passkeys=1), Factors(has_password=True, has_totp=True)]
LESS = [
    Factors(),
    Factors(has_password=True),
    Factors(has_totp=True),
    Factors(has_password=True, has_word=True, recovery_left=10),
]


@pytest.mark.parametrize("role", sorted(TWO_FACTORS))
def test_who_looks_after_others_comes_in_with_two_factors_only(role: Role) -> None:
    assert all(have.is_enough_for({role}) for have in TWO)
    assert not any(have.is_enough_for({role, Role.NEWCOMER}) for have in LESS)
    for have in LESS:
        with pytest.raises(TooWeak, match="passkey"):
            check_stays_enough(have, {role})


def test_somebody_in_recovery_needs_none() -> None:
    assert all(have.is_enough_for(roles) for have in LESS for roles in ({Role.NEWCOMER}, set[Role]()))
    assert Role.NEWCOMER not in TWO_FACTORS >= STAFF


def test_tells_what_a_person_has(session: Session) -> None:
    nia, oz = cast.person(session), cast.person(session, "Oz")
    assert factors_of(session, nia) == Factors()

    for number in range(2):
        enrolled(session, nia, Authenticator(), f"Phone {number}")
    passwords.set_password(session, nia, GOOD)
    passwords.set_word(session, nia, "blue otter")
    nia.totp = "GEZDGNBVGY3TQOJQ"
    recovery.spend_code(session, recovery.make_codes(session, nia, PRESENT)[0], PRESENT)

    assert factors_of(session, nia) == Factors(2, True, True, True, 9)
    assert factors_of(session, oz) == Factors()
    assert [key.label for key in passkeys_of(session, nia)] != []


def with_passkeys(count: int) -> Callable[[Session, Person], None]:
    def give(session: Session, person: Person) -> None:
        for _number in range(count):
            enrolled(session, person, Authenticator())

    return give


def with_password_and_app(session: Session, person: Person) -> None:
    passwords.set_password(session, person, GOOD)
    person.totp, person.totp_step = "GEZDGNBVGY3TQOJQ", 5


def remove_a_passkey(session: Session, person: Person) -> None:
    factors.remove_passkey(session, person, passkeys_of(session, person)[0].id)


@pytest.mark.parametrize(
    ("give", "remove"),
    [
        (with_passkeys(1), remove_a_passkey),
        (with_password_and_app, factors.remove_password),
        (with_password_and_app, factors.remove_totp),
    ],
)
def test_the_last_way_in_is_kept_for_staff_and_given_up_by_a_newcomer(
    session: Session, give: Callable[[Session, Person], None], remove: Callable[[Session, Person], None]
) -> None:
    sam, nia = cast.person(session, "Sam", Role.LINK_WORKER), cast.person(session)
    for person in (sam, nia):
        give(session, person)
    had = factors_of(session, sam)

    with pytest.raises(TooWeak):
        remove(session, sam)
    remove(session, nia)

    assert factors_of(session, sam) == had
    assert factors_of(session, nia) != had


def test_what_is_not_the_last_way_in_may_go(session: Session) -> None:
    sam = cast.person(session, "Sam", Role.COORDINATOR)
    with_passkeys(2)(session, sam)
    with_password_and_app(session, sam)

    remove_a_passkey(session, sam)
    factors.remove_totp(session, sam)
    factors.remove_password(session, sam)

    assert factors_of(session, sam) == Factors(passkeys=1)
    with pytest.raises(TooWeak):
        remove_a_passkey(session, sam)


def test_nobody_removes_the_passkey_of_another(session: Session) -> None:
    nia, oz = cast.person(session), cast.person(session, "Oz")
    mine = enrolled(session, nia, Authenticator())

    for passkey_id in (mine.id, "none"):
        with pytest.raises(LookupError):
            factors.remove_passkey(session, oz, passkey_id)

    assert passkeys_of(session, nia) == [mine]


def test_who_begins_anew_has_nothing_left_and_others_keep_theirs(session: Session) -> None:
    sam, oz = cast.person(session, "Sam", Role.COORDINATOR), cast.person(session, "Oz")
    for person in (sam, oz):
        with_passkeys(1)(session, person)
        recovery.make_codes(session, person, PRESENT - timedelta(days=1))
    with_password_and_app(session, sam)
    passwords.set_word(session, sam, "blue otter")

    factors.clear(session, sam)

    assert factors_of(session, sam) == Factors()
    assert sam.totp_step == 0
    assert factors_of(session, oz) == Factors(passkeys=1, recovery_left=10)
