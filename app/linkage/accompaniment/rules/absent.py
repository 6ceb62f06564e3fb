"""Somebody of the staff will be away: what becomes of those whom they go with."""

from enum import StrEnum

from app.kernel.speech import marked


class Falls(StrEnum):
    """What becomes of one of them. STANDS_IN: the first contact is due in those days, and the stand-in says hello."""

    HANDED_ON = "handed_on"
    ASKED_NO_MORE = "asked_no_more"
    DATE_ONLY = "date_only"
    NO_FIRST = "no_first"
    STANDS_IN = "stands_in"
    STAYS = "stays"


WORDS = {
    Falls.HANDED_ON: marked(
        "{name}: they were to go on one of those days. Somebody else is looked for, and {name} is told."
    ),
    Falls.ASKED_NO_MORE: marked("{name}: they are asked whether they go. The question is taken back."),
    Falls.DATE_ONLY: marked("{name}: a date that was suggested lies in those days. It ends; they stay together."),
    Falls.NO_FIRST: marked(
        "{name}: the first contact is due then, and whoever stands in cannot make it. Somebody else is looked for, and "
        "{name} is told."
    ),
    Falls.STANDS_IN: marked("{name}: the first contact is due then. Whoever stands in says hello; they stay together."),
    Falls.STAYS: marked("{name}: they stay together. Whoever stands in looks after {name} meanwhile."),
}
"""To whoever keeps it, before it is kept."""

ENDS = frozenset({Falls.HANDED_ON, Falls.ASKED_NO_MORE, Falls.NO_FIRST})
"""Of these somebody else is sought."""
