"""Suspended in the middle of things: the next click meets the door, and what was typed is not lost (SR-041)."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import carry
from tests.journeys.people import Site, two_phones

pytestmark = pytest.mark.browser

TYPED = "Cal from the canal"


@pytest.mark.parametrize(("name", "coordinator", "script"), [("Cal", "Cora", True), ("Cass", "Kit", False)])
def test_sr_041_the_next_click_after_being_suspended_meets_the_door_and_gives_back_what_was_typed(
    theirs: Site, chromium: Browser, name: str, coordinator: str, script: bool
) -> None:
    with two_phones(chromium, theirs, java_script_enabled=script) as (mine, hers):
        carry(mine, theirs.address, theirs.token(name))
        mine.goto("/account")
        mine.get_by_label("Name to use").fill(TYPED)

        carry(hers, theirs.address, theirs.token(coordinator))
        hers.goto("/organisations")
        hers.get_by_role("list").get_by_role("link").first.click()
        hers.get_by_role("link", name=f"Change the role of {name}").click()
        hers.get_by_role("link", name="Suspend").click()
        hers.get_by_role("button", name=f"Suspend {name}").click()
        hers.get_by_text("Changed.").wait_for()

        mine.get_by_role("button", name="Save the name").click()
        mine.get_by_role("heading", name="You were signed out").wait_for()
        expect(mine.get_by_text(TYPED, exact=True)).to_be_visible()
        assert "csrf" not in mine.locator("main").inner_html()
        mine.go_back()
        mine.reload()
        assert mine.url == f"{theirs.address}/sign-in?next=/account"
        hers.get_by_role("button", name="Bring back").click()
        hers.get_by_text("Changed.").wait_for()
        mine.goto("/account")
        assert mine.url == f"{theirs.address}/sign-in?next=/account"
