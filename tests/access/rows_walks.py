"""The champion's page of a walk, and the newcomer's own page."""

from typing import Any

from sqlalchemy import delete, select, update

from app.champions.models import Champion
from app.champions.rules.words import Status
from app.concerns.models import Block, Exclusion
from app.consent.models import Consent
from app.consent.rules.texts import SHARE_CHAMPION, TEXTS
from app.kernel.clock import running
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.dates import listing, to_choose
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.learning.models import Learner
from app.linkage.matching.queries.cards import cards
from app.linkage.referral.actions.tasks import give
from app.linkage.referral.models import Linkage, NewContact
from app.linkage.referral.queries.linkages import by_page
from app.linkage.referral.rules.states import State
from app.people.actions import entry
from app.people.models import Organisation, Person
from app.people.rules.contact import Contact
from app.saved.rules.reminders import name_of
from app.seal import new_id
from tests.access.cast import CALDER, WORTH
from tests.access.company import handover
from tests.access.rows import Case, Row, public
from tests.conftest import MONDAY_EVENING as NOW

SENT: dict[str, str] = {}
"""A code that was sent, and its name."""
WALK, PAGE = ("walk of cal",), ("page of ned",)
EITHER = (*WALK, "walk of carl")
TRAVEL, BY_CAR = {"part": "travel"}, {"journey": "car", "minutes": "30"}


def suggestion(case: Case) -> dict[str, Any]:
    """The next date of the meeting that Ned wished for."""
    linkage = by_page(case.session, case.world.ids["page of ned"]["page"])
    assert linkage
    chosen = listing(case.session, str(linkage.listing_id))
    assert chosen
    dates = to_choose(case.session, linkage, chosen, NOW)
    return {"listing": chosen.id, "date": name_of(dates[0]), "where": "Outside the red door", "how": "foot"}


LINE = ("reported at calder", "reported as if at worth")


def on_their_day(case: Case) -> None:
    """Both said yes, and they meet now."""
    plan = case.session.get_one(Plan, case.world.ids["out at calder"]["plan_id"])
    plan.meet_at, plan.linkage.state = NOW, State.PLANNED
    case.session.commit()


def asked(case: Case) -> None:
    """Cal asks for quiet help."""
    linkage = by_page(case.session, case.world.ids["page of ned"]["page"])
    assert linkage
    give(case.session, linkage, "ring_champion", NOW)
    case.session.commit()


def lets_choose(case: Case) -> None:
    """It is Ned's turn to choose."""
    linkage = _of_ned(case)
    linkage.state, linkage.chooses, linkage.released_at = State.OFFERING, True, NOW
    linkage.listing_id = case.world.ids["guest"]["listing_id"]
    version = TEXTS[SHARE_CHAMPION].version
    agreed = {"purpose": SHARE_CHAMPION, "version": version, "how": "page", "given_at": NOW}
    case.session.add(Consent(person_id=linkage.person_id, **agreed))
    case.session.commit()


def waits_for_code(case: Case) -> None:
    """Ned gave another address."""
    gone = {"email_sealed": None, "email_index": None, "phone_sealed": None, "phone_index": None}
    case.session.execute(update(Person).where(Person.id == _of_ned(case).person_id).values(**gone))
    new = NewContact(person_id=_of_ned(case).person_id, sort="email", given_at=NOW, is_first=False, speaks=True)
    new.id = new_id()
    new.contact = "new@example.org"
    case.session.add(new)
    case.session.commit()


def code_of_page(case: Case) -> None:
    """And a code was sent there for his page."""
    waits_for_code(case)
    linkage, new = _of_ned(case), Contact("email", "new@example.org")
    sent = entry.send_for_page(case.session, linkage.page, linkage.person, running(), new)
    _keep(case, sent)


def code_of_his_own(case: Case) -> None:
    """A code came to the number that he has anyway."""
    contact = entry.contact_of(_of_ned(case).person)
    assert contact
    _keep(case, entry.send_code(case.session, contact, public, running()))


def the_code(_case: Case) -> dict[str, str]:
    """What was sent last."""
    return SENT


def _keep(case: Case, sent: entry.Sent) -> None:
    case.session.commit()
    SENT.update(ref=sent.ref, code=sent.code)


def lets_wait(case: Case) -> None:
    """Nobody is free for Ned."""
    _of_ned(case).state = State.WAITING
    case.session.commit()


def has_number(case: Case) -> None:
    """Ned gave a number."""
    _of_ned(case).person.phone = "+447700900123"
    case.session.commit()


def card(case: Case) -> dict[str, str]:
    """The first card of his page, if there is one."""
    with case.app.app_context():
        shown = cards(case.session, _of_ned(case), NOW)
    return {"word": shown[0].key if shown else ""}


def _of_ned(case: Case) -> Linkage:
    linkage = by_page(case.session, case.world.ids["page of ned"]["page"])
    assert linkage
    return linkage


def elsewhere(case: Case) -> dict[str, str]:
    """The organisation at Worth, with a yes."""
    at = case.session.scalars(select(Organisation.id).where(Organisation.slug == WORTH)).one()
    return {"organisation": at, "agrees": "1"}


def asks_elsewhere(case: Case) -> None:
    """Worth is asked to look after Ned."""
    handover(case.session, _of_ned(case), elsewhere(case)["organisation"])
    case.session.commit()


def nobody_comes(case: Case) -> None:
    """Nobody was asked to come along with Cal and Ned; Cal went with somebody before, Cleo is in preparation."""
    plan = case.session.get_one(Plan, case.world.ids["out at calder"]["plan_id"])
    plan.linkage.state = State.PLANNED
    for each in (Learner, Block, Exclusion):
        case.session.execute(delete(each))
    case.session.get_one(Plan, case.world.ids["outing of cal"]["plan_id"]).outcome = Outcome.ATTENDED
    cleo = case.session.get_one(Champion, case.world.ids["cleo as champion"]["champion_id"])
    cleo.status, cleo.walked_on, cleo.belongs = Status.PREPARING, None, "na"
    cleo.supervisor_id = case.world.people["cora"]
    case.session.commit()


def cleo(case: Case) -> dict[str, str]:
    """Cleo is to come along."""
    return {"person": case.world.people["cleo"]}


def their_plan(case: Case) -> dict[str, str]:
    """With Cal and Ned."""
    return {"plan": case.world.ids["out at calder"]["plan_id"]}


LEARNS = ("cleo as champion", "cass as if at calder")
ROWS = {
    "learning.see": Row("walk.learn", ("outing of cleo",)),
    "learning.take": Row("walk.learn", ("outing of cleo",), {}, "learner", values={"step": "no"}),
    "coming_along.answer": Row("linkage.own", PAGE, {}, "learner", values={"word": "no"}),
    "first_walks.choose": Row("linkage.arrange", ("request with a learner",), cleo, "learner", prepare=nobody_comes),
    "first_walks.back": Row("linkage.arrange", ("request with a learner",), {}, "learner"),
    "first_walks.choose_plan": Row("linkage.arrange", LEARNS, their_plan, "learner", prepare=nobody_comes),
    "first_walks.back_from_learner": Row("linkage.arrange", LEARNS, {}, "learner"),
    "safety.card": Row("walk.keep", WALK),
    "safety.keep": Row("walk.keep", WALK, {"tells": "My sister", "word": "Thursday"}, "safety_card"),
    "safety.way_home": Row("walk.keep", WALK, {}, "linkage_task", prepare=on_their_day),
    "homeward.home": Row("walk.keep", ("cal on the way home",), {}, "home_watch"),
    "homeward.way_home": Row("walk.keep", ("cal on the way home",), {}, "home_watch"),
    "safety.out": Row("watch.keep", ("out at calder", "out at worth")),
    "safety.seen_to": Row("watch.keep", ("out at calder", "out as if at worth"), {}, "linkage_task", prepare=asked),
    "lines.writes": Row("walk.keep", WALK),
    "lines.write": Row("walk.keep", WALK, {"words": "See you by the door."}, "walk_line"),
    "lines.report": Row("walk.keep", ("line to cal",), {}, "line_report"),
    "lines.report_part": Row("walk.keep", WALK, {}, "line_report", values={"part": "newcomer_looks"}),
    "lines.otherwise": Row("walk.keep", ("line of cal",)),
    "lines.appeal": Row("walk.keep", ("line of cal",), {"words": "It was a joke."}, "line_report"),
    "lines.reported": Row("line.judge", (CALDER, WORTH)),
    "lines.judge": Row("line.judge", LINE, {"answer": "down", "reason": "It was not kind."}, "line_report"),
    "own_lines.writes": Row("linkage.own", PAGE),
    "own_lines.write": Row("linkage.own", PAGE, {"words": "See you by the door."}, "walk_line"),
    "own_lines.report": Row("linkage.own", ("line to ned",), {}, "line_report"),
    "own_lines.report_part": Row("linkage.own", PAGE, {}, "line_report", values={"part": "where"}),
    "own_lines.otherwise": Row("linkage.own", ("line of ned",)),
    "own_lines.appeal": Row("linkage.own", ("line of ned",), {"words": "It was a joke."}, "line_report"),
    "walks.walk": Row("walk.keep", EITHER),
    "walks.take": Row("walk.keep", EITHER, {"word": "hello"}, "linkage_happening", values={"step": "say"}),
    "walks.before_leaving": Row("walk.keep", WALK),
    "walks.plan": Row("walk.keep", WALK),
    "walks.before_off": Row("walk.keep", WALK),
    "walks.suggest": Row("walk.keep", WALK, suggestion, "plan_change"),
    "changing.own": Row("linkage.own", PAGE, values=TRAVEL),
    "changing.change_own": Row("linkage.own", PAGE, BY_CAR, "linkage_happening", values=TRAVEL),
    "reaching.own_reach": Row("linkage.own", PAGE),
    "reaching.change_own_reach": Row("linkage.own", PAGE, {"hours": "evening"}, "safe_contact"),
    "reaching.own_contact": Row("account.contact", PAGE),
    "reaching.change_own_contact": Row("account.contact", PAGE, {"contact": "new@example.org"}, "new_contact"),
    "reaching.own_code": Row("linkage.own", PAGE),
    "reaching.use_own_code": Row("linkage.own", PAGE, the_code, "person", prepare=code_of_page),
    "asked_before.ask": Row("linkage.own", PAGE),
    "asked_before.send": Row("linkage.own", PAGE, {"contact": "07700 900 999"}, "entry_code", gives=200),
    "asked_before.show": Row("linkage.own", PAGE, the_code, "signed_in", prepare=code_of_his_own),
    "mine.here": Row("linkage.own", PAGE),
    "mine.take": Row("linkage.own", PAGE, {"word": "hello"}, "linkage_happening", values={"step": "say"}),
    "mine.act": Row("linkage.own", PAGE, {}, "walk", values={"act": "share"}),
    "mine.pause": Row("linkage.own", PAGE, {"until": "2026-12-30"}, "linkage_timer"),
    "elsewhere.see": Row("linkage.own", PAGE),
    "elsewhere.ask": Row("linkage.own", PAGE, elsewhere, "handover"),
    "elsewhere.take_back": Row("linkage.own", PAGE, {}, "handover", prepare=asks_elsewhere),
    "expenses.mine": Row("expense.own"),
    "expenses.form": Row("expense.own", ("outing of cal",)),
    "expenses.send": Row("expense.own", ("outing of cal",), {"fares": "3.40", "ticket": "1"}, "expense"),
    "expenses.back": Row("expense.own", ("claimed by cal",), {}, "expense"),
    "treasury.see": Row("expense.keep", (CALDER, WORTH)),
    "treasury.printed": Row("expense.keep", (CALDER, WORTH)),
    "treasury.as_csv": Row("expense.keep", (CALDER, WORTH)),
    "treasury.act": Row(
        "expense.keep", ("claim of cal", "claim as if to worth"), {}, "expense", values={"act": "agree"}
    ),
    "mine.stopping": Row("linkage.own", PAGE),
    "mine.before_never": Row("linkage.own", PAGE),
    "sure.before_another": Row("linkage.own", PAGE),
    "sure.before_off": Row("linkage.own", PAGE),
    "sure.before_nobody": Row("linkage.own", PAGE),
    "ringing.by_whom": Row("linkage.own", PAGE),
    "ringing.choose": Row("linkage.own", PAGE, {"word": "staff"}, "linkage_task", prepare=has_number),
    "endings.choose": Row("linkage.own", ("page of ned at the end",), {"word": "done"}, "linkage"),
    "check_ups.see": Row("linkage.own", PAGE),
    "check_ups.say": Row("linkage.own", PAGE, {"reply": "fine"}, "check_up"),
    "check_ups.later": Row("linkage.own", PAGE, {"day": "2027-01-30"}, "check_up"),
    "check_ups.act": Row("linkage.own", PAGE, {}, "check_up_course", values={"act": "mute"}),
    "own_choice.choose": Row("linkage.own", PAGE),
    "own_choice.pick": Row("linkage.own", PAGE, card, "offer", prepare=lets_choose),
    "own_choice.leave_it": Row("linkage.own", PAGE, {}, "linkage", prepare=lets_choose),
    "own_choice.otherwise": Row("linkage.own", PAGE, {"word": "staff"}, "linkage_task", prepare=lets_wait),
    "mine.plan": Row("linkage.own", PAGE),
    "mine.suggest": Row("linkage.own", PAGE, suggestion, "plan_change"),
}
