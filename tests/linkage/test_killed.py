"""A process that is killed while somebody says yes, steps back or stops leaves it undone or done, and never half."""

import subprocess
import sys

from sqlalchemy import Engine

from config import ROOT

FEWEST = 12
"""Writes of each of these acts, at the least."""


def test_killed_before_any_write_of_a_yes_a_step_back_or_a_stop_nothing_is_half_done(database: Engine) -> None:
    url = database.url.render_as_string(hide_password=False)

    done = subprocess.run(
        [sys.executable, "-m", "tests.linkage.killed", url],
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    killed = list(map(int, done.stdout.split()))
    assert len(killed) == 3 and min(killed) >= FEWEST, killed
