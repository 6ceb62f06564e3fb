"""Requests for company in the world of the matrix: one at each step, with who is asked and who goes with whom."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.matching.models import Answer, Offer, Round, RoundKind, Walk
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from app.people.models import Person
from tests.access.walks import walks
from tests.conftest import MONDAY_EVENING as NOW
from tests.factories.champions import champion

HOUR = timedelta(hours=1)
Ids = dict[str, str]


def requests(session: Session, people: Ids, organisations: Ids) -> dict[str, Ids]:
    """The ids of each thing: Nia's is new; Ned's are being asked about, was just declined, was just said yes to; Noor's
    is at Worth."""
    calder, worth = organisations["calder"], organisations["worth"]
    for name in ("cal", "cleo", "tod", "cass"):
        person = session.get_one(Person, people[name])
        held = next(each for each in person.holdings if each.role is Role.CHAMPION)
        chief = session.get_one(Person, people["cora" if held.organisation_id == calder else "kit"])
        champion(session, held, chief)
    made = {
        "nia's request": _request(session, people["nia"], calder, State.RECEIVED),
        "request with a question": _request(session, people["ned"], calder, State.OFFERING),
        "request with a no": _request(session, people["ned"], calder, State.OFFERING),
        "request with a yes": _request(session, people["ned"], calder, State.ACCEPTED),
        "request with a walk": _request(session, people["nia"], calder, State.CONTACTING),
        "noor's request": _request(session, people["noor"], worth, State.TRIAGE),
    }
    ids = {thing: {"linkage_id": linkage.id} for thing, linkage in made.items()}
    ids["question to cal"] = {"offer_id": _offer(session, made["request with a question"], people["cal"], None)}
    ids["no of cleo"] = {"offer_id": _offer(session, made["request with a no"], people["cleo"], Answer.DECLINED)}
    yes = _offer(session, made["request with a yes"], people["cleo"], Answer.ACCEPTED)
    ids["yes of cleo"] = {"offer_id": yes}
    _walk(session, made["request with a yes"], people["cleo"], yes)
    _walk(session, made["request with a walk"], people["tod"], None)
    return ids | walks(session, people)


def _request(session: Session, person_id: str, organisation_id: str, state: State) -> Linkage:
    made = Linkage(
        person_id=person_id, organisation_id=organisation_id, state=state, since=NOW, asked_at=NOW, entry=Entry.SELF
    )
    made.wishes = Wishes(help="Zqhelp")
    session.add(made)
    session.flush()
    return made


def _offer(session: Session, linkage: Linkage, champion_id: str, answer: Answer | None) -> str:
    asked = Round(
        linkage_id=linkage.id, number=1, kind=RoundKind.SINGLE, opened_at=NOW, closes_at=NOW + HOUR,
        closed_at=NOW if answer else None,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    made = Offer(round_id=asked.id, linkage_id=linkage.id, champion_id=champion_id, made_at=NOW, answer=answer)
    made.answered_at = NOW if answer else None
    session.add(made)
    session.flush()
    return made.id


def _walk(session: Session, linkage: Linkage, champion_id: str, offer_id: str | None) -> None:
    session.add(Walk(linkage_id=linkage.id, champion_id=champion_id, offer_id=offer_id, since=NOW - timedelta(days=9)))
    session.flush()
