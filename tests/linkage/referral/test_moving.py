"""Moving a linkage: what it leaves behind, what begins, and that it is never in nobody's hands."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.kernel.days import LONDON, local_day
from app.linkage.referral.actions import moving, tasks, timers
from app.linkage.referral.actions.moving import Moved, move
from app.linkage.referral.models import Happening, Linkage, Task, Timer
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import ASIDE, LIVE, CannotMove, State, may_move, taken_up
from tests.linkage.cast import NOW, asked, by, cora, person


def open_timers(session: Session, linkage: Linkage) -> list[str]:
    mine = select(Timer.kind).where(Timer.linkage_id == linkage.id, Timer.done_at.is_(None))
    return sorted(session.scalars(mine))


def test_a_request_is_due_to_be_looked_at_within_four_working_hours(session: Session) -> None:
    linkage = asked(session)

    timer = session.scalars(select(Timer).where(Timer.linkage_id == linkage.id)).one()

    assert (timer.kind, timer.due_at) == ("look", datetime.fromisoformat("2026-12-22T13:00+00:00"))


def test_a_move_is_written_down_ends_old_timers_and_tells_the_parts_above(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    linkage, staff = asked(session), cora(session)
    told: list[Moved] = []
    monkeypatch.setattr(moving, "ON_MOVE", [lambda _session, moved, _now: told.append(moved)])

    move(session, linkage, State.TRIAGE, by(staff), NOW, reason="taken")
    session.commit()

    happened = session.scalars(select(Happening).order_by(Happening.number)).all()
    assert [(each.number, each.came_from, each.went_to) for each in happened] == [
        (1, "draft", "received"), (2, "received", "triage")
    ]  # fmt: skip
    assert (happened[1].actor_id, happened[1].for_id, happened[1].reason) == (staff.id, linkage.person_id, "taken")
    assert open_timers(session, linkage) == ["sort_out"]
    assert [(each.came_from, each.went_to) for each in told] == [(State.RECEIVED, State.TRIAGE)]
    assert session.scalars(select(AuditEvent.outcome).order_by(AuditEvent.seq)).all()[-1] == "triage"


def test_a_pause_remembers_where_it_was_and_a_hold_over_it_too(session: Session) -> None:
    linkage = asked(session, state=State.CONTACTING)

    move(session, linkage, State.PAUSED, None, NOW)
    move(session, linkage, State.SAFETY_HOLD, None, NOW)
    assert linkage.before is State.CONTACTING

    move(session, linkage, State.CONTACTING, None, NOW)
    assert linkage.before is None
    assert open_timers(session, linkage) == ["first_try", "tries"]


def test_what_the_table_does_not_allow_changes_nothing(session: Session) -> None:
    linkage = asked(session)

    with pytest.raises(CannotMove):
        move(session, linkage, State.PLANNED, None, NOW)

    session.commit()
    assert linkage.state is State.RECEIVED
    assert open_timers(session, linkage) == ["look"]


def test_what_is_overdue_becomes_a_task_once_and_is_done_when_somebody_looks(session: Session) -> None:
    linkage = asked(session)
    late = NOW + timedelta(days=2)

    assert timers.run_due(session, late) == 1
    assert timers.run_due(session, late) == 0
    session.commit()

    task = session.scalars(select(Task)).one()
    assert (task.kind, task.done_at, task.for_id) == ("look", None, None)
    move(session, linkage, State.TRIAGE, None, late)
    session.commit()
    assert task.done_at == late


def test_who_waits_gets_an_honest_word_every_two_days(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    linkage = asked(session, state=State.WAITING)
    words: list[datetime] = []
    monkeypatch.setitem(timers.WHEN_DUE, "honest_word", lambda _s, _l, _t, now: words.append(now))

    for days in (1, 3, 4, 6):
        timers.run_due(session, NOW + timedelta(days=days))

    assert words == [NOW + timedelta(days=3), NOW + timedelta(days=6)]
    assert open_timers(session, linkage) == ["honest_word", "waits_long"]


def test_one_task_of_a_kind_is_open_at_a_time(session: Session) -> None:
    linkage = asked(session)

    first = tasks.give(session, linkage, "call", NOW)
    assert tasks.give(session, linkage, "call", NOW) is first

    session.add(Task(linkage_id=linkage.id, kind="call", made_at=NOW, due_at=NOW))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_discharge_today_is_looked_at_within_one_working_hour(session: Session) -> None:
    morning = NOW.replace(hour=10)
    linkage = asked(session, now=morning, discharge_on=local_day(morning, LONDON))

    due = session.scalars(select(Timer.due_at).where(Timer.linkage_id == linkage.id)).one()

    assert due == morning + timedelta(hours=1)


def test_no_walk_through_the_table_leaves_a_request_in_nobodys_hands(
    session: Session, wandering: Callable[[list[State]], State]
) -> None:
    linkage = asked(session, person(session, "Ned"))
    now = NOW
    for _step in range(150):
        now += timedelta(hours=7)
        timers.run_due(session, now)
        back = taken_up(linkage.before) if linkage.before else None
        ways = [to for to in State if may_move(linkage.state, to, linkage.before) and to is not State.WITHDRAWN]
        goal = back if linkage.state in ASIDE and back in ways and back else wandering(ways)
        move(session, linkage, goal, None, now)
        if linkage.state is State.PAUSED:
            timers.begin(session, linkage, "back", now, due_at=now + timedelta(days=3))
        if linkage.state is State.PLANNED:
            timers.begin(session, linkage, "set_out", now, due_at=now + timedelta(days=3))

        assert linkages.in_nobodys_hands(session) == [], linkage.state
    assert len({*session.scalars(select(Happening.went_to))} & {each.value for each in LIVE}) > 12
