"""When a message is tried again, and when never."""

from datetime import timedelta

import pytest

from app.post.rules.letter import LONGEST_WAIT, Trouble, may_try_again, wait


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 10), (2, 20), (3, 40), (4, 80), (5, 160), (6, 240), (7, 240), (5000, 240)]
)
def test_waits_twice_as_long_each_time_up_to_a_limit(tries: int, seconds: int) -> None:
    assert wait(tries, 0) == timedelta(seconds=seconds)


def test_chance_takes_up_to_half_off() -> None:
    assert wait(6, 1) == LONGEST_WAIT / 2
    assert wait(6, 0.5) == LONGEST_WAIT * 0.75


@pytest.mark.parametrize(
    ("trouble", "mail", "text"),
    [
        (Trouble.UNREACHABLE, True, True),
        (Trouble.LATER, True, True),
        (Trouble.UNKNOWN, True, False),
        (Trouble.REFUSED, False, False),
        (Trouble.LATE, False, False),
        (Trouble.NOBODY, False, False),
    ],
)
def test_a_text_that_may_have_arrived_is_never_sent_again(trouble: Trouble, mail: bool, text: bool) -> None:
    assert may_try_again("email", trouble) is mail
    assert may_try_again("text", trouble) is text


def test_a_phone_that_is_gone_is_no_end_of_a_message_as_its_person_may_have_another_road() -> None:
    assert may_try_again("push", Trouble.GONE)
    assert not may_try_again("email", Trouble.GONE)
    assert not may_try_again("push", Trouble.REFUSED)
