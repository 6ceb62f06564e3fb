"""What the site refuses to start with, and why."""

from datetime import UTC
from pathlib import Path

import pytest

from config import EMBEDDED_DATABASE, SAMPLE_KEY, Settings, UnsafeSettings, check, from_environment

SAFE = {
    "ALONGSIDE_ENV": "production",
    "ALONGSIDE_SECRET_KEY": "s" * 43,
    "ALONGSIDE_FIELD_KEYS": "f" * 44,
    "ALONGSIDE_INDEX_KEY": "i" * 44,
    "ALONGSIDE_BASE_URL": "https://alongside.example",
    "ALONGSIDE_HOSTS": "alongside.example, www.alongside.example",
}


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Settings of these tests know nothing of the instance that a developer runs here."""
    monkeypatch.setattr("config.ROOT", tmp_path)
    return tmp_path / "instance"


def test_production_starts_with_everything_it_needs() -> None:
    settings = from_environment(SAFE)

    assert settings.is_production
    assert settings.hosts == ("alongside.example", "www.alongside.example")
    assert settings.demo == "none"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ALONGSIDE_SECRET_KEY": ""}, "ALONGSIDE_SECRET_KEY"),
        ({"ALONGSIDE_SECRET_KEY": SAMPLE_KEY}, "ALONGSIDE_SECRET_KEY"),
        ({"ALONGSIDE_SECRET_KEY": "short"}, "ALONGSIDE_SECRET_KEY"),
        ({"ALONGSIDE_FIELD_KEYS": ""}, "ALONGSIDE_FIELD_KEYS"),
        ({"ALONGSIDE_INDEX_KEY": ""}, "ALONGSIDE_INDEX_KEY"),
        ({"ALONGSIDE_BASE_URL": ""}, "ALONGSIDE_BASE_URL"),
        ({"ALONGSIDE_BASE_URL": "http://alongside.example"}, "ALONGSIDE_BASE_URL"),
        ({"ALONGSIDE_HOSTS": " , "}, "ALONGSIDE_HOSTS"),
        ({"ALONGSIDE_NOW": "2026-12-21T18:00"}, "ALONGSIDE_NOW"),
        ({"ALONGSIDE_DEMO": "rolling"}, "ALONGSIDE_DEMO"),
        ({"ALONGSIDE_DEMO": "as-dated"}, "ALONGSIDE_DEMO"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
    ],
)
def test_production_says_why_it_will_not_start(change: dict[str, str], reason: str) -> None:
    with pytest.raises(UnsafeSettings, match=reason):
        from_environment(SAFE | change)


def test_production_does_not_start_with_a_clock_that_a_trial_left_behind(own_folder: Path) -> None:
    own_folder.mkdir()
    (own_folder / "clock").write_text("2026-12-21T18:00+00:00")

    with pytest.raises(UnsafeSettings, match="clock is held"):
        from_environment(SAFE)


def test_every_reason_is_named_at_once() -> None:
    with pytest.raises(UnsafeSettings) as refusal:
        from_environment({"ALONGSIDE_ENV": "production", "ALONGSIDE_NOW": "2026-12-21", "FLASK_DEBUG": "1"})

    for name in ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "BASE_URL", "HOSTS", "NOW", "FLASK_DEBUG"):
        assert name in str(refusal.value)


def test_a_refusal_never_repeats_a_key() -> None:
    with pytest.raises(UnsafeSettings) as refusal:
        from_environment(SAFE | {"ALONGSIDE_SECRET_KEY": "too-short-secret"})

    assert "too-short-secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ALONGSIDE_ENV": "live"}, "ALONGSIDE_ENV is 'live'"),
        ({"ALONGSIDE_DEMO": "yes"}, "ALONGSIDE_DEMO is 'yes'"),
        ({"ALONGSIDE_NOW": "next Tuesday"}, "write it like 2026-12-21T18:00"),
    ],
)
def test_nonsense_is_refused_everywhere(change: dict[str, str], reason: str) -> None:
    with pytest.raises(UnsafeSettings, match=reason):
        from_environment(change)


def test_development_needs_nothing_and_shows_the_example_world() -> None:
    settings = from_environment({})

    assert (settings.env, settings.demo, settings.database_url) == ("development", "rolling", EMBEDDED_DATABASE)


def test_an_empty_variable_counts_as_missing() -> None:
    assert from_environment({"ALONGSIDE_DATABASE_URL": "  ", "ALONGSIDE_DEMO": ""}).database_url == EMBEDDED_DATABASE


@pytest.mark.parametrize(
    ("text", "hour"), [("2026-12-21T18:00", 18), ("2026-07-01T18:00", 17), ("2026-07-01T18:00+00:00", 18)]
)
def test_a_held_moment_without_an_offset_is_london_time(text: str, hour: int) -> None:
    held = from_environment({"ALONGSIDE_NOW": text}).now

    assert held is not None
    assert held.astimezone(UTC).hour == hour


def test_defaults_of_the_class_do_not_pass_as_production() -> None:
    with pytest.raises(UnsafeSettings):
        check(Settings(env="production"))
