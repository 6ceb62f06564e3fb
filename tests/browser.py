"""A strict browser for tests: whatever page it opens must be sound, whatever the test is about."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from app import db
from app.kernel.clock import running
from app.people.actions.sessions import begin, hashed
from app.people.models import Person, SignedIn
from app.people.models.entry import Level
from app.web.request import SETTINGS
from app.web.visits import COOKIE
from tests.soundness import check_page

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE)\b", re.IGNORECASE)
ALLOWED = re.compile(r"(INSERT INTO audit_event|UPDATE signed_in SET seen_at)", re.IGNORECASE)
"""What looking at a page may leave behind: the record of who looked, and when somebody was last here."""
UNSEEN = ("script", "style", "template", "head")


class Page:
    """What came back. For an HTML page `tree` is its root element; for anything else it is None."""

    def __init__(self, answer: TestResponse) -> None:
        self.answer = answer
        self.status = answer.status_code
        self.headers: Headers = answer.headers
        self.source = answer.get_data(as_text=True) if answer.mimetype != "image/png" else ""
        self.tree: Element | None = None
        if answer.mimetype == "text/html" and self.source:
            self.tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(self.source)

    @property
    def json(self) -> Any:
        """The answer, read as JSON."""
        return self.answer.get_json()

    @property
    def heading(self) -> str:
        """The words of the one h1."""
        return words(self.all("h1")[0])

    @property
    def text(self) -> str:
        """Everything that a person can read, on one line."""
        return words(self.all("body")[0])

    @property
    def location(self) -> str:
        """Where a redirect leads: path and query."""
        address = urlsplit(self.headers["Location"])
        return address.path + (f"?{address.query}" if address.query else "")

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element of a kind whose attributes have these values (`class_` for class: one of the words)."""
        assert self.tree is not None, f"No page to look at: {self.headers.get('Content-Type')}"
        return [found for found in self.tree.iter(tag) if _fits(found, attributes)]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only element that fits."""
        (found,) = self.all(tag, **attributes)
        return found

    def links(self) -> dict[str, str]:
        """Words of each link to where it leads; of several with the same words the first."""
        pairs = [(words(link), link.get("href", "")) for link in self.all("a")]
        return dict(reversed(pairs))


class Browser:
    """Opens pages of one application. It sends no Referer and follows a redirect only if told to. It keeps one cookie:
    that of somebody who is signed in; a cookie that anybody else is given fails the test."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client(use_cookies=False)
        self.written: list[str] = []
        self.token = ""
        event.listen(app.extensions[db.KEY], "before_cursor_execute", self._watch)

    def get(self, path: str, follow: bool = False, **options: Any) -> Page:
        """Open an address. A page that is unsound, or that writes to the database, fails the test."""
        self.written.clear()
        options["headers"] = self._cookie() | options.pop("headers", {})
        page = self._opened(self.client.get(path, follow_redirects=follow, **options))
        assert not self.written, f"GET {path} wrote to the database: {self.written[0]}"
        return page

    def sign_in(self, person: Person, level: Level = Level.FULL) -> Browser:
        """Carry the cookie of a new session of this person, who has just shown that it is them."""
        with Session(db.writing(self.app.extensions[db.KEY])) as session:
            _row, self.token = begin(session, session.get_one(Person, person.id), running(), label="Test", level=level)
            session.commit()
        return self

    def sign_out(self) -> None:
        """Forget the cookie; the session lives on."""
        self.token = ""

    @property
    def csrf(self) -> str:
        """What a form of whoever is signed in carries."""
        if not self.token:
            return ""
        key = self.app.extensions[SETTINGS].secret_key.encode()
        with Session(self.app.extensions[db.KEY]) as session:
            here = session.scalar(select(SignedIn.id).where(SignedIn.token_hash == hashed(self.token)))
        return hmac.new(key, f"form\n{here}".encode(), hashlib.sha256).hexdigest()

    def post(self, path: str, form: dict[str, Any] | None = None, follow: bool = False, **options: Any) -> Page:
        """Send a form as a page of our own would."""
        headers = {"Sec-Fetch-Site": "same-origin"} | self._cookie() | options.pop("headers", {})
        if "json" in options:
            return self._opened(self.client.post(path, headers={"X-CSRF-Token": self.csrf} | headers, **options))
        sent = {"csrf_token": self.csrf} | (form or {}) if self.token else (form or {})
        answer = self.client.post(path, data=sent, headers=headers, follow_redirects=follow, **options)
        return self._opened(answer)

    def click(self, page: Page, link: str) -> Page:
        """Follow a link by its words."""
        return self.get(page.links()[link], follow=True)

    def _opened(self, answer: TestResponse) -> Page:
        self._keep(answer)
        page = Page(answer)
        if page.tree is not None:
            check_page(page.tree)
        return page

    def _cookie(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self.token}"} if self.token else {}

    def _keep(self, answer: TestResponse) -> None:
        """The session's cookie is given to those who sign in, and by a post only."""
        for given in answer.headers.getlist("Set-Cookie"):
            name, _is, value = given.partition(";")[0].partition("=")
            assert name == COOKIE and answer.request.method == "POST", f"A cookie was set: {name}"
            self.token = value

    def _watch(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if WRITES.match(statement) and not ALLOWED.search(statement):
            self.written.append(statement)


def words(element: Element) -> str:
    """The readable words of an element, on one line."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    if element.tag not in UNSEEN:
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""


def _fits(element: Element, attributes: dict[str, str]) -> bool:
    for name, value in attributes.items():
        if name == "class_":
            if value not in element.get("class", "").split():
                return False
        elif element.get(name.rstrip("_").replace("_", "-")) != value:
            return False
    return True
