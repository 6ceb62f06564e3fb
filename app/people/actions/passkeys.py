"""Passkeys (WebAuthn Level 3): enrolling one, signing in with one, and naming it.

What a browser sends is a stranger's word: whatever is wrong with it, the answer is only no. A challenge is good for one
answer, for one purpose, for five minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import webauthn
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    options_to_json_dict,
    parse_authentication_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.kernel.errors import Refused
from app.kernel.speech import _
from app.people.models import Ceremony, Passkey, Person
from app.people.queries.factors import passkeys_of

LASTS = timedelta(minutes=5)
MOST = 10
"""Passkeys of one person."""
LONGEST_LABEL = 40

Json = dict[str, Any]
Bound = tuple["Purpose", str | None]
"""What a ceremony is for, and for whom, where that is known."""

UNREADABLE = (WebAuthnException, ValueError, TypeError, LookupError)


class Purpose(StrEnum):
    """What a ceremony is for; its answer is good for nothing else."""

    ENROL = "enrol"
    SIGN_IN = "sign in"
    PROVE = "prove"


@dataclass(frozen=True, slots=True)
class Site:
    """This site as a browser knows it: its host ("localhost"), its origin ("http://localhost:8000"), and a neutral
    name, which phones show in their list of passkeys."""

    rp_id: str
    origin: str
    name: str


class NotEnrolled(Refused):
    """The passkey cannot be kept; the sentence says what to do."""


def begin_enrolling(session: Session, person: Person, site: Site, present: datetime) -> Json:
    """{"ceremony": id, "publicKey": options} for `navigator.credentials.create`. Raises `NotEnrolled` when the person
    has ten."""
    had = passkeys_of(session, person)
    if len(had) >= MOST:
        raise NotEnrolled(_("You have {most} passkeys. Remove one that you no longer use first.", most=MOST))
    options = webauthn.generate_registration_options(
        rp_id=site.rp_id,
        rp_name=site.name,
        user_id=_handle(person.id),
        user_name=person.name or site.name,
        timeout=_milliseconds(LASTS),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(key.credential_id)) for key in had],
    )
    return _begun(session, (Purpose.ENROL, person.id), options.challenge, options_to_json_dict(options), present)


def finish_enrolling(
    session: Session, person: Person, site: Site, answer: Mapping[str, Any], present: datetime, *, label: str
) -> Passkey:
    """Keep a passkey. `answer` is {"ceremony": id, "credential": what the browser made}. Raises `NotEnrolled`."""
    challenge = _spent(session, (Purpose.ENROL, person.id), answer, present)
    if challenge is None:
        raise NotEnrolled(_("That took too long. Please try again."))
    try:
        made = webauthn.verify_registration_response(
            credential=answer["credential"],
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except UNREADABLE as error:
        raise NotEnrolled(_("Your device did not make a passkey that we can use. It must ask for your finger, face or "
                            "PIN.")) from error  # fmt: skip
    credential_id = bytes_to_base64url(made.credential_id)
    if session.scalars(select(Passkey.id).where(Passkey.credential_id == credential_id)).first():
        raise NotEnrolled(_("This passkey is kept already."))
    kept = Passkey(
        person_id=person.id, credential_id=credential_id, public_key=made.credential_public_key,
        sign_count=made.sign_count, label=_tidy(label), made_at=present,
    )  # fmt: skip
    session.add(kept)
    session.flush()
    return kept


def begin_signing_in(session: Session, site: Site, present: datetime, person: Person | None = None) -> Json:
    """{"ceremony": id, "publicKey": options} for `navigator.credentials.get`: the device offers the passkeys that it
    has, we name none. With `person`, to show once more that it is them."""
    options = webauthn.generate_authentication_options(
        rp_id=site.rp_id, timeout=_milliseconds(LASTS), user_verification=UserVerificationRequirement.REQUIRED
    )
    return _begun(session, _signing_in(person), options.challenge, options_to_json_dict(options), present)


def finish_signing_in(
    session: Session, site: Site, answer: Mapping[str, Any], present: datetime, person: Person | None = None
) -> Person | None:
    """Whose passkey signed, or None: wrong, too late, copied, or of somebody who may not come in. With `person`, only
    theirs. Commit either way, since the challenge is spent."""
    challenge = _spent(session, _signing_in(person), answer, present)
    credential = _read(answer)
    if challenge is None or credential is None:
        return None
    key = session.scalars(select(Passkey).where(Passkey.credential_id == credential.id)).first()
    if key is None or credential.response.user_handle != _handle(key.person_id):
        return None
    count = _count_signed(key, credential, challenge, site)
    owner = session.get_one(Person, key.person_id)
    if count is None or not owner.live_holdings or (person and person.id != owner.id):
        return None
    return owner if _keep_count(session, key, count, present) else None


def rename(session: Session, person: Person, passkey_id: str, label: str) -> None:
    """Call a passkey something else. Raises LookupError if it is not theirs."""
    mine = update(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person.id)
    if not session.scalars(mine.values(label=_tidy(label)).returning(Passkey.id)).all():
        raise LookupError("No such passkey of this person.")


def _signing_in(person: Person | None) -> Bound:
    return (Purpose.PROVE, person.id) if person else (Purpose.SIGN_IN, None)


def _begun(session: Session, bound: Bound, challenge: bytes, options: Json, present: datetime) -> Json:
    """Note a ceremony; those that are over go."""
    session.execute(delete(Ceremony).where(Ceremony.ends_at <= present))
    purpose, person_id = bound
    ceremony = Ceremony(person_id=person_id, purpose=purpose, challenge=challenge, ends_at=present + LASTS)
    session.add(ceremony)
    session.flush()
    return {"ceremony": ceremony.id, "publicKey": options}


def _spent(session: Session, bound: Bound, answer: Mapping[str, Any], present: datetime) -> bytes | None:
    """The challenge of the ceremony that an answer belongs to. It is gone from here on: of two answers at once, one
    finds it."""
    purpose, person_id = bound
    ceremony_id = answer.get("ceremony")
    if not isinstance(ceremony_id, str):
        return None
    mine = delete(Ceremony).where(
        Ceremony.id == ceremony_id,
        Ceremony.purpose == purpose,
        Ceremony.person_id == person_id if person_id else Ceremony.person_id.is_(None),
        Ceremony.ends_at > present,
    )
    return session.scalars(mine.returning(Ceremony.challenge)).first()


def _read(answer: Mapping[str, Any]) -> AuthenticationCredential | None:
    try:
        return parse_authentication_credential_json(answer["credential"])
    except UNREADABLE:
        return None


def _count_signed(key: Passkey, credential: AuthenticationCredential, challenge: bytes, site: Site) -> int | None:
    """The authenticator's count under a good signature, or None."""
    try:
        signed = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except UNREADABLE:
        return None
    return signed.new_sign_count


def _keep_count(session: Session, key: Passkey, count: int, present: datetime) -> bool:
    """Keep the authenticator's count. False if another answer with it came first. An authenticator that does not count
    says 0 each time."""
    goes_on = Passkey.sign_count < count if count else Passkey.sign_count == 0
    claim = update(Passkey).where(Passkey.id == key.id, goes_on).values(sign_count=count, used_on=present.date())
    return bool(session.scalars(claim.returning(Passkey.id).execution_options(synchronize_session=False)).all())


def _tidy(label: str) -> str:
    return " ".join(label[: 4 * LONGEST_LABEL].split())[:LONGEST_LABEL] or _("Passkey")


def _handle(person_id: str) -> bytes:
    """The user handle that the authenticator keeps (WebAuthn, 14.6.1: nothing personal): the row's random id."""
    return person_id.encode()


def _milliseconds(stretch: timedelta) -> int:
    return int(stretch.total_seconds() * 1000)
