"""Names and contacts are words that stand nowhere else: they are looked for in everything that each person can open."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from werkzeug.test import TestResponse

from app.web.access import ANYONE
from tests.access.cast import CALDER, ONE_OF_EACH, PEOPLE, WORTH
from tests.access.conftest import ROWS, Site
from tests.access.expecting import Outcome, expected
from tests.access.replay import ask, case_of, held, undone
from tests.access.world import email_of, name_of, phone_of

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)
STAFF = frozenset({"link_worker", "coordinator", "report_viewer"})
INVITED = {
    "ZqinvitedNewcomerCalder": {"cora", "carl", "lin", "dot"},
    "ZqinvitedCoordinatorCalder": {"cora", "carl", "tam", "tess", "tod"},
    "ZqinvitedNewcomerWorth": {"kit", "lee"},
}
"""Names on invitations, and who may see them: whoever may invite to such a role there."""


AT_CALDER, AT_WORTH = (
    {name for name, who in PEOPLE.items() if any(seat.organisation == place for seat in who.seats)}
    for place in (CALDER, WORTH)
)
AT_WORK = {name for name, who in PEOPLE.items() if any(seat.role in STAFF for seat in who.seats)}
SEES = {"cora": AT_CALDER, "carl": AT_CALDER, "kit": AT_WORTH, "tam": AT_WORK, "tess": AT_WORK, "tod": AT_WORK}
SEES |= {name: {"cora"} for name in ("cal", "cleo", "lin", "dot")}
SEES["lin"] = SEES["lin"] | {"ned"}
SEES["cal"] = SEES["cal"] | {"ned", "cleo"}
SEES["cleo"] = SEES["cleo"] | {"ned", "cal"}
SEES["kit"] = SEES["kit"] | {"fred"}
SEES["tod"] = SEES["tod"] | {"nia", "ned"}
SEES["fay"], SEES["dot"] = {"kit"}, SEES["dot"] | {"kit"}
"""Whose names somebody may see besides their own: coordinators those of their organisation, technical admins staff,
champions and link workers of Calder who is on the rota, champions who looks after them and those whom they go with, or
who come along; Kit is asked to look after Fred, who agreed that she sees his name."""

REACHES = {"cora": {"nia", "tod", "cal", "cleo"}, "carl": {"nia"}, "kit": {"noor", "cass"}}
REACHES |= {"cal": {"cora"}, "fay": {"kit"}, "dot": {"kit"}, "tod": {"carl", "cora", "eve"}}
"""Whose contacts somebody may see: coordinators those of who asked their organisation for company, on a page of its
own, and of its champions; champions that of their supervisor, where none is named those of the coordinators."""


@pytest.mark.parametrize("person", [*ONE_OF_EACH, "kit", "fay", "dot", "tod"])
def test_sr_049_nobody_sees_a_name_or_a_contact_that_is_not_for_them(site: Site, person: str) -> None:
    seen = everything_shown(site, person)
    others = [name for name in PEOPLE if name != person]

    reached = {name for name in others if email_of(name) in seen or phone_of(name)[-9:] in seen}
    assert reached == REACHES.get(person, set())
    assert {name for name in others if name_of(name) in seen} <= SEES.get(person, set())
    assert [name for name, sees in INVITED.items() if name in seen and person not in sees] == []


@pytest.mark.parametrize("person", ["rae", "ray"])
def test_sr_087_a_report_viewer_sees_nobody_but_themselves(site: Site, person: str) -> None:
    seen = everything_shown(site, person)

    assert {name for name in PEOPLE if name_of(name) in seen} == {person}


@pytest.mark.parametrize("person", ["cora", "tam", "nia", "lin"])
def test_the_search_would_find_what_is_shown(site: Site, person: str) -> None:
    seen = everything_shown(site, person)

    assert email_of(person) in seen and phone_of(person)[-9:] in seen
    assert {name for name in PEOPLE if name_of(name) in seen} == SEES.get(person, set()) | {person}
    assert {name for name in INVITED if name in seen} == {name for name, sees in INVITED.items() if person in sees}


def everything_shown(site: Site, person: str) -> str:
    """All that somebody gets who tries every page of every thing and sends every form empty; without spaces, so that a
    number is found however it is written."""
    shown = []
    with held(site.app) as connection:
        for endpoint, row in ROWS.items():
            for thing in () if row.act in ANYONE else row.things:
                if row.form is None or expected(person, row.act, thing) is Outcome.DONE:
                    with undone(connection):
                        case = case_of(site.app, site.world, connection, person, thing)
                        shown.append(readable(ask(case, endpoint, row, form=False)))
    return "".join(shown).replace(" ", "")


def readable(answer: TestResponse) -> str:
    """The text of an answer; of a packed one, of all that is in it."""
    if answer.mimetype != "application/zip":
        return answer.get_data(as_text=True)
    with ZipFile(BytesIO(answer.data)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())
