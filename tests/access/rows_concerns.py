"""Concerns for somebody's safety, the rota of who is on duty, and people who are never to meet."""

from datetime import timedelta

from app.concerns.models import Concern, ConcernPerson, Stop
from app.concerns.rules.concern import Part
from app.seal import new_id
from tests.access.cast import CALDER, WORTH
from tests.access.rows import Case, Row
from tests.conftest import MONDAY_EVENING

BOTH = (CALDER, WORTH)
CONCERNS = ("concern at calder", "concern about carl", "concern as if at worth")
MINE = ("own", "another's")
TURN = {"weekday": "1", "first": "9", "last": "17"}
ORDER = "There is an order of a court."
BECAUSE = {"words": "They are safe with their sister now."}


def taken_up(case: Case) -> None:
    """A lead sees to it."""
    for each in case.session.query(Concern):
        each.taken_up_at = MONDAY_EVENING
    case.session.commit()


def reported(case: Case) -> None:
    """Two people told, apart from one another, of Nia."""
    every = list(case.session.query(Concern))
    here = next(each for each in every if each.id == case.world.ids["concern at calder"]["concern_id"])
    other = Concern(
        id=new_id(), code_hash="x", once_index=new_id(), organisation_id=here.organisation_id, is_immediate=False,
        of_staff=False, made_at=here.made_at + timedelta(days=3),
    )  # fmt: skip
    case.session.add(other)
    case.session.flush()
    for each in (*every, other):
        case.session.add(ConcernPerson(concern_id=each.id, person_id=case.world.people["nia"], part=Part.ABOUT,
                                       is_staff=False, marked_at=here.made_at))  # fmt: skip
    case.session.commit()


def stopped(case: Case) -> None:
    """What is Nia's is stopped."""
    at = case.world.ids["concern at calder"]["concern_id"]
    case.session.add(Stop(concern_id=at, person_id=case.world.people["nia"], set_at=MONDAY_EVENING))
    case.session.commit()


ROWS = {
    "concern.form": Row("concern.make"),
    "concern.tell": Row("concern.make", form={"words": "He has a knife.", "danger": "yes"}, changes="concern",
                        gives=200),
    "concern.ask_code": Row("concern.make", ("told",)),
    "concern.look": Row("concern.make", ("told",), lambda case: case.ids, "attempt", 200),
    "concern.more": Row("concern.make", ("told",), lambda case: {"words": "Again."} | case.ids, "concern_note", 200),
    "concerns.all_of_them": Row("concern.read", BOTH),
    "concerns.one": Row("concern.read", CONCERNS),
    "concerns.take_up": Row("concern.keep", CONCERNS, {}, "concern"),
    "concerns.take_over": Row("concern.keep", CONCERNS, {}, "concern", prepare=taken_up),
    "concerns.write": Row("concern.keep", CONCERNS, {"sort": "note", "words": "We rang."}, "concern_note"),
    "concerns.weigh": Row("concern.keep", CONCERNS, {"speed": "immediate", "agreed": "given"}, "concern_note"),
    "concerns.mark": Row("concern.keep", CONCERNS, lambda case: {"person": case.world.people["cal"], "part": "about"},
                         "concern_person"),
    "concerns.unmark": Row("concern.keep", CONCERNS, {}, "concern_person"),
    "concerns.freeze": Row(
        "concern.keep", CONCERNS, lambda case: {"person": case.world.people["nia"]}, "concern_note",
        lambda _person, thing: 409 if thing == "concern about carl" else 303,
    ),
    "concerns.resume": Row(
        "concern.keep", CONCERNS, lambda case: {"person": case.world.people["nia"]}, "concern_stop",
        lambda _person, thing: 409 if thing == "concern about carl" else 303, prepare=stopped,
    ),
    "concerns.lift": Row("concern.keep", CONCERNS, lambda case: {"person": case.world.people["nia"]} | BECAUSE,
                         "hold_lifted", prepare=reported),
    "concerns.close": Row("concern.keep", CONCERNS, BECAUSE, "concern", prepare=taken_up),
    "concerns.reopen": Row("concern.keep", CONCERNS, BECAUSE, "concern_note"),
    "rota.rota": Row("rota.read", BOTH),
    "rota.add": Row(
        "rota.keep", BOTH,
        lambda case: {"person": case.world.people["kit" if case.thing == WORTH else "cora"]} | TURN, "shift",
    ),
    "rota.remove": Row("rota.keep", ("shift at calder", "shift as if at worth"), {}, "shift"),
    "rota.apart": Row("exclusion.keep", BOTH),
    "rota.keep_apart": Row(
        "exclusion.keep", BOTH,
        lambda case: {"first": case.world.people["lee" if case.thing == WORTH else "lin"],
                      "second": case.world.people["noor" if case.thing == WORTH else "nia"],
                      "reason": ORDER, "sure": "yes"},
        "exclusion",
    ),
    "rota.end_apart": Row("exclusion.keep", ("pair at calder", "pair as if at worth"), {}, "exclusion"),
    "rota.bar": Row(
        "exclusion.keep", BOTH,
        lambda case: {"person": case.world.people["noor" if case.thing == WORTH else "nia"],
                      "building": case.world.ids["dale hall" if case.thing == WORTH else "mill hall"]["venue_id"],
                      "because": ORDER},
        "barred",
    ),
    "rota.end_bar": Row("exclusion.keep", ("bar at calder", "bar as if at worth"), {}, "barred"),
    "blocks.mine": Row("account.own"),
    "blocks.take_back": Row("account.own", form={}, changes="block", values={}, things=("own",)),
}  # fmt: skip
