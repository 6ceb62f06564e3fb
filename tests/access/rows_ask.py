"""Asking for company, and opening one's own page: for anybody, signed in or not."""

from typing import Any

from sqlalchemy import select

from app.kernel.clock import running
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from app.people.actions import entry
from app.people.models import Organisation, Person
from tests.access.cast import CALDER
from tests.access.rows import NOTHING, Case, Row
from tests.conftest import MONDAY_EVENING as NOW

PAGE = {"page": "zqpage000000"}


def nia_asked(case: Case) -> None:
    """Nia has a request, whose page has that name."""
    nia = case.session.get_one(Person, case.world.people["nia"])
    calder = case.session.scalars(select(Organisation.id).where(Organisation.slug == CALDER)).one()
    made = Linkage(person_id=nia.id, organisation_id=calder, state=State.RECEIVED, since=NOW, asked_at=NOW,
                   entry=Entry.SELF, proved_at=NOW, **PAGE)  # fmt: skip
    made.wishes = Wishes()
    case.session.add(made)
    case.session.commit()


def code_of_page(case: Case) -> dict[str, Any]:
    """A code that was just sent for it."""
    nia_asked(case)
    sent = entry.send_for_page(
        case.session, PAGE["page"], case.session.get_one(Person, case.world.people["nia"]), running()
    )
    case.session.commit()
    return {"code": sent.code}


ROWS = {
    "asking.start": Row("company.ask"),
    "asking.go_on": Row("company.ask", form={"step": "company", "go": "next"}, changes=NOTHING, gives=200),
    "referring.start": Row("linkage.refer"),
    "referring.send": Row(
        "linkage.refer",
        form={"name": "Zoe", "contact": "07700 900 901", "place": "Halifax"}
        | dict.fromkeys(("adult", "agrees", "shares"), "1"),
        changes="linkage",
    ),
    "referring.sent": Row("linkage.refer", values={"token": "zq"}),
    "referring.ask_list": Row("linkage.refer"),
    "referring.give_list": Row("linkage.refer", form={"place": "halifax", "go": "print"}, changes=NOTHING),
    "referring.referrals": Row("linkage.refer"),
    "own_page.see": Row("page.open", values=PAGE),
    "own_page.sent": Row("page.open", values=PAGE, gives=303),
    "own_page.correct": Row("page.open", form={"contact": "07700 900 900"}, changes=NOTHING, values=PAGE),
    "own_page.send_code": Row("page.open", form={}, changes="letter", gives=200, values=PAGE),
    "own_page.open_it": Row("page.open", form=code_of_page, changes="signed_in", values=PAGE),
}
