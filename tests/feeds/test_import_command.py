"""`import-feed` as a person runs it: what it prints, how it exits, and that a bad list harms nothing."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.feeds.models import Source
from tests.feeds.lists import DATA, PLAIN

Run = Callable[..., Result]
COUNTS = ("read", "added", "changed", "unchanged", "missing", "held_back")


@pytest.fixture
def bring(command: Run, tmp_path: Path) -> Run:
    """Import rows, or a file's text, as the list "Leeds"."""

    def run(rows: Any, *options: str, route: str = "aa") -> Result:
        path = tmp_path / "list.json"
        path.write_bytes(rows if isinstance(rows, bytes) else json.dumps(rows).encode())
        said = ("--format", "meeting-guide", "--route", route, "--name", "Leeds", *options)
        return command("import-feed", str(path), *said)

    return run


def rows(count: int, **changes: Any) -> list[dict[str, Any]]:
    return [PLAIN | {"slug": f"m{number}", "name": f"Meeting {number}"} | changes for number in range(count)]


def counts(result: Result) -> tuple[Any, ...]:
    data = json.loads(result.stdout)
    return tuple(data[name] for name in COUNTS)


def held(session: Session) -> int:
    session.rollback()
    return session.scalars(select(func.count()).select_from(Listing)).one()


def test_the_data_have_exactly_the_promised_shape(bring: Run) -> None:
    odd = [*rows(2), PLAIN | {"slug": "bad", "day": 9}, "zebra", PLAIN | {"slug": "w", "name": "W", "end_time": None}]

    result = bring(odd, "--json")

    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(data) == [*COUNTS, "refused", "warnings"]
    assert (data["read"], data["added"], data["held_back"]) == (5, 3, False)
    assert [(set(each), each["row"]) for each in data["refused"]] == [({"row", "field", "reason"}, 3),
                                                                     ({"row", "field", "reason"}, 4)]  # fmt: skip
    assert data["warnings"]
    assert {frozenset(each) for each in data["warnings"]} == {frozenset({"row", "field", "code", "reason"})}


def test_importing_again_changes_nothing(bring: Run, session: Session) -> None:
    bring(rows(5))
    before = {each.slug: (each.id, each.sequence, each.changed_at) for each in session.scalars(select(Listing))}

    result = bring(rows(5), "--json")

    session.rollback()
    after = {each.slug: (each.id, each.sequence, each.changed_at) for each in session.scalars(select(Listing))}
    assert counts(result) == (5, 0, 0, 5, 0, False)
    assert after == before


def test_a_look_ahead_changes_nothing(bring: Run, session: Session) -> None:
    result = bring(rows(5), "--dry-run", "--json")

    assert result.exit_code == 0
    assert counts(result)[:2] == (5, 5)
    assert held(session) == 0
    assert session.scalars(select(Source)).all() == []
    assert "this was a look ahead" in bring(rows(5), "--dry-run").stdout


@pytest.mark.parametrize("later", [rows(20, time="18:00"), rows(9)])
def test_too_much_at_once_is_held_back_until_somebody_accepts(
    bring: Run, session: Session, later: list[dict[str, Any]]
) -> None:
    bring(rows(20))

    result = bring(later, "--json")
    assert (result.exit_code, counts(result)[-1]) == (2, True)
    assert bring(later, "--dry-run").exit_code == 2
    session.rollback()
    assert not [each for each in session.scalars(select(Listing)) if each.missing_since or each.sequence]

    accepted = bring(later, "--accept", "--json")
    assert (accepted.exit_code, counts(accepted)[-1]) == (0, False)


@pytest.mark.parametrize(
    "broken",
    [b"", b"<html>Not here</html>", b'[{"name": "x"', b"\xff\xfe\x00", b'{"error": "no"}', b"null", b"3",
     (DATA / "edge-broken.json.txt").read_bytes()],
)  # fmt: skip
def test_a_list_that_cannot_be_read_says_so_and_loses_nothing(bring: Run, session: Session, broken: bytes) -> None:
    bring(rows(4))

    result = bring(broken)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.output
    session.rollback()
    assert not [each for each in session.scalars(select(Listing)) if each.missing_since]
    assert held(session) == 4


def test_an_unknown_route_prints_the_list(bring: Run, session: Session) -> None:
    result = bring(rows(1), route="zebra")

    assert result.exit_code == 1
    assert "We do not know the route “zebra”." in result.stderr
    for code in ("na", "aa", "ca", "smart", "alanon", "lifering", "dharma", "peer-led", "faith"):
        assert f"  {code}: " in result.stderr
    assert held(session) == 0


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "GMT+25", "../../etc/passwd", "Europe"])
def test_an_unknown_time_zone_is_an_error_in_words(bring: Run, session: Session, zone: str) -> None:
    result = bring(rows(1), "--timezone", zone)

    assert result.exit_code == 1
    assert result.stderr.strip()
    assert "Traceback" not in result.output
    assert held(session) == 0


def test_a_file_that_does_not_exist_is_an_error(command: Run, tmp_path: Path) -> None:
    said = ("--format", "meeting-guide", "--route", "aa", "--name", "x")
    result = command("import-feed", str(tmp_path / "none.json"), *said)

    assert result.exit_code != 0
    assert "does not exist" in result.output


def test_the_report_in_words_names_what_was_refused(bring: Run) -> None:
    result = bring([*rows(1), PLAIN | {"slug": "bad", "day": 9}])

    assert "Read 2: 1 new, 0 changed, 0 as before, 0 no longer named, 1 refused" in result.stdout
    assert "Row 2, day:" in result.stdout


def test_the_report_in_words_counts_remarks_by_code_and_shows_the_first_twenty(bring: Run) -> None:
    few = bring(rows(2, end_time=None)).stdout.splitlines()
    many = bring(rows(30, end_time=None)).stdout.splitlines()

    assert "2 remarks." in few[0]
    assert few[1] == "Remarks, explained in docs/imports.md: end_assumed 2."
    assert [line.split(":")[0] for line in few[2:]] == ["Row 1, end_assumed", "Row 2, end_assumed"]
    assert sum(line.startswith("Row ") for line in many) == 20
    assert many[-1] == "And 10 more remarks; --json prints them all."
    assert not [line for line in bring(rows(1)).stdout.splitlines() if line.startswith("Remarks")]


def test_no_contact_of_a_person_is_anywhere_in_the_database(bring: Run, database: Engine) -> None:
    contact = {f"contact_{number}_{field}": f"Kimberley {number} {field}" for number in (1, 2, 3)
               for field in ("name", "email", "phone")}  # fmt: skip
    others = {"email": "kimberley@example.org", "phone": "+44 1632 960123"}
    note = {"notes": "Ring Kimberley Shaw on 01632 960124 or write to kimberley.shaw@example.org. Side door."}

    result = bring([PLAIN | contact | others | note], "--json")

    stored = everything_in(database)
    assert "Side door." in stored
    assert not re.search("kimberley|9601", stored + result.output, re.IGNORECASE)


def everything_in(database: Engine) -> str:
    with database.connect() as connection:
        tables = inspect(connection).get_table_names()
        return "\n".join(str(row) for name in tables for row in connection.execute(text(f'SELECT * FROM "{name}"')))


def test_what_goes_missing_stays_and_comes_back(bring: Run, session: Session) -> None:
    bring(rows(5))

    assert counts(bring(rows(4), "--json"))[4] == 1
    assert counts(bring(rows(4), "--json"))[4] == 0
    session.rollback()
    gone = session.scalars(select(Listing).where(Listing.slug == "meeting-4")).one()
    assert f"{gone.missing_since}" == "2026-12-21"

    assert counts(bring(rows(5), "--json"))[2] == 1
    session.rollback()
    session.refresh(gone)
    assert gone.missing_since is None
