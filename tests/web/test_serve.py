"""`make run` stops with a sentence when its database or its home area cannot be used."""

import socket
from pathlib import Path

import pytest

from app.site.rules.home_area import UnknownArea
from tests import databases
from tools.serve import main
from wsgi import site


def free_port() -> str:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return str(trial.getsockname()[1])


@pytest.mark.parametrize(
    "address",
    [
        "zebra",
        "zebra://nobody:hush-hush@localhost/none",
        "mysql://nobody:hush-hush@localhost/none",
        "postgresql://nobody:hush-hush@127.0.0.1:1/none",
        "postgresql://nobody:hush-hush@127.0.0.1:port/none",
        "sqlite:////proc/none/at/all.sqlite",
        "sqlite:///{folder}",
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, address: str
) -> None:
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", address.format(folder=tmp_path))

    with pytest.raises(SystemExit) as stopped:
        main([free_port()])

    told = capsys.readouterr().err
    assert stopped.value.code == 1
    assert told.count("\n") == 1
    assert "ALONGSIDE_DATABASE_URL" in told
    assert "hush-hush" not in told
    assert "Traceback" not in told


def test_an_unknown_home_area_stops_the_start_with_names_that_may_be_meant(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", f"sqlite:///{tmp_path / 'site.sqlite'}")
    monkeypatch.setenv("ALONGSIDE_AREA", "Calderdal")

    with pytest.raises(SystemExit) as stopped:
        main([free_port()])

    told = capsys.readouterr().err.splitlines()[-1]
    assert stopped.value.code == 1
    assert told == "ALONGSIDE_AREA is “Calderdal”, and no area has that name. Do you mean Calderdale?"


def test_a_public_server_does_not_start_with_an_unknown_home_area(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'site.sqlite'}"
    databases.migrate(url)
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", url)
    monkeypatch.setenv("ALONGSIDE_DEMO", "none")
    monkeypatch.setenv("ALONGSIDE_AREA", "Atlantis")

    with pytest.raises(UnknownArea, match="ALONGSIDE_AREA is “Atlantis”, and no area has that name"):
        site()
