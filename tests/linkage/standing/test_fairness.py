"""Who waits longer: told by groups of which none is small, and from nothing but what is kept anyhow."""

from datetime import timedelta
from math import inf
from random import Random

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.referral.models import Entry, Happening, Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.tally import FEWEST
from app.linkage.referral.rules.wishes import Access, Gender, Wishes
from app.linkage.standing.rules.fairness import Waited, waits, worst
from app.people.models import Organisation
from tests.browser import Browser
from tests.linkage.cast import NOW, hub, person, wednesday

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_no_small_group_is_told_and_none_can_be_worked_out_from_the_others() -> None:
    chance = Random(5)
    for _turn in range(400):
        every = [Waited({"area": chance.choice("abcde"[: chance.randint(1, 5)])}, chance.choice((None, 5.0, 300.0)))
                 for _each in range(chance.choice((0, 3, 12, 40, 90)))]  # fmt: skip
        found = waits(every, "area")
        sizes = {group: sum(each.groups["area"] == group for each in every) for group in "abcde"}
        for each in found:
            soon = sum(one.hours == 5.0 for one in every if one.groups["area"] == each.group)
            assert each.asked in (None, sizes[each.group]) and each.soon in (None, soon)
            assert (each.asked or FEWEST) >= FEWEST and (each.soon or FEWEST) >= FEWEST
            assert (each.hours is None) == (each.asked is None)
            assert each.soon is None or each.asked is None or each.asked - soon not in range(1, FEWEST)
        left = sum(sizes[each.group] for each in found if each.asked is None)
        assert left == 0 or left >= FEWEST or all(each.asked is None for each in found)


def test_half_of_a_group_that_has_nobody_yet_is_told_as_that() -> None:
    every = [Waited({"gender": "woman"}, None if each < 12 else 2.0) for each in range(22)]
    every += [Waited({"gender": "man"}, 10.0 + each) for each in range(11)]

    women, men = waits(every, "gender")

    assert (women.group, women.hours, women.soon) == ("woman", inf, 10)
    assert (men.hours, men.soon) == (15.0, 11)
    assert worst([women, men]) is None and worst([men]) is None
    assert worst(waits([*every[12:], *every[22:]], "gender")) == 7.5


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_coordinators_see_who_waits_longer_of_their_own_organisation_alone(
    app: Flask, session: Session, browser: Browser
) -> None:
    nia, listing = person(session, "Nia"), wednesday(session)
    worth = Organisation(id="w0rthhub", slug="worth-hub", name="Worth Hub")
    session.add(worth)

    def came(count: int, wishes: Wishes, hours: int | None, **given: object) -> None:
        row = {"state": State.FOLLOWING if hours else State.WAITING, "organisation_id": hub(session).id,
               "listing_id": listing.id, "asked_at": NOW - 30 * DAY} | given  # fmt: skip
        for _each in range(count):
            made = Linkage(person_id=nia.id, entry=Entry.SELF, since=NOW, proved_at=NOW, **row)
            made.wishes = wishes
            if hours:
                at = {"actor_id": "", "for_id": "", "what": "moved", "came_from": "accepted", "went_to": "contacting"}
                made.happenings = [Happening(number=turn, at=NOW - 30 * DAY + turn * hours * HOUR, **at)
                                   for turn in (1, 2)]  # fmt: skip
            session.add(made)

    came(12, Wishes(own_gender="woman", gender=Gender.WOMAN), 96)
    came(11, Wishes(own_gender="man"), 5)
    came(3, Wishes(languages=("ur",), access=(Access.BSL,), routes=("aa",)), None, listing_id=None)
    came(20, Wishes(own_gender="non_binary"), 900, organisation_id=worth.id)
    came(15, Wishes(own_gender="non_binary"), None, state=State.WITHDRAWN)
    came(15, Wishes(own_gender="non_binary"), None, asked_at=NOW - 2 * DAY)
    session.commit()

    page = browser.sign_in(person(session, "Cora", Role.COORDINATOR)).get("/requests/fairness")

    assert page.heading == "Who waits longer" and "Worth Hub" not in page.text
    assert "Non-binary" not in page.text and "900" not in page.text
    assert "Did not saynot shown" in page.text.replace("\n", "")
    assert "Women" in page.text and "Half of them waited at most: 4 days" in page.text
    assert [words for words in ("UR", "Urdu", "AA ", "BSL") if words in page.text] == []
    assert browser.get("/requests").links()["Who waits longer"] == "/requests/fairness"
    assert browser.sign_in(nia).get("/requests/fairness").status in (403, 404)
