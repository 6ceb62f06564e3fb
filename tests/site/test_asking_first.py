"""Nobody has to look for it: company is offered wherever somebody looks for a meeting."""

import pytest
from flask import Flask

from tests.browser import Browser, words

ASK = "Ask someone to go with me"


@pytest.mark.parametrize("path", ["/", "/first-meeting", "/near/halifax", "/meetings/clean-slate-halifax"])
def test_company_is_offered_on_the_page_and_in_the_bar(calderdale: Flask, path: str) -> None:
    links = [(words(each), each.get("href", "")) for each in Browser(calderdale).get(path).all("a")]

    assert [href for said, href in links if said == ASK and href.partition("?")[0] == "/ask"]
    assert ("Someone with me", "/ask") in links
