"""What a view may ask of its surroundings: the time, the settings, and a public address."""

from datetime import datetime
from typing import cast
from urllib.parse import quote_plus

from flask import current_app, request

from app.kernel.clock import Clock
from config import Settings

CLOCK = "alongside.clock"
SETTINGS = "alongside.settings"


def now() -> datetime:
    """People's time, aware, in UTC."""
    return cast(Clock, current_app.extensions[CLOCK])()


def settings() -> Settings:
    """The settings of this installation."""
    return cast(Settings, current_app.extensions[SETTINGS])


def public_address(path: str) -> str:
    """An absolute address of this site, for data that leaves it."""
    return (settings().base_url or request.url_root.rstrip("/")) + path


def keep_link() -> str:
    """Where the very page that was asked for is kept on the phone."""
    return f"/keep?page={quote_plus(request.full_path.rstrip('?'))}"
