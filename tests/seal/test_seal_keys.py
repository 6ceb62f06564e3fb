"""Several keys at once: the first writes, all of them read; and what is no key is refused."""

import pytest

from app.seal import CannotOpen, Ring, key_id, ring, using

PLACE = "person|name_sealed|row-1"


def test_the_first_key_writes_and_all_of_them_read() -> None:
    old, both = Ring("old", "index"), Ring("new,old", "index")

    assert both.open(old.seal("Nia", PLACE), PLACE) == "Nia"
    assert key_id(both.seal("Nia", PLACE)) == Ring("new", "index").writes_with
    assert both.reads_with == [Ring("new", "index").writes_with, old.writes_with]


def test_a_key_that_was_taken_away_reads_no_more() -> None:
    sealed = Ring("old", "index").seal("Nia", PLACE)

    with pytest.raises(CannotOpen, match="No key"):
        Ring("new", "index").open(sealed, PLACE)


def test_the_index_is_looked_up_under_every_key_and_written_under_the_first() -> None:
    old, both = Ring("field", "old"), Ring("field", "new,old")

    assert both.indexes("nia@example.org", "email") == [
        Ring("field", "new").index("nia@example.org", "email"),
        old.index("nia@example.org", "email"),
    ]
    assert both.index("nia@example.org", "email") == both.indexes("nia@example.org", "email")[0]
    assert both.indexes_with == [Ring("field", "new").indexes_with[0], old.indexes_with[0]]


def test_one_text_of_two_sorts_has_two_indexes() -> None:
    keys = Ring("field", "index")

    assert keys.index("07700900123", "phone") != keys.index("07700900123", "email")


@pytest.mark.parametrize("empty", ["", " ", ",", " , ,"])
def test_no_key_at_all_is_refused(empty: str) -> None:
    with pytest.raises(ValueError, match="missing"):
        Ring(empty, "index")
    with pytest.raises(ValueError, match="missing"):
        Ring("field", empty)


def test_spaces_and_repetitions_make_no_other_key() -> None:
    assert Ring(" one , one,two ", "index").reads_with == Ring("one,two", "index").reads_with


def test_two_keys_with_one_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.seal.ID_BYTES", 0)

    with pytest.raises(ValueError, match="share an id"):
        Ring("one,two", "index")


def test_no_secret_shows_when_keys_are_printed() -> None:
    keys = Ring("the-field-secret", "the-index-secret")

    assert "secret" not in repr(keys) + str(keys)


def test_other_keys_are_used_only_meanwhile() -> None:
    usual, other = ring(), Ring("other", "index")

    with using(other):
        assert ring() is other
    assert ring() is usual
