"""Settings, read once from the environment (prefix `ALONGSIDE_`); production refuses to start unsafe."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent

SAMPLE_KEY = "development only, and production refuses to start with it"
SAMPLE_FIELD_KEY = "development only: whoever reads this can open what it seals"
SAMPLE_INDEX_KEY = "development only: whoever reads this can find what it hides"
SHORTEST_KEY = 32
EMBEDDED_DATABASE = f"sqlite:///{ROOT / 'instance' / 'alongside.sqlite'}"

ENVIRONMENTS = ("development", "test", "production")
DEMO_MODES = ("rolling", "as-dated", "none")


class UnsafeSettings(Exception):
    """The settings would put people at risk, or make no sense; the text lists every reason."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs. Every default is either right for production or refused there."""

    env: str = "development"
    secret_key: str = SAMPLE_KEY
    field_keys: str = SAMPLE_FIELD_KEY
    index_key: str = SAMPLE_INDEX_KEY
    base_url: str = ""
    hosts: tuple[str, ...] = ()
    database_url: str = EMBEDDED_DATABASE
    now: datetime | None = None
    demo: str = "none"
    smtp_url: str = ""
    text_url: str = ""
    push_key: str = ""
    area: str = "Calderdale"
    debug: bool = False
    name: str = "Alongside"
    contact: str = ""
    instance: Path = field(default=ROOT / "instance")

    @property
    def is_production(self) -> bool:
        """Does the site serve the public?"""
        return self.env == "production"


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment states. Raises `UnsafeSettings`."""
    env = _get(environ, "ENV", "development")
    settings = Settings(
        env=env,
        secret_key=_get(environ, "SECRET_KEY", SAMPLE_KEY),
        field_keys=_get(environ, "FIELD_KEYS", SAMPLE_FIELD_KEY),
        index_key=_get(environ, "INDEX_KEY", SAMPLE_INDEX_KEY),
        base_url=_get(environ, "BASE_URL").rstrip("/"),
        hosts=tuple(host.strip() for host in _get(environ, "HOSTS").split(",") if host.strip()),
        database_url=_get(environ, "DATABASE_URL", EMBEDDED_DATABASE),
        now=_moment(_get(environ, "NOW")),
        demo=_get(environ, "DEMO", "none" if env == "production" else "rolling"),
        smtp_url=_get(environ, "SMTP_URL"),
        text_url=_get(environ, "TEXT_URL"),
        push_key=_get(environ, "PUSH_KEY"),
        area=_get(environ, "AREA", "Calderdale"),
        name=_get(environ, "NAME", "Alongside"),
        contact=_get(environ, "CONTACT"),
        debug=environ.get("FLASK_DEBUG", "") not in ("", "0"),
        instance=ROOT / "instance",
    )
    check(settings)
    return settings


def check(settings: Settings) -> None:
    """Raise `UnsafeSettings` with every reason why the site may not start."""
    reasons = [*_nonsense(settings), *(_unsafe(settings) if settings.is_production else ())]
    if reasons:
        raise UnsafeSettings("Alongside did not start. " + " ".join(reasons))


def _get(environ: Mapping[str, str], name: str, default: str = "") -> str:
    return environ.get(f"ALONGSIDE_{name}", "").strip() or default


def _moment(text: str) -> datetime | None:
    """A held moment; without an offset it is London time."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UnsafeSettings(
            f"Alongside did not start. ALONGSIDE_NOW is '{text}': write it like 2026-12-21T18:00."
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Europe/London"))


def _nonsense(settings: Settings) -> list[str]:
    reasons = []
    if settings.env not in ENVIRONMENTS:
        reasons.append(f"ALONGSIDE_ENV is '{settings.env}': use one of {', '.join(ENVIRONMENTS)}.")
    if settings.demo not in DEMO_MODES:
        reasons.append(f"ALONGSIDE_DEMO is '{settings.demo}': use one of {', '.join(DEMO_MODES)}.")
    return reasons


def _unsafe(settings: Settings) -> list[str]:
    checks = (
        (settings.secret_key == SAMPLE_KEY, "Set ALONGSIDE_SECRET_KEY to a long random text."),
        (len(settings.secret_key) < SHORTEST_KEY, f"ALONGSIDE_SECRET_KEY needs {SHORTEST_KEY} characters."),
        (SAMPLE_FIELD_KEY in settings.field_keys, "Set ALONGSIDE_FIELD_KEYS to a long random text."),
        (_is_short(settings.field_keys), f"Each of ALONGSIDE_FIELD_KEYS needs {SHORTEST_KEY} characters."),
        (SAMPLE_INDEX_KEY in settings.index_key, "Set ALONGSIDE_INDEX_KEY to a long random text."),
        (_is_short(settings.index_key), f"ALONGSIDE_INDEX_KEY needs {SHORTEST_KEY} characters."),
        (not settings.base_url.startswith("https://"), "Set ALONGSIDE_BASE_URL to the public https address."),
        (not settings.hosts, "Set ALONGSIDE_HOSTS to the host names that the site answers to."),
        (settings.now is not None, "ALONGSIDE_NOW holds the clock still: take it away."),
        (
            (settings.instance / "clock").exists(),
            f"The clock is held by {settings.instance / 'clock'}: delete that file.",
        ),
        (settings.demo != "none", "Example data does not belong in production: set ALONGSIDE_DEMO to none."),
        (settings.debug, "Debugging shows secrets: take FLASK_DEBUG away."),
    )
    return [reason for is_unsafe, reason in checks if is_unsafe]


def _is_short(keys: str) -> bool:
    """Is any of several keys, parted by commas, too short to protect anybody?"""
    return any(len(key.strip()) < SHORTEST_KEY for key in keys.split(","))
