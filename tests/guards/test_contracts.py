"""Imports go only downward; each contract is broken on purpose, to prove that it can."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    order = [str(LINT), "--no-cache", "--no-logo", "--config", str(ROOT / ".importlinter"), *options]
    return subprocess.run(order, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The application's code, to be spoilt."""
    for source in (ROOT / "app").rglob("*.py"):
        target = tmp_path / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return tmp_path


def test_every_contract_is_kept() -> None:
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [
        ("features", "app/web/origin.py", "from app.places import models"),
        ("features", "app/directory/models.py", "from app.feeds import models"),
        ("features", "app/helpers/__init__.py", ""),
        ("walk", "app/linkage/referral/models.py", "from app.linkage import matching"),
        ("floors", "app/linkage/referral/helpers.py", ""),
        ("pure", "app/linkage/referral/rules/__init__.py", "from app.people import models"),
        ("no-web-below-views", "app/linkage/matching/queries.py", "from flask import request"),
        ("floors", "app/directory/models.py", "from app.directory import search"),
        ("floors", "app/directory/helpers.py", ""),
        ("floors", "app/places/utils/__init__.py", ""),
        ("pure", "app/kernel/errors.py", "import flask"),
        ("pure", "app/directory/rules/__init__.py", "from app.places import models"),
        ("pure", "app/feeds/sources/__init__.py", "import sqlalchemy"),
        ("pure", "app/calendars/build.py", "from app.web import request"),
        ("no-web-below-views", "app/directory/models.py", "from flask import request"),
        ("no-web-below-views", "app/places/models.py", "from app import db"),
        ("views", "app/feeds/models.py", "from app.site import views"),
        ("view-files", "app/feeds/models.py", "from app.demo.views import page"),
        ("plumbing-tables", "app/feeds/models.py", "from app.web import models"),
    ],
)
def test_a_contract_breaks_when_it_should(copy: Path, contract: str, file: str, line: str) -> None:
    spoilt = copy / file
    for made in (spoilt, copy / "app/demo/views/page.py", copy / "app/demo/views/__init__.py"):
        made.parent.mkdir(parents=True, exist_ok=True)
        made.touch()
    spoilt.write_text(f"{spoilt.read_text()}\n{line}\n")

    result = lint(copy, "--contract", contract)

    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout
    named = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert named in result.stdout


def test_a_rule_may_name_a_model_in_an_annotation(copy: Path) -> None:
    rule = copy / "app/directory/rules/__init__.py"
    rule.write_text("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.directory import models\n")

    assert lint(copy).returncode == 0


def test_every_feature_is_held_to_the_floors() -> None:
    plumbing = {"web", "kernel", "commands"}
    folders = [*(ROOT / "app").iterdir(), *(ROOT / "app" / "linkage").iterdir()]
    found = {folder for folder in folders if (folder / "__init__.py").exists()} - {ROOT / "app" / "linkage"}
    features = {".".join(folder.relative_to(ROOT / "app").parts) for folder in found} - plumbing

    text = (ROOT / ".importlinter").read_text()

    assert {feature for feature in features if f"    app.{feature}\n" not in text} == set()
