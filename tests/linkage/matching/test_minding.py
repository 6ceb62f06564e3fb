"""What follows for a champion from a no, or from no answer: rest where they need it, and somebody asks how they are."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.actions.stepping import end_break
from app.champions.models import Champion
from app.champions.queries.champions import all_of
from app.linkage.matching.actions import answers, rounds
from app.linkage.matching.models import Answer, Offer, Round, RoundKind
from app.linkage.referral.actions import moving, timers
from app.linkage.referral.rules.states import State
from app.people.models import Holding, Person
from tests.linkage.cast import NOW, asked, by, person
from tests.linkage.matching.test_answers import champions, offer_to, put_to


@pytest.fixture(autouse=True)
def _wired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "ON_MOVE", [rounds.unwind])
    monkeypatch.setattr(timers, "WHEN_DUE", answers.WHEN_DUE)


def ready(session: Session, who: Person, now: datetime) -> tuple[list[str], list[str]]:
    """Why nothing is asked of somebody, and what waits for whoever looks after them."""
    (seen,) = all_of(session, who.id, now)
    return [each.value for each in seen.reasons], [each.wait.value for each in seen.waiting]


def profile_of(session: Session, who: Person) -> Champion:
    return session.scalars(select(Champion).join(Champion.holding).where(Holding.person_id == who.id)).one()


def test_who_needs_a_break_is_asked_nothing_until_they_say_and_their_supervisor_hears(session: Session) -> None:
    linkage, (cal,) = asked(session, state=State.TRIAGE), champions(session, "Cal")
    put_to(session, linkage, cal)
    answers.decline(session, by(cal), offer_to(session, cal), NOW, reason="need_a_break")

    assert ready(session, cal, NOW) == (["paused"], ["break_wished"])
    assert "paused" in ready(session, cal, NOW + timedelta(days=60))[0]

    said = session.scalars(select(Offer)).one()
    answers.undo(session, by(cal), said, NOW + timedelta(minutes=1))
    assert ready(session, cal, NOW) == ([], [])
    answers.decline(session, by(cal), said, NOW + timedelta(minutes=2), reason="need_a_break")
    end_break(session, by(cal), profile_of(session, cal), NOW + timedelta(days=3))
    assert ready(session, cal, NOW + timedelta(days=3)) == ([], [])


def earlier(session: Session, who: Person, answer: Answer, days: int) -> None:
    """They were asked about somebody so many days ago."""
    at, linkage = NOW - timedelta(days=days), asked(session, person(session, f"Before{days}"), State.TRIAGE)
    moments = {"opened_at": at, "closes_at": at, "closed_at": at}
    before = Round(linkage_id=linkage.id, number=1, kind=RoundKind.SINGLE, **moments)
    before.offers = [Offer(linkage_id=linkage.id, champion_id=who.id, made_at=at, answered_at=at, answer=answer)]
    session.add(before)
    session.flush()


@pytest.mark.parametrize(("answer", "days", "care", "why"), [
    (Answer.DECLINED, (27, 9), "many_no", []),
    (Answer.DECLINED, (29, 9), "", []),
    (Answer.EXPIRED, (12,), "unanswered", ["paused"]),
    (Answer.EXPIRED, (15,), "", []),
])  # fmt: skip
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_several_times_no_or_nothing_lately_is_a_reason_to_ask_how_they_are(
    session: Session, answer: Answer, days: tuple[int, ...], care: str, why: list[str]
) -> None:
    """Once they have said that they may be asked, it is counted anew."""
    (cal,), now = champions(session, "Cal"), NOW
    for day in days:
        earlier(session, cal, answer, day)
    for expected in ((why, [care] if care else []), ([], [])):
        put_to(session, asked(session, person(session, "Nia"), State.TRIAGE), cal, now=now)
        if answer is Answer.DECLINED:
            answers.decline(session, by(cal), offer_to(session, cal), now)
        else:
            now += timedelta(days=1)
            timers.run_due(session, now)
        assert ready(session, cal, now) == expected
        now += timedelta(minutes=1)
        end_break(session, by(cal), profile_of(session, cal), now)
        session.commit()
