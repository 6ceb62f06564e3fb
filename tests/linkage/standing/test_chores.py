"""Every task that staff are given has an act that ends it, and what nobody sees to is everybody's."""

import ast
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.accompaniment.actions import going
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.jobs import company
from app.linkage.referral.actions import handling, tasks, timers
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Task, Timer
from app.linkage.referral.queries.linkages import in_nobodys_hands
from app.linkage.referral.rules.handling import buttons
from app.linkage.referral.rules.states import TABLE, State
from app.linkage.referral.rules.tasks import OWN_ACT, WORDS, done_by_press
from app.linkage.standing.actions import chores
from app.post.models import Letter
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, cora, person
from tests.linkage.walks import NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

At = Callable[[str], datetime]
LINKAGE = Path(__file__).parents[3] / "app/linkage"


def kinds_in_code() -> set[str]:
    """The kinds of task that code gives, or that a timer of the table becomes."""
    found = {kind for step in TABLE.values() for kind in (*step.starts, *step.keeps)} - set(timers.WHEN_DUE)
    for path in LINKAGE.rglob("actions/*.py"):
        module = import_module(".".join(path.relative_to(LINKAGE.parents[1]).with_suffix("").parts))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "tasks.give":
                found |= set(_kinds(call.args[2], module))
    return found


def _kinds(given: ast.expr, module: object) -> Iterator[str]:
    if isinstance(given, ast.IfExp):
        yield from (*_kinds(given.body, module), *_kinds(given.orelse, module))
    elif isinstance(given, ast.Constant):
        yield str(given.value)
    elif isinstance(given, ast.Name) and given.id.isupper():
        yield str(getattr(module, given.id))


def test_every_kind_of_task_has_an_act_that_ends_it(app: Flask, two: Two) -> None:
    session, by_cora, linkage = two.session, by(cora(two.session)), two.linkage
    kinds = kinds_in_code() | set(WORDS)
    assert kinds == set(WORDS), "each is said in words of its own"
    assert len(kinds) > 40

    for kind in sorted(kinds):
        tasks.give(session, linkage, kind, NOON)
        assert done_by_press(kind, linkage.state)
        chores.done(session, by_cora, linkage, kind, NOON)
        assert kind not in two.tasks(), "it ends by a press where nothing is to be decided"
    session.rollback()
    decided = set[str]()
    for kind, state in OWN_ACT.items():
        if state is State.GOING:
            continue
        linkage.state = state
        for button in buttons(state, None, has_champion=True, may_lift=True):
            with session.begin_nested() as point:
                tasks.give(session, linkage, kind, NOON)
                with pytest.raises(chores.NotByPress):
                    chores.done(session, by_cora, linkage, kind, NOON)
                handling.press(session, by_cora, linkage, button.to, NOON, has_champion=True, may_lift=True)
                assert kind not in two.tasks(), (kind, button)
                decided.add(kind)
                point.rollback()
            session.refresh(linkage)
            linkage.state = state
    session.rollback()
    plan = two.planned()
    linkage.state = State.GOING
    for kind in ("how_it_went", "words_differ"):
        tasks.give(session, linkage, kind, NOON)
    going.decide(session, plan, Outcome.ATTENDED, by_cora, NOON)
    assert two.tasks() == [], "what happened is the decision"
    assert decided | {"how_it_went", "words_differ"} == set(OWN_ACT)


def test_it_is_done_by_one_press_on_each_list_and_taken_back_for_five_minutes(
    two: Two, browser: Browser, at: At, session: Session
) -> None:
    now, staff = at("2026-12-23T12:00"), cora(session)
    dee = person(session, "Dee", Role.COORDINATOR)
    tasks.give(session, two.linkage, "apology", now, for_id=dee.id)
    session.commit()
    page_of = f"/requests/{two.linkage.id}"
    press = f"{page_of}/tasks/apology"

    browser.sign_in(staff)
    for page, back in (("/requests", "board"), ("/requests/exceptions", "exceptions"), (page_of, "")):
        seen = browser.get(page)
        assert "say sorry" in seen.text
        assert f"{press}/done" in {form.get("action") for form in seen.all("form", method="post")}
        answer = browser.post(f"{press}/done", {"back": back})
        assert answer.headers["Location"] == f"{page}#seen"
        seen = browser.get(page)
        assert f"{press}/done" not in {form.get("action") for form in seen.all("form", method="post")}
        assert browser.post(f"{press}/undo", {"back": back}).status == 303
    assert "for Dee" in browser.get("/requests").text
    browser.post(f"{press}/done")
    assert "Done: “Somebody waited for nobody." in browser.get(f"/requests/{two.linkage.id}").text, "what happened"
    browser.sign_in(dee)
    assert browser.post(f"{press}/undo").status == 409, "it was not theirs to say"
    at("2026-12-23T12:06")
    assert browser.sign_in(staff).post(f"{press}/undo").status == 409


def test_where_all_was_seen_to_somebody_looks_again(session: Session) -> None:
    linkage, by_cora = asked(session, state=State.WAITING), by(cora(session))
    timers.end_all(session, linkage, NOW)
    tasks.give(session, linkage, "quiet", NOW)

    chores.done(session, by_cora, linkage, "quiet", NOW)
    assert in_nobodys_hands(session) == []
    again = session.scalars(select(Timer).where(Timer.done_at.is_(None))).one()
    timers.run_due(session, again.due_at)
    assert session.scalars(select(Task.kind).where(Task.done_at.is_(None))).all() == ["look_again"]


def test_what_lies_is_everybodys_and_said_each_day_until_it_is_done(
    app: Flask, session: Session, command: Callable[..., Result], at: At
) -> None:
    staff, dee = cora(session), person(session, "Dee", Role.COORDINATOR)
    linkage = asked(session, state=State.WAITING, holder_id=staff.id)
    tasks.give(session, linkage, "quiet", NOW, due_at=NOW - timedelta(days=2))
    session.commit()
    assert "0" in command("job", "hands").output
    tasks.give(session, linkage, "kind_word", NOW, due_at=NOW - timedelta(days=3))
    session.commit()

    assert "1" in command("job", "hands").output, "a timer that only sends words is no hand that does it"

    session.rollback()
    assert dict(session.execute(select(Task.kind, Task.for_id)).all()) == {"quiet": staff.id, "kind_word": None}

    def told(day: int) -> list[str]:
        with app.app_context():
            company(session, NOW + timedelta(days=day))
        said = select(Letter.person_id).where(Letter.key.like("task_due:%lies%"), Letter.channel == "inbox")
        return sorted(session.scalars(said))

    assert told(0) == []
    session.query(Task).filter_by(kind="quiet").update({"done_at": NOW})
    assert told(1) == sorted((staff.id, dee.id))
    assert len(told(2)) == 4
    tasks.finish(session, linkage, NOW)
    assert len(told(3)) == 4, "nothing lies any more"


def test_a_press_is_not_taken_back_once_the_request_is_over_be_it_in_the_same_moment(session: Session) -> None:
    linkage, by_cora = asked(session, state=State.WAITING), by(cora(session))
    tasks.give(session, linkage, "quiet", NOW)
    chores.done(session, by_cora, linkage, "quiet", NOW)
    move(session, linkage, State.WITHDRAWN, by_cora, NOW)

    with pytest.raises(chores.NotByPress):
        chores.undo(session, by_cora, linkage, "quiet", NOW)
    assert session.scalars(select(Task.kind).where(Task.done_at.is_(None))).all() == []
