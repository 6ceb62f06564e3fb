"""Today, organisations and their people, and glass that is broken in need."""

from sqlalchemy import select

from app.kernel.clock import running
from app.notices.models import OwnWording
from app.people.models import Organisation
from tests.access.cast import CALDER, PEOPLE, WORTH
from tests.access.rows import NOTHING, Case, Row

BOTH = (CALDER, WORTH)
HELD = ("lin at calder", "nia at calder", "lee at worth", "lee as if at calder")
UNBROKEN = ("lin at calder", "ned at calder", "lee at worth", "lee as if at calder")
INVITED = ("newcomer to calder", "coordinator to calder", "newcomer to worth")
INVITES = {"technical_admin": "report_viewer", "coordinator": "champion", "link_worker": "newcomer"}
WHY = "She did not come to our walk, and her door stood open."

CHECK = {"kind": "reach_check", "channel": "email"}
CHOSEN = {"subject": "A question", "words": "Please have a look: {link}"}


def chosen_before(case: Case) -> None:
    """The organisation has words of its own."""
    slug = case.thing
    at = case.session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
    case.session.add(OwnWording(organisation_id=at.id, **CHECK, **CHOSEN, changed_at=running(), changed_by=None))
    case.session.commit()


def role_to_invite(person: str) -> str:
    """A role that this person may invite to."""
    return next((INVITES[seat.role] for seat in PEOPLE[person].live if seat.role in INVITES), "newcomer")


ROWS = {
    "desk.today": Row("today.read"),
    "upkeep.jobs": Row("jobs.read"),
    "organisations.all_of_them": Row("organisation.read", ("lists of organisations",)),
    "organisations.new": Row("organisation.make"),
    "organisations.make": Row("organisation.make", form={"name": "Sowerby Hub"}, changes="organisation"),
    "organisations.organisation": Row("organisation.read", BOTH),
    "organisations.edit": Row("organisation.edit", BOTH),
    "organisations.save": Row("organisation.edit", BOTH, {"name": "Another name"}, "organisation"),
    "organisations.invite_form": Row("people.invite", BOTH),
    "organisations.invite": Row(
        "people.invite", BOTH, lambda case: {"role": role_to_invite(case.person), "name": "Ann"}, "invitation", 200
    ),
    "organisations.withdraw": Row("people.invite", INVITED, {}, "invitation"),
    "organisations.holding": Row("people.change", HELD),
    "organisations.sure": Row("people.change", HELD, values={"what": "suspend"}),
    "organisations.change": Row("people.change", HELD, {"what": "suspend"}, "holding"),
    "letting_back.ask": Row("people.return", HELD, {}, "way_back", 200),
    "letting_back.agree": Row(
        "people.return", ("way back for lin", "way back for cal", "way back as if to worth"), {}, "way_back",
        lambda person, _thing: 409 if person == "cora" else 200,
    ),
    "records.ask": Row("glass.break", HELD),
    "records.break_it": Row("glass.break", UNBROKEN, {"category": "danger", "reason": WHY}, "glass"),
    "records.see": Row("record.read", (*HELD, "ned at calder")),
    "records.broken_ones": Row("glass.read", BOTH),
    "records.agree": Row(
        "glass.agree", ("glass at calder", "glass as if at worth"), {}, "glass",
        lambda person, _thing: 409 if person == "cora" else 303,
    ),
    "records.review": Row(
        "glass.review", ("glass at calder", "glass as if at worth"), {"verdict": "right"}, "glass"
    ),
    "undelivered.messages": Row("letter.read", ("lists of organisations",)),
    "undelivered.again": Row("letter.retry", ("letter to nia", "letter to lee", "code for nia"), {}, "letter"),
    "own_words.messages": Row("message.read", BOTH),
    "own_words.form": Row("message.read", BOTH, values=CHECK),
    "own_words.look": Row("message.read", BOTH, CHOSEN, NOTHING, 200, values=CHECK),
    "own_words.save": Row("message.words", BOTH, CHOSEN, "own_words", values=CHECK),
    "own_words.back": Row("message.words", BOTH, {}, "own_words", values=CHECK, prepare=chosen_before),
    "care_of_data.complaints": Row("complaint.read", BOTH),
    "care_of_data.answer": Row(
        "complaint.answer", ("complaint about calder", "complaint as if about worth"),
        {"outcome": "right", "answer": "You can go to the ICO."}, "complaint",
    ),
    "care_of_data.incidents": Row("incident.read", BOTH),
    "care_of_data.open_incident": Row(
        "incident.keep", BOTH, {"touches": "account", "notes": "A list went astray."}, "incident"
    ),
    "care_of_data.close": Row(
        "incident.keep", ("incident at calder", "incident as if at worth"), {"told": "All of it."}, "incident"
    ),
}  # fmt: skip
