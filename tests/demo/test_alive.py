"""The example world is alive: whoever signs in finds something true on every page that they can go to from their first
one. What a template says where a list is empty is read out of the templates, so no list is forgotten here."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from sqlite3 import connect

import pytest
from flask import Flask
from jinja2 import Environment, nodes
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app, db
from app.people.models import Person
from app.web.access import ACT, policy
from app.web.visits import COOKIE
from config import Settings
from tests.conftest import MONDAY_EVENING, run_command
from tools.pages import token_of

WHO = ("Nia", "Fay", "Cal", "Lin", "Cora", "Ines", "Priya", "Gus", "Rae", "Tam")
"""One or more of every role and duty of the first organisation, as the README says; and who is being asked after."""
MAY_BE_EMPTY = {
    "There is nobody on your list.": "whom somebody does not want to meet is nobody's example",
    "Nobody has.": "only records of those who are looked after are looked at",
    "You have asked for nobody yet.": "whoever may refer somebody need not have",
    "No champion can be asked as things are. You can offer them another date or an online meeting, or go with them "
    "yourself.": "so it is for one of the requests, and its page says what is possible instead",
    "No meeting was chosen yet. Look for one here.": "some ask for help with choosing",
    "There is nothing to claim for now. It can be done for 90 days after a meeting.": "what can be claimed is claimed",
    "Nobody has complained.": "nor has anybody",
    "None has been written down.": "no accident with data",
    "We keep that you agreed and that you took it back, so that we can show it.": "nobody has two requests that go on",
    "Nothing yet.": "a concern and a walk that nothing had to be done about",
    "No report waits.": "a report on a group goes to that group first",
    "Nothing waits. Everything that was due has left.": "so it is to be",
    "Nothing is waiting for you. What we have to tell you stands here, for 90 days.": "who only watches hears little",
}  # fmt: skip
"""With why."""
TOLD = ("Nia", "Fay", "Cal", "Lin", "Cora", "Ines", "Priya")
"""Who has something in the inbox once the jobs of the first minute are done."""
JOBS = ("timers", "walks", "check-ups", "plan", "post")
LINK = re.compile(r'href="(/[^"#]*)"')
DEEP = 4


@pytest.fixture
def first_minute(calderdale: Flask, tmp_path: Path) -> Iterator[Flask]:
    """A copy of the example world, whose jobs have run once."""
    yield from copied(calderdale, tmp_path, JOBS)


def copied(calderdale: Flask, tmp_path: Path, jobs: tuple[str, ...]) -> Iterator[Flask]:
    """A copy of the example world, and what these jobs made of it."""
    with connect(calderdale.extensions[db.KEY].url.database) as kept, connect(tmp_path / "world.sqlite") as copied:
        kept.backup(copied)
    url = f"sqlite:///{tmp_path / 'world.sqlite'}"
    site = create_app(Settings(env="test", database_url=url, now=MONDAY_EVENING, demo="as-dated", instance=tmp_path))
    assert [run_command(site, "job", name).exit_code for name in jobs] == [0] * len(jobs)
    yield site
    site.extensions[db.KEY].dispose()


@pytest.mark.parametrize("calderdale", ["sqlite"], indirect=True)
def test_no_list_is_empty_for_anybody_of_the_example_world(first_minute: Flask) -> None:
    sentences = set(empty_sentences(first_minute))
    assert len(sentences) > 25

    found, inboxes = {}, set()
    for name, path, text in pages(first_minute):
        found |= {f"{name} {path}": said for said in sentences - set(MAY_BE_EMPTY) if said in text}
        if path == "/inbox" and 'class="panel' in text:
            inboxes.add(name)
    assert found == {}
    assert inboxes >= set(TOLD)


def pages(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Who sees which page, and its words: all that can be reached from their first page in a few steps, one of each
    sort (one request, one champion)."""
    with Session(app.extensions[db.KEY]) as session:
        people = {each.name: each.id for each in session.scalars(select(Person).where(Person.is_example))}
    for name in WHO:
        client = app.test_client()
        client.set_cookie(COOKIE, token_of(app, people[name]))
        seen, ways = {"for anybody"}, ["/today"]
        for _step in range(DEEP):
            following: list[str] = []
            for path in ways:
                sort = _sort(app, path)
                if sort not in seen:
                    text = unescape(client.get(path).get_data(as_text=True))
                    yield name, path, text
                    following += LINK.findall(text)
                    seen.add(sort)
            ways = following


def _sort(app: Flask, path: str) -> str:
    """What answers there; one word for all that anybody may read, which is looked at elsewhere."""
    endpoint, _blanks = app.url_map.bind("localhost").match(path.partition("?")[0])
    act = getattr(app.view_functions[endpoint], ACT, "")
    return str(endpoint) if act in policy().rules else "for anybody"


def empty_sentences(app: Flask) -> Iterator[str]:
    """What stands in place of a list that is empty: after the loop's own “else”, or that of a question whether there is
    anything to loop over, or where there is not."""
    for name in app.jinja_env.list_templates(["html"]):
        if app.jinja_env.loader:
            tree = Environment(extensions=["jinja2.ext.i18n"]).parse(
                app.jinja_env.loader.get_source(app.jinja_env, name)[0]
            )
            loops = list(tree.find_all(nodes.For))
            for loop in loops:
                yield from _sentences(loop.else_)
            for asked in tree.find_all(nodes.If):
                if any(each.iter == asked.test for each in loops):
                    yield from _sentences(asked.else_)
                if isinstance(asked.test, nodes.Not) and any(each.iter == asked.test.node for each in loops):
                    yield from _sentences(asked.body)


def _sentences(parts: list[nodes.Node]) -> Iterator[str]:
    for part in parts:
        for call in part.find_all(nodes.Call):
            said = call.args[0] if isinstance(call.node, nodes.Name) and call.node.name == "_" else None
            if isinstance(said, nodes.Const) and str(said.value).endswith("."):
                yield str(said.value)
