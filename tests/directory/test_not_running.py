"""What does not run offers nothing that would send a person there."""

import pytest
from flask import Flask

from tests.browser import Browser

INVITATIONS = ("Just turn up", "Directions", "Add to my calendar", "Show how to join")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/meetings/morning-meditation-halifax-ended", "This has ended."),
        ("/meetings/elland-thursday", "Not running for now."),
    ],
)
def test_what_does_not_run_says_so_and_invites_nobody(calderdale: Flask, path: str, said: str) -> None:
    page = Browser(calderdale).get(path)

    assert said in page.text
    assert not [words for words in INVITATIONS if words in page.text]


def test_what_runs_invites(calderdale: Flask) -> None:
    page = Browser(calderdale).get("/meetings/clean-slate-halifax")

    assert all(words in page.text for words in INVITATIONS[:3])


def test_a_paper_list_names_what_is_not_on(calderdale: Flask) -> None:
    page = Browser(calderdale).get("/near/hebden-bridge?when=week&miles=25&print=a4")

    assert "is not on." in page.text
