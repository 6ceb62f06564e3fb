"""What `make run` starts: the database brought up to date, the example world loaded, a banner, the server and jobs."""

import os
import socket
import subprocess
import sys
from typing import NoReturn

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from app import create_app, db
from app.demo.actions import OtherMode, check_mode
from app.site.queries.areas import check_home_area
from app.site.rules.home_area import UnknownArea
from app.web.keys import OtherKeys
from config import ROOT, Settings, UnsafeSettings, from_environment

HERE = "127.0.0.1"
THREADS = 4
PATIENCE = 5
"""Seconds that a worker has to end after Ctrl-C; a first one may be lost between the server and its worker."""
UNUSABLE = "The database that ALONGSIDE_DATABASE_URL names cannot be used:"


def main(arguments: list[str]) -> None:
    """Serve on the port given as the first argument; Ctrl-C stops it. Exits with a sentence if it may not start."""
    port = _port(arguments[0] if arguments else "8000")
    os.environ.setdefault("ALONGSIDE_BASE_URL", f"http://localhost:{port}")  # for links in messages
    try:
        settings = from_environment()
    except UnsafeSettings as refusal:
        _stop(str(refusal))
    if _is_taken(port):
        _stop(f"Port {port} is in use by another program: choose another with make run PORT={port + 1}.")
    _migrate(settings)
    _see_to_content(settings)
    print(_banner(settings, port), flush=True)
    _serve(port)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        _stop(f"PORT is '{text}': use a number from 1 to 65535.")
    return int(text)


def _is_taken(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HERE, port))
        except OSError:
            return True
    return False


def _migrate(settings: Settings) -> None:
    try:
        make_url(settings.database_url)
    except (ArgumentError, ValueError):
        _stop(f"{UNUSABLE} its address cannot be read. Write it like postgresql://name:password@host/database.")
    history = Config(str(ROOT / "alembic.ini"))
    history.attributes["url"] = settings.database_url
    try:
        command.upgrade(history, "head")
    except CommandError as refusal:
        _stop(f"{UNUSABLE} it was made by another version of this site. {refusal}")
    except (SQLAlchemyError, ImportError, OSError) as trouble:
        _stop(f"{UNUSABLE} {_reason(trouble)}. Check the address, and that the database is running.")


def _reason(trouble: Exception) -> str:
    """Why, in one line and without the address, which may hold a password."""
    told = str(getattr(trouble, "orig", None) or trouble).strip()
    return told.partition("\n")[0].rstrip(".") or type(trouble).__name__


def _see_to_content(settings: Settings) -> None:
    """Stop where the database does not fit the settings; else load the examples that they ask for."""
    try:
        app = create_app(settings)
    except OtherKeys as refusal:
        _stop(str(refusal))
    with app.app_context():
        try:
            check_home_area(db.session(), settings.area)
            check_mode(db.session(), settings.demo)
        except (UnknownArea, OtherMode) as refusal:
            _stop(str(refusal))
        if settings.demo == "none":
            return
        loaded = app.test_cli_runner().invoke(args=["load-demo"])
    if loaded.exit_code:
        _stop(loaded.output.strip() or f"The example data could not be loaded: {loaded.exception!r}")


def _banner(settings: Settings, port: int) -> str:
    lines = [f"{settings.name} is at http://localhost:{port}"]
    if settings.demo != "none":
        lines.append(f"Example listings ({settings.area}): please do not set out for them.")
        lines.append(f"Sign in as anybody: http://localhost:{port}/sign-in lists an example person of every role")
        lines.append("(newcomer, champion, link worker, coordinator, group representative, report viewer, admin).")
    else:
        lines.append("First account: .venv/bin/flask --app app create-admin")
    lines.append("To stop: press Ctrl and C together.")
    return "\n" + "\n".join(f"  {line}" for line in lines) + "\n"


def _serve(port: int) -> NoReturn:
    """Become the server, with a process beside that does what is done again and again; neither goes on alone."""
    options = ["--interface", "wsgi", "--factory", "--host", HERE, "--port", str(port), "--log-level", "warning"]
    threads = ["--workers", "1", "--blocking-threads", str(THREADS), "--no-ws", "--workers-kill-timeout", str(PATIENCE)]
    os.chdir(ROOT)
    minding = [sys.executable, "-m", "flask", "--app", "app", "run-jobs", "--beside", str(os.getpid())]
    subprocess.Popen(minding, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    os.execv(sys.executable, [sys.executable, "-m", "granian", *options, *threads, "wsgi:local"])


def _stop(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
