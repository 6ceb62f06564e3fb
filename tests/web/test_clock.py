"""People's time can be held still; the running clock cannot."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app.kernel.clock import held, running
from app.web.request import now
from tests.conftest import MONDAY_EVENING, MakeApp


def test_without_a_held_moment_the_clock_runs(tmp_path: Path) -> None:
    clock = held(None, tmp_path / "clock")

    assert abs(clock() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_held_clock_stands_still_while_the_running_one_moves_on(tmp_path: Path) -> None:
    clock = held(MONDAY_EVENING, tmp_path / "clock")
    before = running()
    time.sleep(0.01)

    assert clock() == clock() == MONDAY_EVENING
    assert running() > before


def test_the_application_asks_the_held_clock(app: Flask) -> None:
    with app.app_context():
        assert now() == MONDAY_EVENING
        assert now().tzinfo is UTC


def test_the_command_moves_time_for_every_process(make_app: MakeApp, command: Callable[..., Result]) -> None:
    other = make_app()

    result = command("clock", "set", "2026-12-24T09:30")

    assert result.exit_code == 0
    with other.app_context():
        assert now() == datetime(2026, 12, 24, 9, 30, tzinfo=UTC)


def test_the_command_lets_time_run_again(app: Flask, command: Callable[..., Result]) -> None:
    command("clock", "set", "2026-12-24T09:30")
    command("clock", "set", "running")

    with app.app_context():
        assert now() == MONDAY_EVENING


def test_the_command_says_how_to_write_a_time(command: Callable[..., Result]) -> None:
    result = command("clock", "set", "tomorrow")

    assert result.exit_code == 1
    assert "2026-12-21T18:00" in result.output


@pytest.mark.parametrize("arguments", [("clock", "set", "2026-12-24T09:30"), ("load-demo",)])
def test_production_refuses_to_hold_time_or_to_load_examples(make_app: MakeApp, arguments: tuple[str, ...]) -> None:
    app = make_app(env="production", now=None, hosts=("alongside.example",))
    with app.app_context():
        result = app.test_cli_runner().invoke(args=list(arguments))

    assert result.exit_code == 1
    assert "production" in result.output


def test_a_test_moves_time_with_one_word(app: Flask, at: Callable[[str], datetime]) -> None:
    moment = at("2027-03-28T03:00")

    with app.app_context():
        assert now() == moment == datetime(2027, 3, 28, 2, tzinfo=UTC)
