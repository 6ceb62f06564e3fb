"""Reading what somebody typed as their e-mail address or telephone number."""

from dataclasses import dataclass
from typing import Literal

import phonenumbers

from app.kernel.contact import tidy_email
from app.kernel.errors import Refused
from app.kernel.speech import _

HOME_REGION = "GB"
SHORTEST_NUMBER = 9
"""With its plus sign: no telephone that takes text messages has fewer digits than eight with its country."""

Sort = Literal["email", "phone"]


class CannotRead(Refused):
    """That is no address and no number; the text says how to write one."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody, in the one form that is kept: small letters, or E.164 ("+447700900123")."""

    sort: Sort
    text: str


def read_contact(typed: str) -> Contact:
    """The contact that somebody typed. Numbers without a country are British. Raises `CannotRead`."""
    if "@" in typed:
        return read_email(typed)
    return read_phone(typed)


def read_email(typed: str) -> Contact:
    """An e-mail address. Raises `CannotRead`."""
    address = tidy_email(typed)
    if not address or not address.isprintable():
        raise CannotRead(_("Enter an e-mail address, like name@example.org."))
    return Contact("email", address)


def read_phone(typed: str) -> Contact:
    """A telephone number. Raises `CannotRead`."""
    sentence = _("Enter an e-mail address or a mobile number, like name@example.org or 07700 900 123.")
    if len(typed) > 40:
        raise CannotRead(sentence)
    try:
        number = phonenumbers.parse(typed, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise CannotRead(sentence) from error
    if not phonenumbers.is_possible_number(number):
        raise CannotRead(sentence)
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if len(written) < SHORTEST_NUMBER:
        raise CannotRead(sentence)
    return Contact("phone", written)
