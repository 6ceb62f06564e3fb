"""Requests for company in the world of the matrix: one at each step, with who is asked and who goes with whom."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.models import Champion, ChampionSlot
from app.consent.models import Consent
from app.consent.rules.texts import HAND_OVER, SHARE_CHAMPION, TELL_REFERRER, TEXTS
from app.directory.actions.listings import settle
from app.directory.models import Listing
from app.directory.rules.timetable import Audience
from app.linkage.accompaniment.models import Plan
from app.linkage.handover.models import Handover
from app.linkage.matching.models import Answer, Offer, Round, RoundKind, Walk
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from app.people.models import Holding
from tests.access.walks import walks
from tests.conftest import MONDAY_EVENING as NOW
from tests.factories.directories import weekly

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Ids = dict[str, str]


def requests(session: Session, people: Ids, organisations: Ids, things: dict[str, Ids]) -> dict[str, Ids]:
    """The ids of each thing: Nia's is new; Ned's are being asked about, was just declined, was just said yes to; Noor's
    is at Worth."""
    calder, worth = organisations["calder"], organisations["worth"]
    guest = session.get_one(Listing, things["guest"]["listing_id"])
    guest.audience = Audience.OPEN
    guest.series.append(weekly(date(2026, 1, 7), time(19, 30), position=2))
    settle(session, [guest], NOW)
    for name in ("cal", "cleo", "cass"):
        ready = session.scalars(select(Champion).join(Champion.holding).where(Holding.person_id == people[name])).one()
        ready.slots.append(ChampionSlot(weekday=2, starts=time(12), ends=time(23)))
        ready.modes, ready.minutes = ["car"], 60
        ready.supervisor_id = people["kit" if name == "cass" else "cora"]
    for name in ("nia", "noor"):
        _agrees(session, people[name], SHARE_CHAMPION)
    made = {
        "nia's request": _request(session, people["nia"], calder, State.RECEIVED, guest.id),
        "request with a question": _request(session, people["ned"], calder, State.OFFERING),
        "request with a no": _request(session, people["ned"], calder, State.OFFERING),
        "request with a yes": _request(session, people["ned"], calder, State.ACCEPTED),
        "request with a walk": _request(session, people["nia"], calder, State.CONTACTING),
        "request on the way": _request(session, people["ned"], calder, State.GOING, guest.id),
        "request of lin": _request(session, people["ned"], calder, State.FOLLOWING, guest.id),
        "request that came back": _request(session, people["nia"], calder, State.REENGAGING, guest.id),
        "noor's request": _request(session, people["noor"], worth, State.TRIAGE, guest.id),
    }
    made["request of lin"].referrer_id = people["lin"]
    _agrees(session, people["ned"], TELL_REFERRER)
    ids = {thing: {"linkage_id": linkage.id} for thing, linkage in made.items()}
    ids["question to cal"] = {"offer_id": _offer(session, made["request with a question"], people["cal"], None)}
    ids["no of cleo"] = {"offer_id": _offer(session, made["request with a no"], people["cleo"], Answer.DECLINED)}
    yes = _offer(session, made["request with a yes"], people["cleo"], Answer.ACCEPTED)
    ids["yes of cleo"] = {"offer_id": yes}
    _walk(session, made["request with a yes"], people["cleo"], yes)
    _walk(session, made["request with a walk"], people["tod"], None)
    _walk(session, made["request that came back"], people["cleo"], None, ended_at=NOW - 100 * DAY)
    _outing(session, made["request on the way"], people["tod"])
    ids |= _staff(session, people, calder)
    return ids | _may_go(session, people["fred"], calder, worth) | walks(session, people)


def _staff(session: Session, people: Ids, organisation_id: str) -> dict[str, Ids]:
    """Carl goes with Ned himself, and Lin is asked whether she would go with Nia."""
    going = _request(session, people["ned"], organisation_id, State.CONTACTING)
    asking = _request(session, people["nia"], organisation_id, State.OFFERING)
    walk = Walk(linkage_id=going.id, champion_id=people["carl"], since=NOW, as_staff=True)
    session.add(walk)
    offer_id = _offer(session, asking, people["lin"], None)
    session.get_one(Offer, offer_id).as_staff = True
    session.flush()
    return {"walk of carl": {"walk_id": walk.id}, "question to lin": {"offer_id": offer_id}}


def _may_go(session: Session, person_id: str, here: str, there: str) -> dict[str, Ids]:
    """Somebody's request, about which another organisation is asked."""
    made = _request(session, person_id, here, State.WAITING)
    asked = handover(session, made, there)
    return {"request that may go": {"linkage_id": made.id}, "question to worth": {"handover_id": asked.id}}


def handover(session: Session, linkage: Linkage, organisation_id: str) -> Handover:
    """Another organisation is asked to look after them; they agree."""
    made = Handover(
        linkage_id=linkage.id, organisation_id=organisation_id, how="page", made_at=NOW, due_at=NOW + 2 * DAY
    )  # fmt: skip
    version = TEXTS[HAND_OVER].version
    session.add_all([made, Consent(
        person_id=linkage.person_id, purpose=HAND_OVER, version=version, how="page", given_at=NOW
    )])  # fmt: skip
    session.flush()
    return made


def _agrees(session: Session, person_id: str, purpose: str) -> None:
    version = TEXTS[purpose].version
    session.add(Consent(person_id=person_id, purpose=purpose, version=version, how="page", given_at=NOW))


def _request(
    session: Session, person_id: str, organisation_id: str, state: State, listing_id: str | None = None
) -> Linkage:  # fmt: skip
    made = Linkage(person_id=person_id, organisation_id=organisation_id, state=state, since=NOW, asked_at=NOW)
    made.entry, made.listing_id = Entry.SELF, listing_id
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


def _walk(
    session: Session, linkage: Linkage, champion_id: str, offer_id: str | None, ended_at: datetime | None = None
) -> None:
    since = (ended_at or NOW) - timedelta(days=9)
    session.add(Walk(linkage_id=linkage.id, champion_id=champion_id, offer_id=offer_id, since=since, ended_at=ended_at))
    session.flush()


def _outing(session: Session, linkage: Linkage, champion_id: str) -> None:
    walk = Walk(linkage_id=linkage.id, champion_id=champion_id, since=NOW)
    session.add(walk)
    session.flush()
    session.add(Plan(
        linkage_id=linkage.id, walk_id=walk.id, number=1, listing_id=str(linkage.listing_id), starts_at=NOW,
        ends_at=NOW, meet_at=NOW, made_at=NOW, made_by=champion_id,
    ))  # fmt: skip
    session.flush()
