"""A sender that is killed at any moment loses nothing, repeats an e-mail under its own name only, and a text never."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.post.actions import put
from app.post.models import Letter
from config import ROOT
from tests.post.letters import NUMBER, PRESENT, message, values_of

KILLS = 50
MANY = 400


def test_sr_112_killed_fifty_times_nothing_is_lost_and_no_text_is_sent_twice(
    database: Engine, session: Session, tmp_path: Path
) -> None:
    far = PRESENT + timedelta(days=1)
    for number in range(MANY):
        text = {"channel": "text", "to": NUMBER} if number % 2 else {}
        asked = message(key=f"a:{number}", kind="sign_in_new", values=values_of("sign_in_new"), ends_at=far, **text)
        put(session, asked, PRESENT)
    session.commit()
    path, url = tmp_path / "carried", database.url.render_as_string(hide_password=False)
    path.touch()

    done = subprocess.run(
        [sys.executable, "-m", "tests.post.killed", url, str(path), str(KILLS)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert (done.stdout.strip(), done.returncode) == (str(KILLS), 0), done.stderr
    carried = Counter(path.read_text().split()[1::2])
    session.rollback()
    letters = session.scalars(select(Letter)).all()
    mails, texts = ([each for each in letters if each.channel == channel] for channel in ("email", "text"))
    assert [each.id for each in mails if not (each.sent_at and carried[each.id])] == []
    assert [each.id for each in texts if carried[each.id] > 1] == []
    assert [each.id for each in texts if not each.sent_at and each.trouble != "unknown"] == []
    assert [each.id for each in texts if each.sent_at and not carried[each.id]] == []
    assert sum(carried[each.id] > 1 for each in mails) + sum(each.trouble == "unknown" for each in texts) > 0
