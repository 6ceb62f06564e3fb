"""Why this one, in words: two reasons for the newcomer, why they were asked for the champion, all of it for staff.

Never a percentage, and to nobody but staff a number that ranks people. To a champion nothing is said that tells who
the newcomer is or what they have been through: only that something was asked for.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.kernel.days import LONDON, ONE_DAY, day_bounds, local_day
from app.kernel.speech import _, counted, marked
from app.kernel.words import weekday
from app.linkage.matching.rules.fitting import Funnel, able, paired
from app.linkage.matching.rules.hard import SIGNED, Reason
from app.linkage.matching.rules.seen import ENGLISH
from app.linkage.matching.rules.shortlist import Look
from app.linkage.matching.rules.soft import Part, Score
from app.linkage.matching.rules.values import Asker, Candidate, Ground, Span
from app.linkage.matching.rules.ways import minutes_there

FEWEST_POINTS = 4
"""Below this a term is no reason."""
OTHERWISE: Mapping[str, str] = {
    "now": marked("As it is: {champions}"),
    "later": marked("With a week more to wait: {champions}"),
    "date": marked("On another date of it: {champions}"),
    "meeting": marked("At any meeting: {champions}"),
    "gender": marked("Of any gender: {champions}"),
    "language": marked("With an interpreter: {champions}"),
}
OWN_GENDER: Mapping[str, str] = {
    "woman": marked("If they say that they are a woman: {champions}"),
    "man": marked("If they say that they are a man: {champions}"),
    "non_binary": marked("If they say that they are non-binary: {champions}"),
}
ONLY: Mapping[str, str] = {
    "woman": marked("women"),
    "man": marked("men"),
    "non_binary": marked("non-binary people"),
}
FURTHER = (20, 30, 45, 60, 90)
LITTLE = 15
"""Minutes more that a champion might go if somebody asked them."""
LOOK_AHEAD = timedelta(days=14)
GENDER: Mapping[str, str] = {
    "woman": marked("A woman, as you wished."),
    "man": marked("A man, as you wished."),
    "non_binary": marked("A non-binary person, as you wished."),
}
TO_NEWCOMER: Mapping[str, str] = {
    "likeness": marked("Knows something that you asked for from their own life."),
    "again": marked("You wished to go with them again."),
    "familiar": marked("Knows this meeting."),
    "travel": marked("It is not far."),
    "dates": marked("Is free on several days that suit you."),
}
TO_CHAMPION: Mapping[str, str] = {
    "gender": marked("A champion of your gender was asked for."),
    "language": marked("You speak a language that was asked for."),
    "help": marked("You can give the help that is needed on the way."),
    "likeness": marked("You know something from your own life that was asked for."),
    "again": marked("You were asked for by somebody who has met you."),
    "familiar": marked("You know this meeting."),
    "dates": marked("You are free on several days that suit."),
    "rest": marked("It is a while since you were last asked."),
    "load": marked("You have room for somebody."),
    "free": marked("You are free when the meeting is on."),
}
TO_STAFF: Mapping[str, str] = {
    "gender": marked("Of the gender that was wished."),
    "language": marked("Speaks a language that was asked for."),
    "help": marked("Can give the help that is needed on the way."),
    "likeness": marked("Knows something that was asked for from their own life."),
    "again": marked("They wished to go with them again."),
    "familiar": marked("Knows this meeting."),
    "dates": marked("Is free on several days that suit."),
    "rest": marked("Was not asked for a while."),
    "load": marked("Has room for somebody."),
    "free": marked("Is free when the meeting is on."),
}
CANNOT: Mapping[str, str] = {
    "consent": marked("they have not agreed that a champion is told"),
    "rests": marked("nobody can be asked for them at present"),
    "adult": marked("18 or over is not known"),
    "ch_active": marked("not going with people at present"),
    "training": marked("a course is still to be done"),
    "supervision": marked("supervision is overdue"),
    "clearance": marked("a check is still to be done"),
    "gender_n": marked("not of the gender that was wished"),
    "gender_ch": marked("they go with people of another gender"),
    "language": marked("no shared language"),
    "access": marked("the help that is needed"),
    "block": marked("not to be put together"),
    "dual": marked("known in another way"),
    "history": marked("asked for this already, or parted not long ago"),
    "pathway": marked("not that kind of meeting"),
    "venue": marked("the venue"),
    "travel": marked("too far"),
    "horizon": marked("the date is further off than we look"),
    "notice": marked("too soon to ask anybody"),
    "overlap": marked("not free on those days"),
    "capacity": marked("no room for one more at present"),
}
"""Why some of them fall out, by the code of the rule."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """How many champions there would be if one wish were another: `kind`, its value, and how many."""

    kind: str
    value: str
    count: int


def for_newcomer(asker: Asker, candidate: Candidate, score: Score) -> tuple[str, str]:
    """Two plain reasons: what they wished first, then what fits best."""
    said = [
        *_wished(asker, candidate),
        *(_(TO_NEWCOMER[term]) for term in _telling(score.parts) if term in TO_NEWCOMER),
    ]
    said += [_("Is free when the meeting is on."), _("Goes to meetings like this one.")]
    return said[0], said[1]


def of_named(asker: Asker, candidate: Candidate, parts: Sequence[Part], unsaid: Collection[str]) -> tuple[str, str]:
    """The same of a champion whose name stands beside it. Nothing tells where they belong, and nothing of what is
    `unsaid`."""
    terms = [term for term in _telling(parts) if term in TO_NEWCOMER and term not in unsaid]
    said = [*_wished(asker, candidate), *(_(TO_NEWCOMER[term]) for term in terms)]
    said += [_("Is free when the meeting is on."), _("Would be glad to go there with you.")]
    return said[0], said[1]


def for_champion(asker: Asker, candidate: Candidate, score: Score, ground: Ground) -> list[str]:
    """Why they are asked, the weightiest first."""
    said, minutes = _reasons(asker, candidate, score, TO_CHAMPION), _minutes(candidate, score, ground)
    if minutes:
        said.append(counted("It is about {count} minute from you.", "It is about {count} minutes from you.", minutes))
    return said or [_(TO_CHAMPION["free"])]


def for_staff(asker: Asker, candidate: Candidate, score: Score, ground: Ground) -> list[str]:
    """Why they stand on the list, the weightiest first, for who chooses."""
    said, minutes = _reasons(asker, candidate, score, TO_STAFF), _minutes(candidate, score, ground)
    if minutes:
        said.append(counted("About {count} minute from there.", "About {count} minutes from there.", minutes))
    return said or [_(TO_STAFF["free"])]


def _reasons(asker: Asker, candidate: Candidate, score: Score, words: Mapping[str, str]) -> list[str]:
    met = {
        "gender": bool(asker.genders),
        "language": _shares_asked(asker, candidate),
        "help": bool(asker.needs & candidate.helps),
    }
    told = [code for code, is_met in met.items() if is_met] + [term for term in _telling(score.parts) if term in words]
    return [_(words[code]) for code in told]


def _shares_asked(asker: Asker, candidate: Candidate) -> bool:
    """Do they share a language that was asked for? English is no wish."""
    return bool((asker.languages & candidate.languages) - {ENGLISH})


def _wished(asker: Asker, candidate: Candidate) -> list[str]:
    said = [_(GENDER[candidate.gender])] if asker.genders and candidate.gender in GENDER else []
    return [*said, *([_("Speaks a language that you asked for.")] if _shares_asked(asker, candidate) else [])]


def _minutes(candidate: Candidate, score: Score, ground: Ground) -> int | None:
    return None if score.meeting.online else minutes_there(candidate, score.meeting, ground)


def steps(found: Funnel) -> list[str]:
    """ "7 champions", "3 of 7 cannot: too far", "4 can be asked"."""
    (_start, before), *later = found
    said = [counted("{count} champion", "{count} champions", before)]
    for code, left in later:
        said.append(_("{some} of {all} cannot: {why}", some=before - left, all=before, why=_(CANNOT[code])))
        before = left
    return [*said, counted("{count} could go", "{count} could go", before) if before else _("Nobody is left.")]


def otherwise(seen: Look, request: str) -> list[Otherwise]:
    """How many champions there would be if one wish were another, where that is more than there are: a longer way, one
    more day, later, any gender, another meeting, somebody who interprets, their own gender said; or if champions went
    a little further. Whoever named a meeting and no place is looked at from there.
    Nothing that keeps people safe is tried."""
    asker, ground = seen.asker(request), seen.world.ground
    further = replace(ground, limits=replace(ground.limits, horizon=LOOK_AHEAD))
    ours = able(seen.world.candidates, seen.world.meetings, ground)
    base = len(paired([asker], ours, ground))
    found: list[Otherwise] = []
    most: dict[str, int] = {}
    there = next((each.point for each in seen.world.meetings if each.listing == asker.listing), None)
    for kind, value, other in _relaxed(replace(asker, point=asker.point or there), ground.now):
        count = len(paired([other], ours, further if kind == "later" else ground))
        if count > max(base, most.get(kind, 0) if kind == "travel" else 0):
            most[kind] = count
            found.append(Otherwise(kind, value, count))
    going = able(map(_further, seen.world.candidates), seen.world.meetings, ground)
    if (count := len(paired([asker], going, ground))) > base:
        found.append(Otherwise("champion", str(LITTLE), count))
    return [Otherwise("now", "", base), *found]


def said(each: Otherwise) -> str:
    """ "As it is: nobody", "With 30 minutes on the way: 2 champions", "On Thursday too: 3 champions"."""
    champions = counted("{count} champion", "{count} champions", each.count) if each.count else _("nobody")
    if each.kind == "travel":
        return _("With {minutes} minutes on the way: {champions}", minutes=each.value, champions=champions)
    if each.kind == "champion":
        return _("If champions went {minutes} minutes further: {champions}", minutes=each.value, champions=champions)
    if each.kind == "day":
        return _("On {day} too: {champions}", day=weekday(int(each.value)), champions=champions)
    return _(OWN_GENDER[each.value] if each.kind == "own_gender" else OTHERWISE[each.kind], champions=champions)


def why_not(rule: Reason, asker: Asker, candidate: Candidate) -> str:
    """Why a champion cannot be asked; where a newcomer has left out what the champion goes by, that too."""
    if rule.code == "gender_ch" and not asker.gender:
        people = ", ".join(_(ONLY[each]) for each in ONLY if each in candidate.company)
        return _("Goes with {people} only; this person has not said.", people=people)
    return _(rule.says)


def _telling(parts: Iterable[Part]) -> list[str]:
    """The terms that are reasons, the weightiest first."""
    weighed = sorted(parts, key=lambda part: -part.points * part.weight)
    return [part.term for part in weighed if part.points >= FEWEST_POINTS]


def _relaxed(asker: Asker, now: datetime) -> Iterable[tuple[str, str, Asker]]:
    """The same request with one wish changed."""
    for minutes in FURTHER:
        if any(way.minutes < minutes for way in asker.ways):
            ways = tuple(replace(way, minutes=max(way.minutes, minutes)) for way in asker.ways)
            late = asker.late_minutes and max(asker.late_minutes, minutes)
            yield "travel", str(minutes), replace(asker, ways=ways, late_minutes=late)
    if asker.free:
        for day in range(7):
            yield "day", str(day), replace(asker, free=(*asker.free, *_whole(day, now)))
    yield "later", "", asker
    yield from _other_wishes(asker)


def _further(candidate: Candidate) -> Candidate:
    """A champion who goes a little further."""
    ways = tuple(replace(way, minutes=way.minutes + LITTLE) for way in candidate.ways)
    return replace(candidate, ways=ways, late_minutes=candidate.late_minutes and candidate.late_minutes + LITTLE)


def _other_wishes(asker: Asker) -> Iterable[tuple[str, str, Asker]]:
    if asker.on:
        yield "date", "", replace(asker, on=None)
    if asker.listing or asker.routes:
        yield "meeting", "", replace(asker, listing="", on=None, routes=frozenset())
    if not asker.gender:
        for each in OWN_GENDER:
            yield "own_gender", each, replace(asker, gender=each)
    if asker.genders:
        yield "gender", "", replace(asker, genders=frozenset())
    if (asker.languages - {ENGLISH} or SIGNED in asker.needs) and not asker.interpreter:
        yield "language", "", replace(asker, interpreter=True)


def _whole(weekday: int, now: datetime) -> Iterable[Span]:
    """Every such day of the time that is looked at."""
    first = local_day(now, LONDON)
    for number in range(LOOK_AHEAD.days + 1):
        day = first + number * ONE_DAY
        if day.weekday() == weekday:
            yield Span(*day_bounds(day, LONDON))
