"""What has to hold before a champion may be asked for somebody: one small rule each, with its code and its sentence.

The order of the table is the order in which people see what was left after each rule. Every rule looks at one or two of
asker, candidate and meeting and says which, so that whoever has many to compare need not ask it for each three anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.kernel.days import LONDON, local_day
from app.kernel.speech import marked
from app.linkage.matching.rules.values import Asker, Candidate, Ground, Meeting, Pairing, Span
from app.linkage.matching.rules.ways import minutes_there

OF_PLACE = frozenset({"step_free", "accessible_toilet", "hearing_loop"})
"""Needs that the venue meets; every other need is met by the champion."""
SIGNED = "bsl"
ASKER, CHAMPION, PAIR = ("asker",), ("candidate",), ("asker", "candidate")
ASKER_THERE, CHAMPION_THERE = ("asker", "meeting"), ("candidate", "meeting")


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` as it is stored and counted; `sees`: whom it looks at; `says` to staff what holds if it does not."""

    code: str
    sees: tuple[str, ...]
    says: str
    holds: Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it cannot be: the code, and a sentence for staff."""

    code: str
    says: str


def feasible(asker: Asker, candidate: Candidate, meeting: Meeting, ground: Ground) -> Reason | None:
    """The first rule that does not hold for these three, or None: then they could go."""
    parts = {"asker": asker, "candidate": candidate, "meeting": meeting}
    for rule in RULES:
        if not rule.holds(*(parts[part] for part in rule.sees), ground):
            return Reason(rule.code, rule.says)
    return None


def agreed(asker: Asker, _ground: Ground) -> bool:
    """They agreed that a champion is told, and still do."""
    return asker.agreed


def asker_may_be_asked_for(asker: Asker, _ground: Ground) -> bool:
    """Nobody said that it is to wait."""
    return not asker.rests


def asker_is_adult(asker: Asker, _ground: Ground) -> bool:
    """18 or over."""
    return asker.adult


def champion_is_adult(candidate: Candidate, _ground: Ground) -> bool:
    """18 or over."""
    return candidate.adult


def is_active(candidate: Candidate, ground: Ground) -> bool:
    """A champion who goes with people, rested, and kept from it by nothing but what has a rule of its own."""
    is_rested = candidate.rests_until is None or candidate.rests_until <= ground.now
    return "community" in candidate.kinds and is_rested and set(candidate.not_ready) <= OWN_CODES


def is_cleared(candidate: Candidate, _ground: Ground) -> bool:
    """The checks that this activity wants are there."""
    return "clearance" not in candidate.not_ready


def is_cleared_then(candidate: Candidate, meeting: Meeting, _ground: Ground) -> bool:
    """They hold on the day of the meeting."""
    return candidate.checked_until is None or local_day(meeting.starts, LONDON) <= candidate.checked_until


def is_trained(candidate: Candidate, _ground: Ground) -> bool:
    """The courses are done."""
    return "training" not in candidate.not_ready


def is_supervised(candidate: Candidate, _ground: Ground) -> bool:
    """Supervision is not overdue beyond the grace."""
    return "supervision" not in candidate.not_ready


def meets_gender_wished(asker: Asker, candidate: Candidate, _ground: Ground) -> bool:
    """Where nothing is known of a champion's gender, no wish is met."""
    return not asker.genders or candidate.gender in asker.genders - {""}


def meets_gender_limit(asker: Asker, candidate: Candidate, _ground: Ground) -> bool:
    """Where nothing is known of a newcomer's gender, no limit is met."""
    return not candidate.company or asker.gender in candidate.company - {""}


def can_talk(asker: Asker, candidate: Candidate, _ground: Ground) -> bool:
    """They share a language, or somebody will interpret."""
    return asker.interpreter or not asker.languages or bool(asker.languages & candidate.languages)


def can_help(asker: Asker, candidate: Candidate, _ground: Ground) -> bool:
    """The champion helps in every way that is needed; an interpreter who is booked signs."""
    needs = asker.needs - OF_PLACE
    return needs - ({SIGNED} if asker.interpreter else set()) <= candidate.helps


def can_get_in(asker: Asker, meeting: Meeting, _ground: Ground) -> bool:
    """The venue is known to have what is needed; online there is no venue."""
    return meeting.online or asker.needs & OF_PLACE <= meeting.access


def is_unblocked(asker: Asker, candidate: Candidate, ground: Ground) -> bool:
    """Nobody said that these two are not to meet, and they are not one and the same."""
    return asker.person != candidate.person and not _between(asker, candidate) & ground.facts.blocked


def is_no_dual(asker: Asker, candidate: Candidate, ground: Ground) -> bool:
    """They do not know one another in another way that stands between them."""
    return not _between(asker, candidate) & ground.facts.dual.keys()


def is_not_answered(asker: Asker, candidate: Candidate, ground: Ground) -> bool:
    """The champion has not been asked already for this request."""
    return (asker.request, candidate.person) not in ground.facts.answered


def is_long_ago(asker: Asker, candidate: Candidate, ground: Ground) -> bool:
    """A pair that parted has been apart long enough, or is wished again."""
    parted = ground.facts.parted.get((asker.person, candidate.person))
    return parted is None or both_wish_again(asker, candidate) or ground.now - parted >= ground.limits.apart


def both_wish_again(asker: Asker, candidate: Candidate) -> bool:
    """They went together before; the newcomer wishes for them, and the champion lets themselves be asked for."""
    return candidate.again and candidate.person in asker.again


def is_wished(asker: Asker, meeting: Meeting, _ground: Ground) -> bool:
    """The meeting that they chose, or a route that they wish."""
    if asker.listing:
        is_day = asker.on is None or local_day(meeting.starts, LONDON) == asker.on
        return meeting.listing == asker.listing and is_day
    return not asker.routes or bool(asker.routes & meeting.routes)


def is_for_asker(asker: Asker, meeting: Meeting, _ground: Ground) -> bool:
    """A meeting that is not known to be open is only for those who belong."""
    return _is_open_to(asker.belongs, meeting)


def is_for_champion(candidate: Candidate, meeting: Meeting, _ground: Ground) -> bool:
    """The champion is willing to go to it, and belongs if it is not open."""
    is_willing = not candidate.routes or not meeting.routes or bool(candidate.routes & meeting.routes)
    return is_willing and _is_open_to(candidate.belongs, meeting)


def may_enter(asker: Asker, meeting: Meeting, _ground: Ground) -> bool:
    """Nobody barred them from the venue, and they do not avoid it."""
    return meeting.online or meeting.venue not in asker.barred | asker.avoids


def asker_can_go(asker: Asker, meeting: Meeting, ground: Ground) -> bool:
    """One of their ways takes them there within what they are glad to go, late in the evening within that limit; who
    chose the meeting by name has looked where it is."""
    return meeting.listing == asker.listing or minutes_there(asker, meeting, ground) is not None


def champion_can_go(candidate: Candidate, meeting: Meeting, ground: Ground) -> bool:
    """The same for the champion, wherever it is."""
    return minutes_there(candidate, meeting, ground) is not None


def is_within_sight(asker: Asker, ground: Ground) -> bool:
    """The whole day that they chose is not further than anybody looks."""
    return asker.on is None or asker.on < local_day(ground.now + ground.limits.widest, LONDON)


def is_soon(_asker: Asker, meeting: Meeting, ground: Ground) -> bool:
    """It is within the days that are looked at."""
    return meeting.starts <= ground.now + ground.limits.horizon


def is_not_too_soon(_asker: Asker, meeting: Meeting, ground: Ground) -> bool:
    """There is time to ask somebody."""
    return ground.now + ground.limits.notice <= meeting.starts


def asker_is_free(asker: Asker, meeting: Meeting, ground: Ground) -> bool:
    """There is time for it and for the way; who gave no times is free, and who chose the meeting by name has looked
    when it is."""
    return not asker.free or meeting.listing == asker.listing or _is_free(asker, meeting, ground)


def champion_is_free(candidate: Candidate, meeting: Meeting, ground: Ground) -> bool:
    """There is time for it and for the way; who gave no times is not free."""
    return _is_free(candidate, meeting, ground)


def has_room(candidate: Candidate, ground: Ground) -> bool:
    """They may be asked to go with one more."""
    return places(candidate, ground) > 0


def places(candidate: Candidate, ground: Ground) -> int:
    """How many more people a champion may be asked for now, counting what they may still say yes to."""
    limits, taken = ground.limits, candidate.walks + candidate.offers
    week = limits.week if candidate.week is None else min(candidate.week, limits.week)
    this_week = week - candidate.new_this_week - candidate.offers
    return max(0, min(min(candidate.cap, limits.cap) - taken, this_week, limits.offers - candidate.offers))


def _between(asker: Asker, candidate: Candidate) -> set[Pairing]:
    return {(asker.person, candidate.person), (candidate.person, asker.person)}


def _is_open_to(belongs: frozenset[str], meeting: Meeting) -> bool:
    return meeting.is_open is True or bool(belongs & meeting.routes)


def _is_free(somebody: Asker | Candidate, meeting: Meeting, ground: Ground) -> bool:
    """Is the meeting with its margin and both ways within times that touch one another? A way that is not known yet is
    somebody else's question."""
    starts = meeting.starts
    if not any(span.starts <= starts <= span.ends for span in somebody.free):
        return False
    way = timedelta(minutes=minutes_there(somebody, meeting, ground) or 0)
    reached, ends = starts - ground.limits.margin - way, meeting.ends + way
    for span in sorted(somebody.free, key=_start):
        if span.starts > reached:
            break
        reached = max(reached, span.ends)
    return reached >= ends


def _start(span: Span) -> datetime:
    return span.starts


RULES = (
    Rule("consent", ASKER, marked("They have not agreed that a champion is told"), agreed),
    Rule("rests", ASKER, marked("Nobody can be asked for them at present"), asker_may_be_asked_for),
    Rule("adult", ASKER, marked("They are not known to be 18"), asker_is_adult),
    Rule("horizon", ASKER, marked("The date that they chose is further off than we look"), is_within_sight),
    Rule("adult", CHAMPION, marked("The champion is not known to be 18"), champion_is_adult),
    Rule("ch_active", CHAMPION, marked("Is not going with people at present"), is_active),
    Rule("training", CHAMPION, marked("A course is still to be done"), is_trained),
    Rule("supervision", CHAMPION, marked("Supervision is overdue"), is_supervised),
    Rule("clearance", CHAMPION, marked("A check is still to be done"), is_cleared),
    Rule("gender_n", PAIR, marked("Not of the gender that was wished"), meets_gender_wished),
    Rule("gender_ch", PAIR, marked("Goes with people of another gender"), meets_gender_limit),
    Rule("language", PAIR, marked("They share no language"), can_talk),
    Rule("access", PAIR, marked("Cannot help in the way that is needed"), can_help),
    Rule("block", PAIR, marked("These two are not put together"), is_unblocked),
    Rule("dual", PAIR, marked("They know one another in another way"), is_no_dual),
    Rule("history", PAIR, marked("Was asked for this already"), is_not_answered),
    Rule("history", PAIR, marked("They went together, and parted not long ago"), is_long_ago),
    Rule("pathway", ASKER_THERE, marked("No meeting of the kind that was wished"), is_wished),
    Rule("pathway", ASKER_THERE, marked("The meeting is not open to them"), is_for_asker),
    Rule("pathway", CHAMPION_THERE, marked("The champion does not go to such meetings"), is_for_champion),
    Rule("access", ASKER_THERE, marked("The venue is not known to have what is needed"), can_get_in),
    Rule("venue", ASKER_THERE, marked("They do not go to this venue"), may_enter),
    Rule("clearance", CHAMPION_THERE, marked("A check runs out before that day"), is_cleared_then),
    Rule("travel", ASKER_THERE, marked("Too far for the newcomer"), asker_can_go),
    Rule("travel", CHAMPION_THERE, marked("Too far for the champion"), champion_can_go),
    Rule("horizon", ASKER_THERE, marked("Only on dates further off than we look"), is_soon),
    Rule("notice", ASKER_THERE, marked("Too soon to ask anybody"), is_not_too_soon),
    Rule("overlap", ASKER_THERE, marked("The newcomer is not free then"), asker_is_free),
    Rule("overlap", CHAMPION_THERE, marked("The champion is not free then"), champion_is_free),
    Rule("capacity", CHAMPION, marked("Has no room for one more at present"), has_room),
)
"""4.2 of the workings of linkage. Whoever is left after the last one may be asked."""

OWN_CODES = frozenset({"clearance", "training", "supervision"})
"""What keeps a champion from going that has a rule of its own."""
