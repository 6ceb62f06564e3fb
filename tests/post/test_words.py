"""What messages say, and what they never say (SR-021)."""

import re
from pathlib import Path
from string import Formatter

import pytest

from app.notices.rules.reach import URGENT
from app.post.rules import CannotSend, check_message, gsm
from app.post.rules.telling import tells
from app.post.rules.wording import DISCREET, FOLDER, FOUND_LATE, INSIDE, KINDS, ONLY_MAIL, SENDER, as_mail, as_text
from tests.post.letters import ADDRESS, LATER, LINK, NUMBER, VALUES, message, values_of, words_of

OURS = re.compile(r"meetings?|groups?|recovery|companion|support|referr\w+|linkage|stage|sponsor|nia|cal|sam|oz", re.I)
FILES = sorted(FOLDER.glob("*.txt"))
LONGEST_LINK = "https://" + "x" * 82
OWN_HOST = "https://messages.calder.example"
STOP = f"{OWN_HOST}/stop/{'a' * 24}"


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
    wanted = {f"{kind}{end}" for kind in KINDS for end in (".txt", ".text.txt")}
    wanted -= {f"{kind}.text.txt" for kind in ONLY_MAIL}
    wanted |= {f"{kind}.inside.txt" for kind in INSIDE}
    allowed = {f"{kind}.plain{end}" for kind in INSIDE for end in (".txt", ".text.txt")}

    assert wanted - {file.name for file in FILES} == set()
    assert {file.name for file in FILES} - wanted - allowed == set()


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - FOUND_LATE))
def test_words_ask_for_nothing_that_a_message_does_not_have(kind: str) -> None:
    used = {file.name.removeprefix(kind): names_in(file) for file in FILES if file.name.startswith(f"{kind}.")}

    assert set().union(*used.values()) == KINDS[kind]
    assert used[".txt"] == KINDS[kind] & DISCREET
    assert used.get(".text.txt", set()) <= DISCREET


def names_in(file: Path) -> set[str]:
    """The values that some words ask for."""
    return {name for _, name, _, _ in Formatter().parse(file.read_text()) if name}


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - URGENT - ONLY_MAIL))
@pytest.mark.parametrize("is_plain", [False, True])
def test_words_with_a_way_to_stop_still_fit_into_one_text(kind: str, is_plain: bool) -> None:
    """SR-029."""
    values = values_of(kind) | {"link": f"{OWN_HOST}/account/reach"}
    words = as_text(kind, values, stop=STOP, is_plain=is_plain)

    assert gsm.fits(words), gsm.length(words)
    assert words.endswith(f"Stop: {STOP}")
    assert str(values["link"]) in words


def test_plain_words_are_those_of_whoever_chose_them_and_fall_back_where_they_would_not_fit() -> None:
    assert "Monday at the Mill" in as_text("confirm_due", values_of("confirm_due"), is_plain=True)
    for name in ("Ψ" * 100, "Café “Neu”"):
        discreet = as_text("confirm_due", values_of("confirm_due") | {"name": name}, is_plain=True)
        assert discreet == as_text("confirm_due", values_of("confirm_due"))


def test_where_there_is_no_room_for_both_links_the_way_to_stop_stays() -> None:
    words = as_text("confirm_due", values_of("confirm_due") | {"link": LONGEST_LINK}, stop=STOP)

    assert words == f"Something is waiting for you. Stop: {STOP}"
    assert told(words) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_e_mail_has_a_short_subject_without_any_value(kind: str) -> None:
    subject, body = as_mail(kind, words_of(kind))

    assert 0 < len(subject) <= 40
    assert not any(str(value) in subject for value in VALUES.values())
    assert body.endswith(".\n") or body.endswith(f"{LINK}\n")
    assert "{" not in subject + body


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - ONLY_MAIL))
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
        ({"kind": "digest", "channel": "text", "to": NUMBER, "values": values_of("digest")}, "by e-mail alone"),
        ({"channel": "push"}, "A code does not go to a phone"),
        ({"kind": "confirm_due", "channel": "push", "values": values_of("confirm_due")}, "not an address"),
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


def test_a_message_for_a_person_may_go_to_a_phone_of_theirs() -> None:
    check_message(
        message(kind="confirm_due", channel="push", to="", values=values_of("confirm_due"), person_id="a" * 32)
    )
