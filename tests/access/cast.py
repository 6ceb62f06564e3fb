"""Who is who in the world of the matrix, and how each seat stands to each thing: written out by hand, apart from the
application, so that a wrong question to the database is seen."""

from dataclasses import dataclass
from typing import NamedTuple

CALDER, WORTH = "calder", "worth"
ANONYMOUS = ""


class Seat(NamedTuple):
    """A role in an organisation ("" for none). `state` is "live", "suspended" or "ended"; `group` is the listing that
    it represents."""

    role: str
    organisation: str = ""
    state: str = "live"
    group: str = ""
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody with an account. `is_out`: the account itself is suspended; `is_enrolling`: no second factor yet."""

    seats: tuple[Seat, ...]
    is_out: bool = False
    is_enrolling: bool = False

    @property
    def live(self) -> tuple[Seat, ...]:
        """The seats that count."""
        return () if self.is_out else tuple(seat for seat in self.seats if seat.state == "live")


def _one(*seats: Seat) -> Somebody:
    return Somebody(seats)


PEOPLE = {
    "nia": _one(Seat("newcomer", CALDER)),
    "ned": _one(Seat("newcomer", CALDER)),
    "noor": _one(Seat("newcomer", WORTH)),
    "cal": _one(Seat("champion", CALDER)),
    "cleo": _one(Seat("champion", CALDER)),
    "cass": _one(Seat("champion", WORTH)),
    "lin": _one(Seat("link_worker", CALDER)),
    "lee": _one(Seat("link_worker", WORTH)),
    "cora": _one(Seat("coordinator", CALDER, duties=("supervisor", "safeguarding_lead", "on_duty"))),
    "carl": _one(Seat("coordinator", CALDER, duties=("safeguarding_lead", "privacy_lead"))),
    "kit": _one(Seat("coordinator", WORTH, duties=("supervisor", "safeguarding_lead", "privacy_lead", "on_duty"))),
    "gus": _one(Seat("group_representative", CALDER, group="mill")),
    "gwen": _one(Seat("group_representative", CALDER, group="quay")),
    "gil": _one(Seat("group_representative", WORTH, group="dale")),
    "rae": _one(Seat("report_viewer", CALDER)),
    "ray": _one(Seat("report_viewer", WORTH)),
    "tam": _one(Seat("technical_admin")),
    "tess": _one(Seat("technical_admin")),
    "susan": _one(Seat("coordinator", CALDER, "suspended")),
    "sid": Somebody((Seat("coordinator", CALDER),), is_out=True),
    "enid": _one(Seat("coordinator", CALDER, "ended")),
    "fay": _one(Seat("coordinator", CALDER, "ended"), Seat("champion", WORTH)),
    "fred": _one(Seat("group_representative", CALDER, "ended", group="mill"), Seat("newcomer", CALDER)),
    "dot": _one(Seat("link_worker", CALDER), Seat("champion", WORTH)),
    "tod": _one(Seat("champion", CALDER), Seat("technical_admin")),
    "eve": Somebody((Seat("coordinator", CALDER),), is_enrolling=True),
}
"""Susan and Sid are suspended, Enid has no role left, Fay and Fred had one that reached further; Dot and Tod hold two
roles that must not lend each other their reach; Eve has not set up her second factor yet."""

ONE_OF_EACH = ("nia", "cal", "lin", "cora", "gus", "rae", "tam")
"""Somebody of each role."""
COLLEAGUE = {name: "ned" if name != "ned" else "nia" for name in PEOPLE} | {
    "nia": "ned", "cal": "cleo", "cleo": "cal", "cora": "carl", "carl": "cora", "gus": "gwen", "gwen": "gus",
    "tam": "tess", "tess": "tam", "rae": "ray", "lin": "lee", "noor": "nia", "cass": "cal", "kit": "cora",
}  # fmt: skip
"""Somebody else, of the same role where there is one: whose things each person tries to reach."""

AREA, GROUP, ORGANISATION, OWN, ANY, GRANTED = "area", "group", "organisation", "own", "any", "granted"
CASE = "case"

RELATIONS: dict[str, dict[str, set[str]]] = {
    "": {ANY: {"everywhere"}, OWN: {"everywhere"}},
    "own": {OWN: {"everywhere"}},
    "another's": {},
    "lists of care": {AREA: {CALDER, WORTH}, GROUP: {"gus", "gwen", "gil"}},
    "lists of organisations": {ORGANISATION: {CALDER, WORTH}, ANY: {"technical_admin"}},
    "mill": {AREA: {CALDER}, GROUP: {"gus"}},
    "quay": {AREA: {CALDER}, GROUP: {"gwen"}},
    "dale": {AREA: {WORTH}, GROUP: {"gil"}},
    "wire": {AREA: {WORTH}},
    "stray": {},
    "mill with parts of quay": {},
    "mill hall": {AREA: {CALDER}, GROUP: {"gus"}},
    "quay hall": {AREA: {CALDER}},
    "dale hall": {AREA: {WORTH}, GROUP: {"gil"}},
    "barn": {},
    "mill hall shut": {AREA: {CALDER}},
    "mill hall with parts of dale hall": {},
    CALDER: {ORGANISATION: {CALDER}, ANY: {"technical_admin"}},
    WORTH: {ORGANISATION: {WORTH}, ANY: {"technical_admin"}},
    "lin at calder": {ORGANISATION: {CALDER}, ANY: {"technical_admin"}},
    "nia at calder": {ORGANISATION: {CALDER}, GRANTED: {"cora"}},
    "ned at calder": {ORGANISATION: {CALDER}},
    "lee at worth": {ORGANISATION: {WORTH}, ANY: {"technical_admin"}},
    "lee as if at calder": {},
    "newcomer to calder": {ORGANISATION: {f"coordinator at {CALDER}", f"link_worker at {CALDER}"}},
    "coordinator to calder": {ORGANISATION: {f"coordinator at {CALDER}"}, ANY: {"technical_admin"}},
    "newcomer to worth": {ORGANISATION: {f"coordinator at {WORTH}", f"link_worker at {WORTH}"}},
    "way back for lin": {ORGANISATION: {CALDER}, ANY: {"technical_admin"}},
    "way back for cal": {ORGANISATION: {CALDER}},
    "way back as if to worth": {},
    "glass at calder": {ORGANISATION: {CALDER}},
    "glass as if at worth": {},
    "walk of cal": {OWN: {"cal"}},
    "walk of carl": {OWN: {"carl"}},
    "question to lin": {OWN: {"lin"}},
    "cal on the way home": {OWN: {"cal"}},
    "page of ned": {OWN: {"ned"}},
    "line of cal": {OWN: {"cal"}},
    "outing of cal": {OWN: {"cal"}},
    "outing of cleo": {OWN: {"cleo", "cal"}},
    "request with a learner": {ORGANISATION: {CALDER}},
    "claimed by cal": {OWN: {"cal"}},
    "claim of cal": {ORGANISATION: {CALDER}},
    "claim as if to worth": {},
    "line to cal": {OWN: {"cal"}},
    "line of ned": {OWN: {"ned"}},
    "line to ned": {OWN: {"ned"}},
    "out at calder": {ORGANISATION: {"cora"}},
    "out at worth": {ORGANISATION: {"kit"}},
    "out as if at worth": {},
    "reported at calder": {ORGANISATION: {CALDER}},
    "reported as if at worth": {},
    "page of ned at the end": {OWN: {"ned"}},
    "letter to nia": {ORGANISATION: {CALDER}},
    "letter to lee": {ORGANISATION: {WORTH}},
    "code for nia": {},
    "stop link": {},
    "complaint about calder": {ORGANISATION: {CALDER}},
    "complaint as if about worth": {},
    "incident at calder": {ORGANISATION: {CALDER}},
    "incident as if at worth": {},
    "nia's request": {ORGANISATION: {CALDER}},
    "request of lin": {ORGANISATION: {CALDER}, CASE: {"lin"}},
    "noor's request": {ORGANISATION: {WORTH}},
    "request with a question": {ORGANISATION: {CALDER}},
    "request with a walk": {ORGANISATION: {CALDER}},
    "request that came back": {ORGANISATION: {CALDER}},
    "request on the way": {ORGANISATION: {CALDER}},
    "request at the end": {ORGANISATION: {CALDER}},
    "absence at calder": {ORGANISATION: {CALDER}},
    "request that may go": {ORGANISATION: {CALDER}},
    "question to worth": {ORGANISATION: {WORTH}},
    "question to cal": {OWN: {"cal"}},
    "no of cleo": {OWN: {"cleo"}},
    "yes of cleo": {OWN: {"cleo"}},
    "told": {},
    "concern at calder": {ORGANISATION: {CALDER}},
    "concern about carl": {ORGANISATION: {"cora"}},
    "concern as if at worth": {},
    "shift at calder": {ORGANISATION: {CALDER}},
    "shift as if at worth": {},
    "pair at calder": {ORGANISATION: {CALDER}},
    "pair as if at worth": {},
    "bar at calder": {ORGANISATION: {CALDER}},
    "bar as if at worth": {},
    "cal as champion": {ORGANISATION: {CALDER}, CASE: {"cora"}},
    "cleo as champion": {ORGANISATION: {CALDER}, CASE: {"cora"}},
    "cass as champion": {ORGANISATION: {WORTH}, CASE: {"kit"}},
    "cass as if at calder": {},
    "application to calder": {ORGANISATION: {CALDER}},
    "application as if to worth": {},
}
"""By thing and relation: the seats that stand so to it. A seat is named by its organisation, its role, both ("role at
organisation"), or who sits in it; "everywhere" is all.

Quay Hall is shared by the groups of Gwen and Gil, so it is neither's; shutting a hall, and undoing that, is not for
representatives. The wire is online, kept by the organisation at Worth; nobody looks after the stray. Cora has broken
the glass of Nia's record now, and of Ned's yesterday, and asked that Lin and Cal be let back in. A technical admin sees
nobody but staff. Who may invite to a role may take such an invitation back. Cora and Carl are safeguarding leads; Carl
has a part in one of the concerns himself."""


def relations(name: str, seat: Seat, thing: str) -> set[str]:
    """How that person, in that seat, stands to a thing."""
    words = {"everywhere", seat.organisation, seat.role, f"{seat.role} at {seat.organisation}", name}
    return {relation for relation, seats in RELATIONS[thing].items() if seats & words}
