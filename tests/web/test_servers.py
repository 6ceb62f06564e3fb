"""The servers that docs/deploy.md names start the site as it says, and answer as a web server in front would ask."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT
from tests import databases
from tests.web.test_settings import SAFE

ORDERS = {
    "granian": ["--interface", "wsgi", "--factory", "--host", "127.0.0.1", "--port", "PORT", "--no-ws", "wsgi:site"],
    "gunicorn": ["--bind", "127.0.0.1:PORT", "--threads", "2", "wsgi:site()"],
}
PATIENCE = 15.0


def free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def fetch(port: str) -> tuple[int, dict[str, str]]:
    forwarded = {"Host": "alongside.example", "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers=forwarded)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, dict(answer.headers.items())
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.fixture(params=sorted(ORDERS))
def port(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    url = f"sqlite:///{tmp_path / 'site.sqlite'}"
    databases.migrate(url)
    chosen = free_port()
    order = [sys.executable, "-m", request.param, *(word.replace("PORT", chosen) for word in ORDERS[request.param])]
    environment = {**os.environ, **SAFE, "ALONGSIDE_DATABASE_URL": url}
    server = subprocess.Popen(order, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    yield chosen
    server.terminate()
    server.wait(PATIENCE)


def test_the_server_answers_and_knows_that_the_visit_is_encrypted(port: str) -> None:
    status, headers = fetch(port)

    assert status == 200
    assert {name.lower() for name in headers} >= {"strict-transport-security", "content-security-policy"}
