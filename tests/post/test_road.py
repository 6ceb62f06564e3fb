"""The setting that leads to the mail server."""

import pytest

from app.post.rules.road import Road, Tls, read_road

SITE = "https://site.example"


@pytest.mark.parametrize(
    ("url", "road"),
    [
        (
            "smtp://user:pa%2Fss%40@mail.example",
            Road("mail.example", 587, Tls.START, "no-reply@site.example", "user", "pa/ss@"),
        ),
        ("smtp://mail.example:2525?tls=start", Road("mail.example", 2525, Tls.START, "no-reply@site.example")),
        ("smtps://mail.example/", Road("mail.example", 465, Tls.WHOLE, "no-reply@site.example")),
        ("smtp://localhost?tls=none", Road("localhost", 25, Tls.NONE, "no-reply@site.example")),
        ("smtps://mail.example?from=hello@post.example", Road("mail.example", 465, Tls.WHOLE, "hello@post.example")),
    ],
)
def test_reads_a_road(url: str, road: Road) -> None:
    assert read_road(url, SITE) == road


def test_a_site_without_an_address_of_its_own_writes_from_here() -> None:
    assert read_road("smtp://localhost?tls=none", "").sender == "no-reply@localhost"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mail.example:587", "begins with smtp://"),
        ("http://user:secret@mail.example", "begins with smtp://"),
        ("smtp://", "names no host"),
        ("smtp://user:se/cret@mail.example", "is no number|and in nothing else"),
        ("smtp://user:secret@mail.example:port", "is no number"),
        ("smtp://user:secret@mail.example?tls=none", "in the clear"),
        ("smtp://mail.example?tls=maybe", "tls is start or none"),
        ("smtps://mail.example?tls=none", "tls is start or none"),
        ("smtps://mail.example?starttls=1", "in nothing else"),
        ("smtps://mail.example?from=me", "no e-mail address"),
    ],
)
def test_says_what_is_wrong_without_repeating_it(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as refusal:
        read_road(url, SITE)

    assert "cret" not in str(refusal.value)


def test_a_password_is_not_shown_where_a_road_is_printed() -> None:
    assert "secret" not in repr(read_road("smtp://user:secret@mail.example", SITE))
