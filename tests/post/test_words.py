"""What messages say, and what they never say (SR-021)."""

import re
from pathlib import Path
from string import Formatter

import pytest

from app.calendars.rules.discreet import tells
from app.post.rules import CannotSend, check_message, gsm
from app.post.rules.wording import FOLDER, KINDS, SENDER, as_mail, as_text
from tests.post.letters import ADDRESS, LATER, LINK, NUMBER, VALUES, message, values_of

OURS = re.compile(r"meetings?|groups?|recovery|companion|support|referr\w+|linkage|stage|sponsor|nia|cal|sam|oz", re.I)
FILES = sorted(FOLDER.glob("*.txt"))
LONGEST_LINK = "https://" + "x" * 82


def told(text: str) -> list[str]:
    """The words that would tell somebody what the site is about."""
    return [word for word in re.findall(r"[\w-]+", text) if tells(word) or OURS.fullmatch(word)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_message_tells_what_the_site_is_about(file: Path) -> None:
    words = file.read_text()

    assert told(words) == []
    assert not tells(words)


@pytest.mark.parametrize("word", ["recovery", "NA", "AA", "drug", "Alcohol", "meeting", "Nia", "champion"])
def test_the_list_of_words_sees_each(word: str) -> None:
    assert told(f"Your {word} is on Monday.")


def test_the_sender_is_neutral() -> None:
    assert told(SENDER) == []


def test_every_kind_has_words_for_both_roads_and_no_words_are_left_over() -> None:
    assert {file.name for file in FILES} == {f"{kind}{end}" for kind in KINDS for end in (".txt", ".text.txt")}


@pytest.mark.parametrize("kind", KINDS)
def test_words_ask_for_nothing_that_a_message_does_not_have(kind: str) -> None:
    mail, text = ((FOLDER / f"{kind}{end}").read_text() for end in (".txt", ".text.txt"))
    used = [{name for _, name, _, _ in Formatter().parse(words) if name} for words in (mail, text)]

    assert used[0] == KINDS[kind]
    assert used[1] <= KINDS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_an_e_mail_has_a_short_subject_without_any_value(kind: str) -> None:
    subject, body = as_mail(kind, values_of(kind))

    assert 0 < len(subject) <= 40
    assert not any(str(value) in subject for value in VALUES.values())
    assert body.endswith(".\n") or body.endswith(f"{LINK}\n")
    assert "{" not in subject + body


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_fits_into_one_with_a_long_link_and_asks_for_one_thing(kind: str) -> None:
    words = as_text(kind, values_of(kind) | ({"link": LONGEST_LINK} if "link" in KINDS[kind] else {}))

    assert gsm.fits(words), gsm.length(words)
    assert words.count("https://") <= 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "newsletter"}, "no words for a message of kind “newsletter”"),
        ({"channel": "pigeon"}, "no road called “pigeon”"),
        ({"values": {"code": "402913"}}, "does not have the values"),
        ({"values": values_of("sign_in_code") | {"days": 7}}, "does not have the values"),
        ({"values": values_of("sign_in_code") | {"code": "1\r\nBcc: oz@mail.example"}}, "on one line"),
        ({"values": values_of("sign_in_code") | {"code": "1\u2028"}}, "on one line"),
        ({"values": values_of("sign_in_code") | {"link": "javascript:go()"}}, "no web address"),
        ({"key": ""}, "needs a key"),
        ({"key": "code\n1"}, "needs a key"),
        ({"key": f"sign_in_code:{ADDRESS}"}, "holds no contact"),
        ({"channel": "text", "to": NUMBER, "values": values_of("sign_in_code") | {"code": "“402913”"}}, "fit"),
        ({"channel": "text", "to": NUMBER, "values": values_of("sign_in_code") | {"link": LINK * 2}}, "fit"),
    ],
)
def test_says_why_a_message_cannot_be_sent(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(CannotSend, match=sentence) as refusal:
        check_message(message(**changes))

    assert ADDRESS not in str(refusal.value)


@pytest.mark.parametrize(
    ("channel", "to"),
    [
        ("email", ""),
        ("email", "nia"),
        ("email", "Nia@mail.example"),
        ("email", "nia@mail.example, oz@mail.example"),
        ("email", "nia@mail.example;oz@mail.example"),
        ("email", "nia@mail.example oz@mail.example"),
        ("email", "Nia <nia@mail.example>"),
        ("email", "nia@mail.example\r\nBcc: oz@mail.example"),
        ("email", "nia\x00@mail.example"),
        ("text", "07700900123"),
        ("text", "+447700900123,+447700900456"),
        ("text", "+447700900123\n"),
        ("text", "+٤٤٧٧٠٠٩٠٠١٢٣"),
        ("text", ADDRESS),
    ],
)
def test_a_message_has_one_recipient_and_never_a_list(channel: str, to: str) -> None:
    with pytest.raises(CannotSend, match="not an address that we can write to"):
        check_message(message(channel=channel, to=to))


def test_a_message_shows_neither_recipient_nor_values_where_it_is_printed() -> None:
    shown = repr(message(ends_at=LATER))

    assert ADDRESS not in shown
    assert "402913" not in shown
