"""Names that nobody can guess and everybody can read aloud."""

from app.kernel.tokens import ALPHABET, REF_LENGTH, new_ref, new_uid


def test_a_short_name_has_eight_characters_that_cannot_be_mistaken() -> None:
    names = [new_ref() for _ in range(500)]

    assert {len(name) for name in names} == {REF_LENGTH} == {8}
    assert set("".join(names)) <= set(ALPHABET)
    assert not set("ilou") & set(ALPHABET)
    assert len(ALPHABET) == len(set(ALPHABET)) == 32


def test_no_two_names_are_alike() -> None:
    assert len({new_ref() for _ in range(2000)}) == 2000
    assert len({new_uid() for _ in range(2000)}) == 2000


def test_a_calendar_name_is_long_enough_never_to_meet_another() -> None:
    assert len(new_uid()) == 26
    assert set(new_uid()) <= set(ALPHABET)
