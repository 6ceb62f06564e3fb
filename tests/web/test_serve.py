"""`make run` stops with a sentence when its database cannot be used."""

import socket
from pathlib import Path

import pytest

from tools.serve import main


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
