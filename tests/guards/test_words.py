"""The template for translators holds every sentence there is, and is the same wherever it is made."""

import pytest

from tools import words


def test_the_template_for_translators_is_up_to_date() -> None:
    made = words.written(words.catalogue())

    assert words.TEMPLATE.read_bytes() == made, "Run `make words`, and commit translations/messages.pot."


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Skip to the page", "templates/base.html"),
        ("About %(site_name)s", "templates/site/about.html"),
        (("{count} mile", "{count} miles"), "app/directory/rules/words.py"),
        ("Monday", "app/kernel/words.py"),
        ("For anyone who wants to stop drinking.", "app/directory/data/routes.csv"),
        ("It is free. A pot may go round. You need not give.", "app/directory/data/what-happens.toml"),
        ("Call 116 123", "app/site/data/help.toml"),
    ],
)
def test_sentences_are_found_wherever_they_are_written(sentence: str | tuple[str, str], place: str) -> None:
    found = [each for each in words.catalogue() if each.id == sentence]

    assert [path for each in found for path, _line in each.locations if path == place]
