"""Reading what somebody typed as their e-mail address or telephone number."""

from dataclasses import dataclass
from typing import Literal

import phonenumbers

from app.kernel.contact import tidy_email
from app.kernel.errors import Refused
from app.kernel.speech import _

HOME_REGION = "GB"
HOME_CODE = 44
"""Of the islands in the Irish Sea and the Channel too. Texts to other countries are not arranged for."""
LONGEST_NUMBER = 40
WHOLE = 10
"""Digits of a British number after its first nought."""
GIVEN_OUT = "123578"
"""What it begins with: places, services without a place, companies, mobiles, free calls. Not 9, which costs a lot."""
MOBILE = "+447"
"""What the numbers of mobiles begin with, and few others."""

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


def read_for_codes(typed: str) -> Contact:
    """The same, of somebody to whom codes are sent: a house telephone gets no texts, or reads them out to whoever picks
    up. Raises `CannotRead`."""
    contact = read_contact(typed)
    if contact.sort == "phone" and not contact.text.startswith(MOBILE):
        raise CannotRead(
            _("This is no mobile number, and we cannot send texts to it. Enter a mobile number or an e-mail address.")
        )
    return contact


def read_email(typed: str) -> Contact:
    """An e-mail address. Raises `CannotRead`."""
    address = tidy_email(typed)
    if not address or not address.isprintable():
        raise CannotRead(_("Enter an e-mail address, like name@example.org."))
    return Contact("email", address)


def read_phone(typed: str) -> Contact:
    """A telephone number of the United Kingdom and its islands, which we can write to. Raises `CannotRead`."""
    sentence = _("Enter an e-mail address or a mobile number, like name@example.org or 07700 900 123.")
    number = _number(typed)
    if number is None or not phonenumbers.is_possible_number(number):
        raise CannotRead(sentence)
    if number.country_code != HOME_CODE:
        raise CannotRead(_("We can only write to numbers of the United Kingdom. Enter an e-mail address instead."))
    if not _is_whole(number):
        raise CannotRead(_("Look at the number again: some digits are missing, or there are too many."))
    return Contact("phone", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def can_ring(typed: str) -> bool:
    """Is it a whole number that people can ring, of this country or another?"""
    number = _number(typed)
    if number is None:
        return False
    return _is_whole(number) if number.country_code == HOME_CODE else phonenumbers.is_possible_number(number)


def _number(typed: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(typed, HOME_REGION) if len(typed) <= LONGEST_NUMBER else None
    except phonenumbers.NumberParseException:
        return None


def _is_whole(number: phonenumbers.PhoneNumber) -> bool:
    """Has a British number all its digits? Ofcom's plan: ten after the first nought, for those that people have. A few
    are shorter; of these only what is really given out passes, since else half a number would."""
    written = phonenumbers.national_significant_number(number)
    if len(written) == WHOLE:
        return written[0] in GIVEN_OUT
    return len(written) == WHOLE - 1 and phonenumbers.is_valid_number(number)
