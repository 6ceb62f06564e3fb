"""Champions: their own pages, those of who looks after them, and “I’d like to help”."""

from app.champions.models import Champion, Supervision
from app.champions.queries.known import others
from tests.access.cast import CALDER, WORTH
from tests.access.rows import Case, Row
from tests.conftest import MONDAY_EVENING as NOW

MINE = ("own", "another's")
THEIRS = ("cal as champion", "cleo as champion", "cass as champion", "cass as if at calder")
WROTE = ("application to calder", "application as if to worth")
GOING = {"home": "HX1", "minutes": "45", "late_minutes": "", "cap": "1", "cap_week": ""}
ANN = {"name": "Ann", "email": "ann@mail.example", "words": "I would like to help."}


def a_meeting(case: Case) -> dict[str, str]:
    """Something in the areas that their organisation serves."""
    champion = case.session.get(Champion, case.ids["champion_id"])
    return {"listing": others(case.session, champion)[0][0] if champion else ""}


def a_talk(case: Case) -> None:
    """Their supervisor noted just now that the two talked."""
    champion = case.session.get_one(Champion, case.ids["champion_id"])
    if NOW.date() not in {each.held_on for each in champion.supervisions}:
        noted = Supervision(held_on=NOW.date(), held_by=champion.supervisor_id, noted_at=NOW)
        champion.supervisions.append(noted)
    case.session.commit()


ROWS = {
    "champion.home": Row("champion.own", MINE),
    "champion.about": Row("champion.own", MINE),
    "champion.say_about": Row("champion.own", MINE, {"visibility": "first_name", "gender": ""}, "champion"),
    "champion.going": Row("champion.own", MINE),
    "champion.say_going": Row("champion.own", MINE, GOING, "champion"),
    "champion.knows": Row("champion.own", MINE),
    "champion.know": Row("champion.own", MINE, a_meeting, "champion"),
    "champion.know_not": Row("champion.own", MINE, {}, "audit_event", values={"listing_id": "00000000"}),
    "champion.times": Row("champion.own", MINE),
    "champion.say_times": Row("champion.own", MINE, {"first_1": "9", "last_1": "12"}, "champion_slot"),
    "champion.go_away": Row("champion.own", MINE, {"first": "2027-02-01", "last": "2027-02-02"}, "champion_away"),
    "champion.come_home": Row("champion.own", MINE, {}, "champion_away"),
    "champion.pause": Row("champion.own", MINE, {"open": "1", "sure": "1"}, "champion"),
    "champion.resume": Row("champion.own", MINE, {}, "audit_event"),
    "champion.before_step_back": Row("champion.own", MINE),
    "champion.step_back": Row("champion.own", MINE, {}, "champion"),
    "champion.note": Row("champion.own", MINE, {"words": "I am tired."}, "champion"),
    "pipeline.all_of_them": Row("champion.read", (CALDER, WORTH)),
    "pipeline.champion": Row("champion.read", THEIRS),
    "pipeline.before_step_back": Row("champion.care", THEIRS),
    "pipeline.supervised": Row("champion.supervise", THEIRS, {"supervision-on": "2026-12-20"}, "supervision"),
    "pipeline.supervised_not": Row("champion.supervise", THEIRS, {}, "supervision", prepare=a_talk),
    "pipeline.change": Row("champion.care", THEIRS, {"pause-until": "2026-12-31"}, "champion",
                           values={"what": "pause"}),
    "applied.application": Row("champion.invite", WROTE),
    "applied.talked": Row("champion.invite", WROTE, {"on": "2026-12-20"}, "champion_application"),
    "applied.invite": Row("champion.invite", WROTE, {}, "champion_application"),
    "applied.sure": Row("champion.invite", WROTE),
    "applied.close": Row("champion.invite", WROTE, {}, "champion_application"),
    "helping.where": Row("champion.apply"),
    "helping.agreement": Row("champion.apply"),
    "helping.form": Row("champion.apply", values={"slug": CALDER}),
    "helping.send": Row("champion.apply", form=ANN, changes="champion_application", gives=200,
                        values={"slug": CALDER}),
}  # fmt: skip
