"""Which ways in somebody has, and whether these are strong enough for what they are here for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.kernel.errors import Refused
from app.kernel.roles import TWO_FACTORS, Role
from app.kernel.speech import _


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody can show besides a code that was sent to them. `recovery_left` counts the codes
    on paper that are not used yet."""

    passkeys: int = 0
    has_password: bool = False
    has_totp: bool = False
    has_word: bool = False
    recovery_left: int = 0

    @property
    def is_two(self) -> bool:
        """Is it as good as two factors: a passkey (which always wants a finger, a face or a PIN besides the device), or
        a password and an app's code?"""
        return self.passkeys > 0 or (self.has_password and self.has_totp)

    @property
    def lacks_paper(self) -> bool:
        """Would the loss of a phone shut them out, for want of codes on paper?"""
        return self.has_password and self.has_totp and not self.recovery_left

    def is_enough_for(self, roles: Collection[Role]) -> bool:
        """May somebody with these roles be let in fully with what they have?"""
        return self.is_two or takes_codes(roles)


def takes_codes(roles: Iterable[Role]) -> bool:
    """Does a code that is sent let in somebody with these roles, whatever other ways they have?"""
    return TWO_FACTORS.isdisjoint(roles)


class TooWeak(Refused):
    """Taking this away would leave less than the person's roles ask for."""


def check_stays_enough(after: Factors, roles: Collection[Role]) -> None:
    """Raise `TooWeak` if what is left does not open what these roles need."""
    if not after.is_enough_for(roles):
        raise TooWeak(_("Add another passkey first, or a password and an app. You need one of them to get in."))
