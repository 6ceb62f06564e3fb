"""What is to be seen to for requests: by whom, and by which press or decision it ends; and what was ended just now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.speech import _
from app.linkage.referral.models import Happening, Linkage, Task
from app.linkage.referral.queries.about import is_about
from app.linkage.referral.queries.covers import acting
from app.linkage.referral.queries.labels import of_requests
from app.linkage.referral.rules.tasks import A_COLLEAGUE, TAKE_BACK, TOLD_DONE, done_by_press, words_of
from app.people.models import Person


@dataclass(frozen=True, slots=True)
class Ask:
    """A task: `words` and `done`, what is pressed to end it, are to be translated; `done` is "" where its request is to
    be decided on. `whose` says who has it. `not_you`: it is about whoever looks, so a colleague sees to it."""

    request: str
    kind: str
    words: str
    done: str
    whose: str
    not_you: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """A task that whoever looks ended a few minutes ago, and may open again."""

    request: str
    kind: str
    words: str
    name: str


def asks_of(session: Session, linkages: Sequence[Linkage], person_id: str, now: datetime) -> dict[str, list[Ask]]:
    """The open tasks of each, the soonest due first, for somebody who coordinates."""
    open_ones = {each.id: [task for task in each.tasks if task.done_at is None] for each in linkages}
    given = {task.for_id for found in open_ones.values() for task in found if task.for_id}
    covers = {at: acting(session, at, now) for at in {each.organisation_id for each in linkages}} if given else {}
    people = given | {who for found in covers.values() for who in found.values()}
    names = {each.id: each.name for each in session.scalars(select(Person).where(Person.id.in_(people)))}

    def whose(task: Task, at: str) -> str:
        if not task.for_id:
            return _("for whoever coordinates")
        who = covers.get(at, {}).get(task.for_id, task.for_id)
        if who != task.for_id:
            absent, cover = names.get(task.for_id, ""), names.get(who, "")
            return (
                _("for you while {name} is away", name=absent) if who == person_id
                else _("for {cover} while {name} is away", cover=cover, name=absent)
            )  # fmt: skip
        return _("for you") if who == person_id else _("for {name}", name=names.get(who, ""))

    return {
        each.id: [
            Ask(each.id, task.kind, words_of(task.kind), done_by_press(task.kind, each.state),
                whose(task, each.organisation_id),
                A_COLLEAGUE if is_about(session, each, task.kind, person_id, now) else "")
            for task in sorted(open_ones[each.id], key=lambda task: (task.due_at, task.kind))
        ]
        for each in linkages
    }  # fmt: skip


def ended_now(session: Session, person_id: str, now: datetime, of: str = "") -> list[Ended]:
    """What this person ended by a press of late, of all requests or of one; the latest first."""
    pressed = (
        select(Task, Linkage).join(Linkage, Linkage.id == Task.linkage_id)
        .join(Happening, (Happening.linkage_id == Task.linkage_id) & (Happening.at == Task.done_at))
        .where(Happening.what == TOLD_DONE, Happening.reason == Task.kind, Happening.actor_id == person_id)
        .where(Task.done_by == person_id, Task.done_at > now - TAKE_BACK, Linkage.since <= Task.done_at)
        .order_by(Task.done_at.desc(), Task.id)
    )  # fmt: skip
    if of:
        pressed = pressed.where(Linkage.id == of)
    found = [(task, linkage) for task, linkage in session.execute(pressed)]
    called = of_requests(list({linkage.id: linkage for _task, linkage in found}.values()))
    return [Ended(linkage.id, task.kind, words_of(task.kind), called[linkage.id]) for task, linkage in found]
