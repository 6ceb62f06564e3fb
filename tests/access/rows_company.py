"""Requests for company: those who arrange them, and champions who are asked."""

from tests.access.rows import Case, Row

REQUESTS = ("nia's request", "noor's request")


def askable(case: Case) -> dict[str, str]:
    """A champion of that organisation who is free."""
    return {"first": case.world.people["cass" if case.thing == "noor's request" else "cleo"]}


ROWS = {
    "board.board": Row("linkage.read", ("lists of organisations",)),
    "requests.see": Row("linkage.read", REQUESTS),
    "requests.contact": Row("linkage.contact", REQUESTS),
    "requests.take": Row("linkage.arrange", REQUESTS, {}, "linkage_happening"),
    "requests.move": Row("linkage.arrange", REQUESTS, {"to": "safety_hold"}, "linkage"),
    "requests.ask": Row("linkage.arrange", REQUESTS, askable, "offer"),
    "requests.recall": Row("linkage.arrange", ("request with a question",), {}, "offer_round"),
    "requests.another": Row("linkage.arrange", ("request with a walk",), {}, "walk"),
    "requests.settle": Row("linkage.arrange", ("request on the way",), {"outcome": "attended"}, "plan"),
    "offers.asked": Row("offer.answer"),
    "offers.accept": Row("offer.answer", ("question to cal",), {}, "walk"),
    "offers.decline": Row("offer.answer", ("question to cal",), {"reason": "busy"}, "offer"),
    "offers.undo": Row("offer.answer", ("no of cleo",), {}, "offer"),
    "offers.go_on": Row("offer.answer", ("yes of cleo",), {}, "linkage"),
}
