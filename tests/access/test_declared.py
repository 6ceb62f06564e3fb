"""Every route and method says which act it performs, the site does not start otherwise, and the page tells it all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.kernel.access import Relation
from app.kernel.roles import Appointment, Role
from app.web.access import UndeclaredRoute, acts, policy, routes
from config import Settings
from tests.conftest import run_command
from tools import access


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Flask]:
    """The site as wired; addresses need no database."""
    yield create_app(Settings(env="test", database_url=f"sqlite:///{tmp_path / 'none.sqlite'}", instance=tmp_path))


def test_sr_046_every_route_and_method_is_listed_with_its_act(site: Flask) -> None:
    listed = run_command(site, "policy", "routes")
    lines = {tuple(line.split()[:2]): line.split()[2] for line in listed.output.splitlines()}

    assert listed.exit_code == 0
    assert lines == {(route.method, route.path): route.act for route in routes(site)}
    assert {rule.rule for rule in site.url_map.iter_rules()} == {path for _method, path in lines}


def test_sr_046_a_route_without_an_act_is_named_and_the_exit_code_is_1(site: Flask) -> None:
    site.add_url_rule("/forgotten", "forgotten", lambda: "", methods=["POST"])
    listed = run_command(site, "policy", "routes")

    assert listed.exit_code == 1
    assert "POST   /forgotten" in listed.output and "NO KNOWN ACT" in listed.output


def test_sr_046_the_site_does_not_start_with_a_route_without_an_act(site: Flask) -> None:
    site.add_url_rule("/forgotten", "forgotten", lambda: "")

    with pytest.raises(UndeclaredRoute, match="forgotten"):
        acts(site)


def test_sr_046_starting_looks_at_every_route(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.web.access.ANYONE", frozenset({"page.read"}))

    with pytest.raises(UndeclaredRoute, match=r"signing\.sign_in"):
        create_app(Settings(env="test", database_url=f"sqlite:///{tmp_path / 'none.sqlite'}", instance=tmp_path))


def test_the_page_on_access_is_up_to_date() -> None:
    assert access.PAGE.read_text() == access.page(), "Run `make access`."


def test_the_page_on_access_has_words_for_every_role_relation_and_appointment() -> None:
    assert (set(access.ROLES), set(access.RELATIONS), set(access.APPOINTMENTS)) == (
        set(Role),
        set(Relation),
        set(Appointment),
    )


@pytest.mark.parametrize("act", policy().rules)
def test_the_page_on_access_tells_each_act(act: str) -> None:
    assert f"\n### {act}\n\nTo {policy().rule(act).says}.\n" in access.PAGE.read_text()
