"""Web addresses typed into forms of care: refused with a sentence, or shown with the host that they lead to."""

from typing import Any

import pytest

from tests.access.conftest import Site
from tests.access.hostile import encoded, trial
from tests.access.replay import undone
from tests.access.typing import PUBLIC
from tests.browser import Page

NO_ADDRESS = ("javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a b.example", "https://ex\tample.org",
              "https://example.org@evil.example", "https://example.org/\u202egpj", "https:\\\\evil.example",
              "https://127.0.0.1/")  # fmt: skip
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.mark.parametrize("typed", NO_ADDRESS)
def test_sr_061_what_is_no_web_address_is_refused_or_leads_nowhere(site: Site, typed: str) -> None:
    answer, page = saved(site, {"website": typed})

    goals = [link.get("href", "") for link in page.all("a")]
    is_refused = answer.status == 400 and "Start the web address with https://" in answer.text
    assert is_refused or "\u202e" in typed
    assert [goal for goal in goals if "evil" in goal or "alert" in goal or "\u202e" in goal] == []


def test_sr_061_letters_that_look_alike_are_shown_as_what_they_are(site: Site) -> None:
    _answer, page = saved(site, {"website": "https://аррӏе.com/x"})

    link = page.one("a", href="https://xn--80ak6aa92e.com/x")
    assert link.text == "https://xn--80ak6aa92e.com/x"
    assert link.get("rel") == "noreferrer"


@pytest.mark.parametrize("typed", [*NO_ADDRESS[:3], "https://example.org@evil.example", "https://аррӏе.com/x"])
@pytest.mark.parametrize("field", ["room", "cost", "booking", "children", "pets"])
def test_sr_061_a_fact_is_a_link_only_if_it_leads_where_it_reads(site: Site, field: str, typed: str) -> None:
    answer, page = saved(site, {field: typed})

    assert answer.status == 303 and typed in page.text
    assert [link for link in page.all("a") if typed in (link.get("href"), link.text)] == []


def saved(site: Site, typed: dict[str, Any]) -> tuple[Page, Page]:
    """What the form of words answers to that, and the page of the listing afterwards."""
    with trial(site, "care.save_words") as form, undone(form.connection):
        client, headers = form.case.client, dict(form.case.headers)
        body = encoded(dict(form.valid) | typed)
        answer = client.post(form.path, data=body, content_type="application/x-www-form-urlencoded", headers=headers)
        return Page(answer), Page(client.get(PUBLIC))
