"""Requests for company: those who arrange them, and champions who are asked."""

from datetime import date, timedelta

from sqlalchemy import select

from app.linkage.accompaniment.queries.absent import mark, touched
from app.linkage.matching.models import Walk
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Absence, Linkage, Task
from app.linkage.referral.rules.covers import Away
from app.notices.models import SafeContact
from app.notices.queries.reach import safe_contact
from app.notices.rules.reach import Wish
from app.people.models import Organisation
from tests.access.cast import CALDER, WORTH
from tests.access.rows import Case, Row
from tests.access.rows_walks import BY_CAR, TRAVEL
from tests.conftest import MONDAY_EVENING

BOTH = (CALDER, WORTH)
NUMBERS = {
    "offer_hours": "4",
    "hours_from": "8",
    "hours_until": "21",
    "champion_active": "2",
    "champion_week": "1",
    "champion_rest_hours": "72",
    "champion_supervision_days": "28",
    "caseload": "30",
    "mileage": "45",
}
LINS = ("request of lin",)
REQUESTS = ("nia's request", "noor's request")


def askable(case: Case) -> dict[str, str]:
    """A champion of that organisation who is free."""
    return {"first": case.world.people["cass" if case.thing == "noor's request" else "cleo"]}


def colleague(case: Case) -> dict[str, str]:
    """Somebody else of the staff there."""
    there = "lee" if case.thing == "noor's request" else "cora" if case.person == "carl" else "carl"
    return {"colleague": case.world.people[there]}


def standing_in(case: Case) -> dict[str, str]:
    """A colleague, for a day in March; and what becomes of those with whom they go was read."""
    day, people = date(2027, 3, 1), case.world.people
    cover = people["cora" if case.person == "carl" else "carl"]
    place = case.session.scalars(select(Organisation.id).where(Organisation.slug == case.ids["slug"])).one()
    falls = touched(case.session, place, Away(people[case.person], cover, day, day), MONDAY_EVENING)
    return {"first": str(day), "last": str(day), "cover": cover, "seen": mark(falls)}


def here_again(case: Case) -> None:
    """Somebody said a moment ago that they are not away."""
    for each in case.session.scalars(select(Absence)):
        each.ended_at = MONDAY_EVENING
    case.session.commit()


def lets_go(case: Case) -> None:
    """Their organisation lets the site ask."""
    for each in case.session.scalars(select(Organisation)):
        each.constants = {"asking": "itself"}
    case.session.commit()


def to_the_other(case: Case) -> dict[str, str]:
    """The other organisation, as they say in the room."""
    slug = CALDER if case.thing == "noor's request" else WORTH
    other = case.session.scalars(select(Organisation.id).where(Organisation.slug == slug)).one()
    return {"organisation": other, "how": "in_person", "agrees": "1"}


def owes(case: Case) -> None:
    """Somebody waits for a call."""
    found = case.session.get(Linkage, case.ids["linkage_id"])
    if found:
        tasks.give(case.session, found, "apology", found.since)
        case.session.commit()


def ends(case: Case) -> None:
    """They said a moment ago that they do not want it any more."""
    found = case.session.get(Linkage, case.ids["linkage_id"])
    if found:
        timers.begin(case.session, found, "end_kindly", found.since, due_at=MONDAY_EVENING + timedelta(days=1))
        case.session.commit()


def asked_not(case: Case) -> None:
    """They asked not to be contacted, on the telephone."""
    found = case.session.get(Linkage, case.ids["linkage_id"])
    if found:
        kept = safe_contact(case.session, found.person_id) or SafeContact(person_id=found.person_id)
        kept.channel, kept.do_not_contact, kept.settled_at = Wish.TEXT, True, found.since
        case.session.add(kept)
        note(case.session, found, "staff_tried", None, MONDAY_EVENING, reason="asked_not_to")
        case.session.commit()


def no_number(case: Case) -> None:
    """The champion who goes with them gave no telephone number."""
    for walk in case.session.scalars(select(Walk).where(Walk.linkage_id == case.ids["linkage_id"])):
        walk.champion.phone = ""
    case.session.commit()


def was_done(case: Case) -> None:
    """Cora has just said that she rang."""
    owes(case)
    for task in case.session.scalars(select(Task).where(Task.linkage_id == case.ids["linkage_id"])):
        task.done_at, task.done_by = MONDAY_EVENING, case.world.people.get(case.person, "")
    case.session.commit()


def goes_by_itself(case: Case) -> None:
    """Nobody of the staff chose whom to ask."""
    found = case.session.get(Linkage, case.ids["linkage_id"])
    if found:
        found.released_at = found.since
        case.session.commit()


ROWS = {
    "handover.see": Row("linkage.arrange", REQUESTS),
    "handover.ask": Row("linkage.arrange", REQUESTS, to_the_other, "handover"),
    "handover.take_back": Row("linkage.arrange", ("request that may go",), {}, "handover"),
    "handover.arriving": Row("handover.answer", ("question to worth",)),
    "handover.accept": Row("handover.answer", ("question to worth",), {}, "linkage"),
    "handover.decline": Row("handover.answer", ("question to worth",), {"reason": "No room"}, "handover"),
    "board.board": Row("linkage.read", ("lists of organisations",)),
    "requests.see": Row("linkage.read", REQUESTS),
    "requests.contact": Row("linkage.contact", REQUESTS),
    "changing.told": Row("linkage.arrange", REQUESTS, values=TRAVEL),
    "changing.change_told": Row("linkage.arrange", REQUESTS, BY_CAR, "linkage_happening", values=TRAVEL),
    "reaching.told": Row("linkage.contact", REQUESTS, values={"part": "reach"}),
    "reaching.change_told": Row(
        "linkage.contact", REQUESTS, {"contact": "new@example.org"}, "new_contact", values={"part": "contact"}
    ),
    "referred.one": Row("linkage.for_them", LINS),
    "referred.come_back": Row("linkage.for_them", LINS, {"yes": "1"}, "linkage_happening"),
    "referred.another_date": Row("linkage.for_them", LINS),
    "referred.change_date": Row("linkage.for_them", LINS, {}, "linkage_happening"),
    "referred.paper": Row("linkage.paper", LINS, {"yes": "1"}, "linkage_happening", gives=200),
    "requests.take": Row("linkage.arrange", REQUESTS, {}, "linkage_happening"),
    "chores.done": Row(
        "linkage.arrange", ("request with a walk",), {}, "linkage_task", values={"kind": "apology"}, prepare=owes
    ),
    "chores.undo": Row(
        "linkage.arrange",
        ("request with a walk",),
        {},
        "linkage_task",
        values={"kind": "apology"},
        prepare=was_done,
        gives=lambda person, _thing: 303 if person == "cora" else 409,
    ),
    "along.go": Row("linkage.arrange", REQUESTS, {}, "walk"),
    "along.ask": Row("linkage.arrange", REQUESTS, colleague, "offer"),
    "chores.tried": Row("linkage.arrange", REQUESTS, {"word": "no_answer"}, "linkage_happening"),
    "request_ending.before": Row("linkage.arrange", REQUESTS),
    "request_ending.end": Row("linkage.arrange", REQUESTS, {}, "linkage_timer"),
    "request_ending.undo": Row("linkage.arrange", REQUESTS, {}, "linkage_happening", prepare=ends),
    "request_ending.after_all": Row("linkage.arrange", REQUESTS, {}, "safe_contact", prepare=asked_not),
    "requests.move": Row("linkage.arrange", REQUESTS, {"to": "safety_hold"}, "linkage"),
    "requests.ask": Row("linkage.arrange", REQUESTS, askable, "offer"),
    "requests.recall": Row("linkage.arrange", ("request with a question",), {}, "offer_round"),
    "requests.remind": Row("linkage.arrange", ("request with a walk",), {}, "linkage_happening"),
    "requests.ask_number": Row("linkage.arrange", ("request with a walk",), {}, "linkage_happening", prepare=no_number),
    "requests.before_another": Row("linkage.arrange", ("request with a walk",)),
    "requests.another": Row("linkage.arrange", ("request with a walk",), {}, "walk"),
    "by_itself.go": Row("linkage.arrange", ("noor's request",), {}, "linkage", prepare=lets_go, gives=303),
    "by_itself.interpreter": Row("linkage.arrange", REQUESTS, {"word": "booked"}, "linkage"),
    "by_itself.same": Row("linkage.arrange", ("request that came back",), {}, "walk", gives=303),
    "by_itself.stop": Row(
        "linkage.arrange", ("request with a question",), {}, "linkage_happening", prepare=goes_by_itself
    ),
    "requests.settle": Row("linkage.arrange", ("request on the way",), {"outcome": "attended"}, "plan"),
    "house.see": Row("organisation.edit", BOTH),
    "house.save": Row("organisation.edit", BOTH, {"asking": "itself", **NUMBERS}, "organisation"),
    "endings.agree": Row("linkage.arrange", ("request at the end",), {"word": "done"}, "linkage"),
    "company_desk.out_of_order": Row("linkage.read", ("lists of organisations",)),
    "fairness.see": Row("linkage.read", ("lists of organisations",)),
    "company_desk.covers": Row("linkage.read", BOTH),
    "company_desk.away": Row("linkage.arrange", (CALDER,), standing_in, "absence"),
    "company_desk.back": Row("linkage.arrange", ("absence at calder",), {}, "absence"),
    "company_desk.resume": Row("linkage.arrange", ("absence at calder",), {}, "absence", prepare=here_again),
    "offers.asked": Row("offer.answer"),
    "offers.accept": Row("offer.answer", ("question to cal", "question to lin"), {}, "walk"),
    "offers.decline": Row("offer.answer", ("question to cal",), {"reason": "busy"}, "offer"),
    "offers.undo": Row("offer.answer", ("no of cleo",), {}, "offer"),
    "offers.go_on": Row("offer.answer", ("yes of cleo",), {}, "linkage"),
}
