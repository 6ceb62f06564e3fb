"""The buttons of the two, by name: what each does, given the word that it sends."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.speech import _
from app.linkage.accompaniment.actions import changing, contact, going, leaving, lines, plans, taking_back
from app.linkage.accompaniment.actions.going import NotNow
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import Pair, last
from app.linkage.accompaniment.rules.words import Outcome, Result, Saying

Step = Callable[[Session, Pair, str, Warrant, datetime], object]
Word = TypeVar("Word", Outcome, Result, Saying)


def _say(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    lines.say(session, pair, _read(Saying, word), by, now)


def _tried(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    contact.tried(session, pair, _read(Result, word), by, now)


def _agree(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    plans.agree(session, pair, by, now, looks=word)


def _how(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    going.say_how(session, _latest(session, pair), _read(Outcome, word), by, now)


def _well(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    going.well(session, pair.linkage, by, now, is_well=word != "no")


def _felt(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    going.look_back(session, _latest(session, pair), by, now, felt=word)


def _again(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    going.look_back(session, _latest(session, pair), by, now, again=word)


def _getting(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    going.getting_on(session, pair, word, by, now)


def _without_word(act: Callable[[Session, Pair, Warrant, datetime], object]) -> Step:
    return lambda session, pair, _word, by, now: act(session, pair, by, now)


BOTH: dict[str, Step] = {
    "say": _say,
    "agree": _agree,
    "change": changing.take_up,
    "stay": changing.leave_it,
    "off": _without_word(going.changed_mind),
    "still": _without_word(plans.still_on),
    "here": _without_word(going.here),
    "home": _without_word(going.home),
    "how": _how,
}
CHAMPION: dict[str, Step] = {**BOTH, "tried": _tried, "well": _well, "leave": leaving.leave}
NEWCOMER: dict[str, Step] = {
    **BOTH, "nobody": _without_word(going.nobody_here), "felt": _felt, "again": _again, "getting": _getting,
    "found": _without_word(taking_back.they_are_here), "unsay": _without_word(taking_back.unsay),
}  # fmt: skip


def _read(words: type[Word], word: str) -> Word:
    if word not in {each.value for each in words}:
        raise NotNow(_("Please choose one of the answers."))
    return words(word)


def _latest(session: Session, pair: Pair) -> Plan:
    found = pair.plan or last(session, pair.linkage.id)
    if found is None:
        raise NotNow(_("There is no plan any more. Please look at the page again."))
    return found
