"""Everything that leaves, read where it arrives: no word of it tells what the site is about (SR-020, SR-021), and each
message that nobody asked for this minute says how to stop such messages (SR-029)."""

import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.notices.rules.reach import URGENT
from app.post.actions.dev_box import DevBox
from app.post.rules import gsm
from app.post.rules.wording import KINDS, ONLY_MAIL
from tests.post.conftest import MailServer
from tests.post.letters import ADDRESS, NUMBER, outgoing, values_of, words_of
from tests.post.test_words import STOP, told

OUR_NAMES = re.compile(r"@site\.example|https?://\S+|localhost")


def stop_of(kind: str) -> str:
    return "" if kind in URGENT else STOP


@pytest.mark.parametrize("kind", KINDS)
def test_sr_021_an_e_mail_that_arrives_tells_nothing_in_any_of_its_lines(kind: str, mail_server: MailServer) -> None:
    mail_server.road.carry(outgoing(kind=kind, values=words_of(kind), stop=stop_of(kind)))

    ((recipients, mail),) = mail_server.mails
    lines = [f"{name}: {value}" for name, value in mail.items() if name != "To" and not name.startswith("X-")]
    said = OUR_NAMES.sub(" ", "\n".join([*lines, mail.get_content()]))
    assert recipients == [ADDRESS]
    assert told(said) == []
    assert "Monday at the Mill" not in said


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - ONLY_MAIL))
def test_sr_021_a_text_that_arrives_tells_nothing_and_is_one_text(kind: str, tmp_path: Path) -> None:
    box = DevBox(tmp_path)
    box.carry(outgoing(kind=kind, channel="text", to=NUMBER, values=values_of(kind), stop=stop_of(kind)))

    (kept,) = box.kept()
    assert gsm.fits(kept.words), kept.words
    assert told(OUR_NAMES.sub(" ", kept.words)) == []
    assert (STOP in kept.words) == (kind not in URGENT)


def unsubscribing(mail: EmailMessage) -> tuple[str | None, str | None]:
    return mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]


def test_sr_029_a_mail_program_can_stop_it_with_its_own_button(mail_server: MailServer) -> None:
    mail_server.road.carry(outgoing(kind="reach_check", values=values_of("reach_check"), stop=STOP))
    mail_server.road.carry(outgoing())

    (_to, asked_for), (_again, code) = mail_server.mails
    assert unsubscribing(asked_for) == (f"<{STOP}>", "List-Unsubscribe=One-Click")
    assert STOP in asked_for.get_content()
    assert unsubscribing(code) == (None, None)
