"""Pages show only what leads somewhere: every link and button that an example person can reach is tried."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.demo.sources.drafts import records
from app.kernel.clock import running
from app.people.actions.sessions import begin
from app.people.models import Person
from app.web.access import ACT, ANYONE
from tests.access.replay import headers_of, held, undone
from tests.browser import Page

EXAMPLES = [record["name"] for record in records("people")]
MOST_ALIKE = 3
"""So many pages of one view are opened for one person: the hundredth listing is built as the first."""


@dataclass
class Visitor:
    """Somebody who tries everything that they are shown."""

    app: Flask
    connection: Connection
    headers: dict[str, str]
    seen: set[str] = field(default_factory=set)
    views: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    outside: set[str] = field(default_factory=set)

    def walk(self, start: str) -> None:
        """Follow every link from page to page, and press every button, which is taken back at once."""
        waiting = deque([start])
        while waiting:
            path = waiting.popleft()
            page = self.open(path)
            for goal in links(page, path):
                if self.is_new(goal, "GET"):
                    waiting.append(goal)
            for form in page.all("form", method="post") if page.tree is not None else ():
                self.press(form, path)

    def open(self, path: str) -> Page:
        """Open a page."""
        answer = self.app.test_client(use_cookies=False).get(path, headers=self.headers)
        self.faults += [f"{path}: {answer.status_code}"] if answer.status_code >= 400 else []
        return Page(answer)

    def press(self, form: Element, path: str) -> None:
        """Send a form as it stands. It may ask for more (400), but not refuse whoever was shown it."""
        action = form.get("action", path)
        if not self.is_new(f"{action} {sorted(filled(form).items())}", "POST"):
            return
        with undone(self.connection):
            client = self.app.test_client(use_cookies=False)
            status = client.post(action, data=filled(form), headers=self.headers).status_code
        self.faults += [f"{path}: the button for {action} gives {status}"] if status >= 400 and status != 400 else []

    def is_new(self, goal: str, method: str) -> bool:
        """Is this an address of a view for people who are signed in, and not one of many alike? That there is one at
        all is seen here; pages for anybody are kept for later."""
        try:
            endpoint = self.app.url_map.bind("localhost").match(urlsplit(goal.partition(" ")[0]).path, method)[0]
        except (HTTPException, RequestRedirect) as error:
            self.faults.append(f"{method} {goal}: {error}")
            return False
        act = getattr(self.app.view_functions[endpoint], ACT, "page.read")
        if act in ANYONE and method == "GET":
            self.outside.add(goal)
        is_new = act not in ANYONE and goal not in self.seen and self.views[endpoint] < MOST_ALIKE
        self.seen.add(goal)
        self.views[endpoint] += is_new
        return is_new


@pytest.mark.parametrize("calderdale", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_link_and_button_that_somebody_is_shown_leads_somewhere(calderdale: Flask, name: str) -> None:
    with held(calderdale) as connection:
        visitor = Visitor(calderdale, connection, signed_in(calderdale, connection, name))
        visitor.walk("/today")
    outside = {urlsplit(goal).path: calderdale.test_client().get(goal).status_code for goal in visitor.outside}

    assert visitor.faults == []
    assert {path: status for path, status in outside.items() if status >= 400} == {}
    assert visitor.views["account.account"] and visitor.views["consent.agreed"]


def signed_in(app: Flask, connection: Connection, name: str) -> dict[str, str]:
    """What a browser sends in which an example person is signed in."""
    with app.app_context(), Session(connection) as session:
        examples = session.scalars(select(Person).where(Person.is_example))
        person = next(each for each in examples if each.name == name)
        _row, token = begin(session, person, running(), label="Test")
        session.commit()
    return headers_of(app, token)


def links(page: Page, path: str) -> Iterator[str]:
    """Where links and forms that only look lead, on this site."""
    if page.tree is None:
        if "Location" in page.headers:
            yield page.location
        return
    for element, name in [
        *((each, "href") for each in page.all("a")),
        *((each, "action") for each in page.all("form")),
    ]:
        goal = element.get(name, "")
        if goal.startswith("?"):
            goal = f"{urlsplit(path).path}{goal}"
        if goal.startswith("/") and element.get("method", "get") == "get":
            yield goal.partition("#")[0]


def filled(form: Element) -> dict[str, str]:
    """What a form sends when its first button is pressed and nothing else is touched."""
    fields = {each.get("name", ""): each.get("value", "") for each in form.iter("input") if is_sent(each)}
    written = {each.get("name", ""): "".join(each.itertext()) for each in form.iter("textarea")}
    chosen = {each.get("name", ""): first_of(each) for each in form.iter("select")}
    button = next((each for each in form.iter("button")), None)
    pressed = {button.get("name", ""): button.get("value", "")} if button is not None else {}
    return {name: text for name, text in (fields | written | chosen | pressed).items() if name}


def first_of(select: Element) -> str:
    """The first choice of a list; what is chosen already where the first one is to choose nothing."""
    options = [option.get("value", "") for option in select.iter("option")]
    chosen = [option.get("value", "") for option in select.iter("option") if option.get("selected") is not None]
    return next(iter(options[:1] if options[:1] != [""] else chosen), "")


def is_sent(element: Element) -> bool:
    """Boxes and circles only when they are ticked."""
    return element.get("type") not in ("checkbox", "radio") or "checked" in element.attrib
