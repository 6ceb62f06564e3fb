"""Guessing is slowed down by account and by source, and nobody is locked out for good (SR-033, 036, 037)."""

import threading
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import db
from app.people.actions.failures import Paused, begin
from app.web.limits import Tries
from app.web.models import Attempt
from tests.people.cast import PRESENT

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


class Remembered:
    """Tries in memory, exactly as the protocol says."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, datetime]] = []

    def since(self, act: str, whose: str, moment: datetime) -> int:
        return sum((act, whose) == each[:2] and each[2] > moment for each in self.kept)

    def add(self, act: str, whose: str, moment: datetime) -> None:
        self.kept.append((act, whose, moment))

    def take_back(self, act: str, whose: str, moment: datetime) -> None:
        if (act, whose, moment) in self.kept:
            self.kept.remove((act, whose, moment))


def guess(tries: Remembered, when: datetime, account: str = "nia", source: str = "here") -> bool:
    """Was a wrong guess looked at?"""
    try:
        begin(tries, "password", account, source, when)
    except Paused:
        return False
    return True


def test_the_sixth_try_waits_a_quarter_of_an_hour_even_if_it_were_right() -> None:
    tries = Remembered()

    assert [guess(tries, PRESENT + number * SECOND) for number in range(8)] == [True] * 5 + [False] * 3
    assert not guess(tries, PRESENT + 15 * MINUTE - SECOND)
    assert guess(tries, PRESENT + 15 * MINUTE)


def test_says_how_long_to_wait_and_nothing_else() -> None:
    tries = Remembered()
    for _number in range(5):
        guess(tries, PRESENT)

    with pytest.raises(Paused) as paused:
        begin(tries, "password", "nia", "elsewhere", PRESENT)
    assert str(paused.value) == "Too many tries. Wait 15 minutes, then try again."


def test_who_goes_on_guessing_waits_longer_but_never_for_good() -> None:
    tries = Remembered()
    looked_at = [minute for minute in range(24 * 60) for _ in range(9) if guess(tries, PRESENT + minute * MINUTE)]

    by_hour = Counter(minute // 60 for minute in looked_at)
    assert by_hour[0] == 10
    assert max(by_hour.values()) <= 10
    for start in range(0, 24 * 60 - 240):
        assert sum(start <= minute < start + 240 for minute in looked_at) <= 20
    assert max(after - before for before, after in pairwise(looked_at)) < 4 * 60


def test_guessing_during_a_pause_makes_it_no_longer() -> None:
    tries = Remembered()
    for number in range(14 * 60):
        guess(tries, PRESENT + number * SECOND)

    assert guess(tries, PRESENT + 16 * MINUTE)


def test_a_right_try_is_taken_back_however_often() -> None:
    tries = Remembered()

    for _number in range(60):
        begin(tries, "password", "nia", "here", PRESENT)()

    assert tries.kept == []


def test_a_right_try_does_not_take_back_what_others_tried() -> None:
    tries = Remembered()
    for number in range(4):
        guess(tries, PRESENT + number * SECOND)
    begin(tries, "password", "nia", "here", PRESENT + 10 * SECOND)()

    assert [guess(tries, PRESENT + MINUTE) for _number in range(2)] == [True, False]


def test_a_source_that_tries_many_accounts_is_slowed_down_and_nobody_else() -> None:
    tries = Remembered()

    assert [guess(tries, PRESENT, f"person {number}") for number in range(52)] == [True] * 50 + [False] * 2
    assert guess(tries, PRESENT, "person 51", "elsewhere")
    assert not guess(tries, PRESENT, "nia", "here")


def test_one_kind_of_try_does_not_pause_another() -> None:
    tries = Remembered()
    for _number in range(5):
        guess(tries, PRESENT)

    begin(tries, "word", "nia", "here", PRESENT)


def test_tries_are_kept_in_the_database_under_keys_that_name_nobody(app: Flask, session: Session) -> None:
    with app.test_request_context():
        tries = Tries(session)
        taken_back = begin(tries, "password", "nia@example.org", "203.0.113.77", PRESENT)
        for _number in range(4):
            begin(tries, "password", "nia@example.org", "203.0.113.77", PRESENT)
        with pytest.raises(Paused):
            begin(tries, "password", "nia@example.org", "198.51.100.1", PRESENT + 15 * MINUTE - SECOND)
        taken_back()
        begin(tries, "password", "nia@example.org", "198.51.100.1", PRESENT + 14 * MINUTE)
        begin(tries, "password", "nia@example.org", "198.51.100.1", PRESENT + 15 * MINUTE)

    keys = session.scalars(select(Attempt.key)).all()
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)


def test_however_many_come_at_once_no_more_than_five_are_looked_at(app: Flask, database: Engine) -> None:
    looked_at: list[bool] = []
    together = threading.Barrier(8)

    def one() -> None:
        with app.test_request_context(), Session(db.writing(database)) as session:
            together.wait()
            for _number in range(2):
                looked_at.append(guess(Tries(session), PRESENT))
                session.commit()

    threads = [threading.Thread(target=one) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(looked_at) == {True: 5, False: 11}
