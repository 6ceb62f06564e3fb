"""When the duty of safeguarding lead may be taken from somebody, and in which words it is told."""

from app.kernel.errors import Refused
from app.kernel.speech import _, marked

GIVEN, GIVEN_OTHERS = (
    marked(
        "You are a safeguarding lead of {organisation} now: you read concerns for somebody’s safety, and hear of new "
        "ones. {who} gave you this duty."
    ),
    marked("{name} is a safeguarding lead of {organisation} now. {who} gave them this duty."),
)  # fmt: skip
TAKEN, TAKEN_OTHERS = (
    marked(
        "You are no safeguarding lead of {organisation} any more. {who} changed it. Please talk with them if you do "
        "not know why."
    ),
    marked("{name} is no safeguarding lead of {organisation} any more. {who} changed it."),
)  # fmt: skip
LAID_DOWN = marked("{name} has laid down the duty of safeguarding lead of {organisation}.")


class CannotTakeAway(Refused):
    """This duty stays where it is for now; the sentence says why, and what to do first."""


def check_taking(name: str, organisation: str, *, may: bool, is_last: bool, has_in_hand: bool) -> None:
    """Raise `CannotTakeAway` unless the lead lays it down or whoever runs the site takes it (`may`), there is another
    lead, and nothing that is open would be left to nobody."""
    if not may:
        raise CannotTakeAway(
            _("{name} is a safeguarding lead. Only they themselves, or whoever runs the site, can change that.",
              name=name)
        )  # fmt: skip
    if is_last:
        raise CannotTakeAway(
            _("{name} is the only safeguarding lead of {organisation}. Let another coordinator become one first.",
              name=name, organisation=organisation)
        )  # fmt: skip
    if has_in_hand:
        raise CannotTakeAway(
            _("{name} has something open in hand. First let another lead see to it, on its page; if no other lead can "
              "read it, let another coordinator become one.", name=name)
        )  # fmt: skip


def words_of(*, is_given: bool, is_own: bool) -> tuple[str, str]:
    """What the person reads, and what the other leads do; to be translated."""
    if is_given:
        return GIVEN, GIVEN_OTHERS
    return TAKEN, LAID_DOWN if is_own else TAKEN_OTHERS
