"""What is slow to load comes in when nobody waits for it."""

import pytest
from sqlalchemy.orm import Session

from app.linkage.standing.views import board
from tests.browser import Browser
from tests.linkage.cast import cora, person


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_solver_comes_in_once_the_list_of_requests_has_been_sent_to_a_coordinator(
    browser: Browser, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[str] = []
    monkeypatch.setattr(board, "come_in", lambda: came.append("in"))

    browser.sign_in(person(session, "Nia")).get("/requests", buffered=True)
    assert came == []
    browser.sign_in(cora(session)).get("/requests", buffered=True)
    assert came == ["in"]
