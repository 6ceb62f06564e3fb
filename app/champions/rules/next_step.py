"""What comes next for a champion, in one line and with one button where it is theirs to do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.champions.rules.readiness import Reason
from app.champions.rules.words import Standing
from app.kernel.speech import _

TIMES, GOING = "times", "going"
HARMLESS = frozenset({Reason.RESTING, Reason.KIND})
"""A rest after a first meeting ends by itself, and who goes with nobody misses no question."""


@dataclass(frozen=True, slots=True)
class Step:
    """The words; where it is done and what the button says, "" where it is for somebody else to do."""

    words: str
    link: str = ""
    label: str = ""


def is_asked(standing: Standing, reasons: Collection[Reason]) -> bool:
    """Is something new asked of who is ready? Not where a check ended, say."""
    return standing is not Standing.READY or HARMLESS.issuperset(reasons)


def next_step(
    standing: Standing, reasons: Collection[Reason], lacking: Sequence[str], unsaid: Collection[str], *,
    has_phone: bool, here: str, who: str,
) -> Step | None:  # fmt: skip
    """Of somebody who gets ready, or is ready and not asked now; None where nothing is to come. `lacking`: what
    somebody else arranges with them, in words; `here` their own page; `who` looks after them, or the organisation."""
    if standing is Standing.READY and not is_asked(standing, reasons):
        if lacking:
            return Step(_("Nothing new is asked of you now. Still needed: {words}.", words=", ".join(lacking)))
        return Step(_("Nothing new is asked of you now."))
    if standing is not Standing.PREPARING:
        return None
    if not has_phone:
        return Step(_("Next: a telephone number."), "/account/contact", _("Give a telephone number"))
    if TIMES in unsaid:
        return Step(_("Next: when you can go."), f"{here}/times", _("Say when you can go"))
    if GOING in unsaid:
        return Step(_("Next: from where, and how you go."), f"{here}/going", _("Say where you go, and how"))
    if lacking:
        return Step(_("Next: {name} arranges this with you: {words}.", name=who, words=", ".join(lacking)))
    return Step(_("Next: {name} or a colleague says that you are ready. You need do nothing for it.", name=who))
