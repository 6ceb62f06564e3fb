"""Our own commands, as a person runs them."""

from collections.abc import Callable

import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.directory.models import Card, DiaryEntry
from app.schedule import JOBS
from tests.conftest import MakeApp, run_command
from tests.directory.world import two_meetings

Run = Callable[..., Result]


@pytest.mark.parametrize("name", sorted(JOBS))
def test_every_job_runs_now_and_again(command: Run, session: Session, name: str) -> None:
    two_meetings(session)

    results = [command("job", name) for _ in range(2)]

    assert [result.exit_code for result in results] == [0, 0]
    assert all(f"{name}: " in result.output for result in results)


def test_the_diary_and_the_cards_can_be_made_from_nothing(command: Run, session: Session) -> None:
    two_meetings(session)
    for row in [*session.scalars(select(DiaryEntry)), *session.scalars(select(Card))]:
        session.delete(row)
    session.commit()

    assert "diary: 2 done." in command("job", "diary").output
    assert "cards: 2 done." in command("job", "cards").output
    counts = [session.scalars(select(func.count()).select_from(table)).one() for table in (DiaryEntry, Card)]
    assert counts == [6, 2]


def test_an_unknown_job_names_the_known_ones(command: Run) -> None:
    result = command("job", "zebra")

    assert result.exit_code == 2
    assert "diary" in result.output


def test_every_route_is_printed_with_what_it_does(command: Run) -> None:
    lines = command("policy", "routes").output.splitlines()

    told = {tuple(line.split()) for line in lines}
    assert ("GET", "/near/<place>", "directory.search") in told
    assert ("POST", "/find", "directory.search") in told
    assert all(len(parts) == 3 for parts in told)


def test_the_clock_of_a_public_site_cannot_be_held(make_app: MakeApp) -> None:
    site = make_app(env="production", secret_key="s" * 40, base_url="https://a.example", hosts=("a.example",), now=None)

    result = run_command(site, "clock", "set", "2026-12-21T18:00")

    assert result.exit_code == 1
    assert "In production the clock runs by itself." in result.output
