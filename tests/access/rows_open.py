"""What anybody may do, signed in or not."""

from collections.abc import Callable
from typing import Any

from app.kernel.clock import running
from app.people.actions import entry, recovery
from app.people.models import Person
from app.people.rules.contact import Contact
from app.people.rules.examples import code_now
from tests.access.rows import NOTHING, Case, Row, public
from tests.access.rows_account import ORIGIN, asked
from tests.access.world import PASSWORD, email_of
from tests.people.authenticator import Authenticator

ANN = Contact("email", "ann@example.org")
HALIFAX = {"place": "halifax"}


def sent_code(case: Case) -> dict[str, Any]:
    """A code that was just sent to Nia."""
    sent = entry.send_code(case.session, Contact("email", email_of("nia")), public, running())
    case.session.commit()
    return {"ref": sent.ref, "code": sent.code}


def paper_code(case: Case) -> dict[str, Any]:
    """A code that Nia had printed."""
    codes = recovery.make_codes(case.session, case.session.get_one(Person, case.world.people["nia"]), running())
    case.session.commit()
    return {"code": codes[0]}


def joining(case: Case) -> dict[str, Any]:
    """Somebody new, with a code that was just sent to them."""
    sent = entry.send_to_join(case.session, ANN, running())
    case.session.commit()
    return {"name": "Ann", "contact": ANN.text, "ref": sent.ref, "code": sent.code}


def sent_to_set_up(status: int) -> Callable[[str, str], int]:
    """What whoever is signed in gets; strangers a page, and Eve is sent to set up her second factor."""
    return lambda person, _thing: 200 if not person or person == "susan" else 303 if person == "eve" else status


def of_cora(case: Case) -> dict[str, Any]:
    """Cora's address, password, and what her app shows now."""
    cora = case.session.get_one(Person, case.world.people["cora"])
    return {"email": email_of("cora"), "password": PASSWORD, "code": code_now(cora.totp, cora.totp_step, running())}


def unknown_passkey(case: Case) -> dict[str, Any]:
    """What a device signs that nobody here has."""
    return Authenticator(ORIGIN).get(asked(case, "/sign-in/passkey/options"))


PAGES = ("home", "first_meeting", "family", "help_now", "about", "privacy", "accessibility", "credits_page", "openapi",
         "robots", "sitemap", "security", "under_18", "what_may_be_said")  # fmt: skip

ROWS = {
    **{f"site.{page}": Row("page.read") for page in PAGES},
    "site.part_of_sitemap": Row("page.read", values={"part": 1}),
    "keeping.keep": Row("page.read", gives=404),
    **{f"keeping.{page}": Row("page.read") for page in ("kept", "worker", "manifest")},
    "static": Row("page.read", values={"filename": "site.css"}),
    "site.healthz": Row("site.check"),
    "site.readyz": Row("site.check"),
    "results.find": Row("directory.search", form={"place": "Halifax"}, changes=NOTHING),
    "results.near": Row("directory.search", values=HALIFAX),
    "results.choices": Row("directory.search", values=HALIFAX),
    "data.near": Row("directory.search", values=HALIFAX),
    "data.online": Row("directory.search"),
    "listings.listing": Row("directory.read", ("mill",)),
    "listings.join": Row("listing.join", ("wire",), {}, "attempt", 200),
    "listings.make_report": Row("report.make", ("mill",), {"what": "door"}, "report", 200),
    "listings.short": Row("directory.read", ("mill",), gives=302),
    "kinds.online": Row("directory.search"),
    "kinds.kind": Row("directory.read", values={"kinds": "meetings"}),
    "kinds.venue": Row("directory.read", ("mill hall",)),
    "kinds.area": Row("directory.read", values={"slug": "calderdale"}),
    "calendars.listing": Row("calendar.read", ("mill",)),
    "calendars.near": Row("calendar.read", values=HALIFAX),
    "calendars.online": Row("calendar.read"),
    "calendars.venue": Row("calendar.read", ("mill hall",)),
    "calendars.area": Row("calendar.read", values={"slug": "calderdale"}),
    "posters.listing": Row("directory.read", ("mill",)),
    "posters.venue": Row("directory.read", ("mill hall",)),
    "posters.area": Row("directory.read", values={"slug": "calderdale"}),
    "posters.near": Row("directory.read", values=HALIFAX),
    "posters.online": Row("directory.read"),
    "personal.feed": Row("calendar.read", ("nia's calendar",)),
    "saved.mine": Row("listing.save", gives=sent_to_set_up(200)),
    "saved.keep": Row("listing.save", ("mill",), lambda case: {"listing": case.ids["listing_id"]}, NOTHING,
                      sent_to_set_up(303)),
    "calendars.kind": Row("calendar.read", values={"kinds": "meetings"}),
    "calendars.organisation": Row("calendar.read", values={"slug": "worth"}),
    "signing.sign_in": Row("sign.in", gives=lambda person, _thing: 303 if person else 200),
    "signing.send_code": Row("sign.in", form={"contact": email_of("nia")}, changes="letter", gives=200),
    "signing.use_code": Row("sign.in", form=sent_code, changes="signed_in"),
    "signing.see_link": Row("sign.in", values={"token": "0" * 43}),
    "signing.use_link": Row("sign.in", form={}, changes="attempt", gives=400, values={"token": "0" * 43}),
    "factors.password": Row("sign.in"),
    "factors.use_password": Row("sign.in", form=of_cora, changes="signed_in"),
    "factors.passkey_options": Row("sign.in", form={}, changes="ceremony", gives=200, is_json=True),
    "factors.use_passkey": Row("sign.in", form=unknown_passkey, changes="attempt", gives=400, is_json=True),
    "returning.recovery": Row("sign.in"),
    "returning.not_me": Row("sign.in"),
    "returning.use_recovery": Row("sign.in", form=paper_code, changes="signed_in"),
    "returning.type_code": Row("sign.in"),
    "returning.use_code": Row("sign.in", form=lambda case: {"code": case.world.ids["way back for ned"]["token"]},
                              changes="attempt"),
    "returning.see": Row("sign.in", ("way back for ned",)),
    "returning.come_back": Row("sign.in", ("way back for ned",), {"contact": "ned@elsewhere.example.org"}, "signed_in"),
    "joining.type_code": Row("invitation.take"),
    "joining.use_code": Row("invitation.take", form=lambda case: {"code": case.world.open["newcomer to calder"]},
                            changes="attempt"),
    "joining.invitation": Row("invitation.take", ("invitation",)),
    "joining.take_up": Row("invitation.take", ("invitation",), joining, "invitation"),
    "stopping.ask": Row("message.stop", ("stop link",)),
    "stopping.stop_it": Row("message.stop", ("stop link",), {}, "stopped", 200),
    "leaving.sign_out": Row("sign.out", form={}, changes=NOTHING),
    "leaving.leave": Row("sign.out", form={}, changes=NOTHING),
    "rights.ended": Row("page.read"),
    "digest.form": Row("digest.choose", values={"slug": "calderdale"}),
    "digest.ask": Row("digest.choose", form={"email": "ria@mail.example"}, changes="digest_reader", gives=200,
                      values={"slug": "calderdale"}),
    "digest.see": Row("digest.choose", ("weekly list",)),
    "digest.confirm": Row("digest.choose", ("weekly list",), {}, "digest_reader", 200),
    "digest.see_stop": Row("digest.choose", ("list to stop",)),
    "digest.stop": Row("digest.choose", ("list to stop",), {}, "digest_reader", 200),
    "complaint.form": Row("complaint.make"),
    "complaint.send": Row("complaint.make", form={"words": "My name was told."}, changes="complaint", gives=200),
    "post.outbox": Row("dev.outbox"),
}  # fmt: skip
