"""One's own account: everything there is one's own, and nobody else's."""

import json
from typing import Any

import pyotp

from app.kernel.clock import running
from app.people.actions import entry, passkeys
from app.people.actions.invitations import set_contact
from app.people.actions.totp import begin_totp
from app.people.models import Person
from app.people.rules.contact import Contact
from app.people.rules.examples import code_now
from tests.access.cast import PEOPLE
from tests.access.rows import Case, Row
from tests.access.world import PASSWORD
from tests.notices.phones import sent
from tests.people.authenticator import Authenticator

MINE = ("own", "another's")
NEW = Contact("email", "zq-moved@example.org")
ORIGIN = "http://localhost"


def person_of(case: Case) -> Person:
    """Whoever asks."""
    return case.session.get_one(Person, case.world.people[case.person])


def new_contact(case: Case) -> dict[str, Any]:
    """A code that was just sent to a new address."""
    sent = entry.send_to_confirm(case.session, person_of(case), NEW, running())
    case.session.commit()
    return {"ref": sent.ref, "contact": NEW.text, "code": sent.code}


def password_and_code(case: Case) -> dict[str, Any]:
    """The password, and what the app shows now."""
    who = person_of(case)
    return {"password": PASSWORD, "code": code_now(who.totp, who.totp_step, running())}


def new_password(case: Case) -> dict[str, Any]:
    """Another password, and the first code of another app."""
    begun = begin_totp(person_of(case), "Alongside", "x", running())
    secret = begun.secret.replace(" ", "")
    return {"token": begun.token, "password": "seven windy orange kites", "code": pyotp.TOTP(secret).at(running())}


def new_passkey(case: Case) -> dict[str, Any]:
    """What a device makes of the site's options."""
    return Authenticator(ORIGIN).create(asked(case, "/account/ways-in/passkey/options"))


def new_phone(_case: Case) -> dict[str, Any]:
    """What a browser gives that is to be told."""
    return sent("new")


def old_phone(case: Case) -> dict[str, Any]:
    """The same of a browser that they added long ago."""
    return sent(case.person)


def passkey_again(case: Case) -> dict[str, Any]:
    """What a device signs whose passkey this person has."""
    device, who = Authenticator(ORIGIN), person_of(case)
    here, present = passkeys.Site("localhost", ORIGIN, "Alongside"), running()
    made = device.create(passkeys.begin_enrolling(case.session, who, here, present))
    passkeys.finish_enrolling(case.session, who, here, made, present, label="Test")
    case.session.commit()
    return device.but(count=2).get(asked(case, "/account/prove/passkey/options"))


def asked(case: Case, path: str) -> dict[str, Any]:
    """What the site asks a device for."""
    answer: dict[str, Any] = json.loads(case.client.post(path, json={}, headers=case.headers).data)
    return answer


def hands_on(person: str, _thing: str) -> int:
    """Only representatives hand their role on; others are told so."""
    return 200 if any(seat.role == "group_representative" for seat in PEOPLE[person].live) else 409


def ends(person: str, _thing: str) -> int:
    """The last coordinator of an organisation with people hands over first."""
    return 409 if person == "kit" else 303


LINK = {"label": "My phone", "manner": "discreet", "word": "Coffee", "alarm": ""}


def with_a_number(case: Case) -> None:
    """They have a number besides their e-mail."""
    who = case.session.get_one(Person, case.world.people[case.person])
    set_contact(who, Contact("phone", "+447700900977"))
    case.session.commit()


ROWS = {
    "account.account": Row("account.own"),
    "account.rename": Row("account.own", form={"name": "Somebody"}, changes="person"),
    "account.contact": Row("account.contact"),
    "account.send_contact_code": Row("account.contact", form={"contact": NEW.text}, changes="letter", gives=200),
    "account.use_contact_code": Row("account.contact", form=new_contact, changes="person"),
    "account.forget_contact": Row("account.contact", form={"sort": "email"}, changes="person", prepare=with_a_number),
    "account.end_session": Row("account.own", MINE, {}, "signed_in"),
    "account.leave": Row("account.leave", MINE, {}, "holding"),
    "account.hand_on": Row("account.leave", MINE, {}, "invitation", hands_on),
    "ways_in.ways_in": Row("account.keys"),
    "ways_in.new_password": Row("account.keys"),
    "ways_in.set_password": Row("account.keys", form=new_password, changes="person", is_slow=True),
    "ways_in.passkey_options": Row("account.keys", form={}, changes="ceremony", gives=200, is_json=True),
    "ways_in.add_passkey": Row("account.keys", form=new_passkey, changes="passkey", gives=200, is_json=True),
    "ways_in.rename_passkey": Row("account.keys", MINE, {"label": "My work phone"}, "passkey"),
    "ways_in.remove_passkey": Row("account.keys", MINE, {}, "passkey"),
    "ways_in.remove_password": Row("account.keys", form={}, changes="person"),
    "ways_in.new_codes": Row("account.keys", form={}, changes="recovery_code", gives=200),
    "ways_in.set_word": Row("account.keys", form={"word": "windmill kettle"}, changes="person", is_slow=True),
    "proving.ask": Row("account.prove"),
    "proving.send": Row("account.prove", form={}, changes="entry_code", gives=200),
    "proving.prove": Row("account.prove", form=password_and_code, changes="signed_in", is_slow=True),
    "proving.passkey_options": Row("account.prove", form={}, changes="ceremony", gives=200, is_json=True),
    "proving.use_passkey": Row("account.prove", form=passkey_again, changes="signed_in", gives=200, is_json=True),
    "reach.reach": Row("account.reach"),
    "reach.settle": Row("account.reach", form={"channel": "email", "hours": "usual"}, changes="safe_contact"),
    "reach.still_right": Row("account.reach", form={}, changes="safe_contact"),
    "reach.start": Row("account.reach", form={}, changes="stopped"),
    "phones.tell": Row("account.reach", form=new_phone, changes="push_phone", gives=200, is_json=True),
    "phones.seen": Row("account.reach", form=old_phone, changes="push_phone", gives=200, is_json=True),
    "phones.take_off": Row("account.reach", MINE, {}, "push_phone"),
    "inbox.inbox": Row("inbox.read"),
    "inbox.open_it": Row("inbox.read", MINE, {}, "inbox_note"),
    "inbox.all_read": Row("inbox.read", form={}, changes="inbox_note"),
    "consent.agreed": Row("account.own"),
    "consent.decide": Row("account.own", form={"purpose": "figures", "answer": "yes"}, changes="consent"),
    "consent.who_looked": Row("account.own"),
    "rights.offer": Row("account.copy"),
    "rights.copy": Row("account.copy", form={}, changes="audit_event", gives=200),
    "rights.ask": Row("account.erase"),
    "rights.end": Row("account.erase", form={"sure": "erase"}, changes="person", gives=ends, is_slow=True),
    "feed_keys.mine": Row("calendar.own"),
    "feed_keys.make": Row("calendar.own", form=LINK, changes="feed_key", gives=200),
    "feed_keys.see": Row("calendar.own", MINE),
    "feed_keys.change": Row("calendar.own", MINE, LINK, "feed_key"),
    "feed_keys.switch_off": Row("calendar.own", MINE, {}, "feed_key"),
    "feed_keys.switch_all_off": Row("calendar.own", form={}, changes="feed_key"),
    "saved.remove": Row("saved.own", MINE, {}, "saved", 200),
    "saved.remind": Row("saved.own", MINE, {"remind": "180"}, "saved"),
}
