"""“I would rather be rung” leads to somebody who has the number; and what a newcomer's own page says of telephones and
messages."""

import pytest
from sqlalchemy import select

from app.kernel.roles import Role
from app.linkage.accompaniment.models import Line
from app.linkage.accompaniment.queries.ways import ways_of
from app.linkage.accompaniment.rules.words import Saying
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.notices.models import Stopped
from tests.browser import Browser
from tests.linkage.cast import cora, person
from tests.linkage.walks import NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

PHONE = "+447700900123"


def press(browser: Browser, two: Two) -> str:
    """Press the sentence, and follow where it leads."""
    here = f"/mine/{two.linkage.page}"
    return browser.sign_in(two.nia).post(f"{here}/say", {"word": "rather_rung"}).location


def lines(two: Two) -> list[str]:
    two.session.rollback()
    return [each.words for each in two.session.scalars(select(Line))]


def test_where_the_number_is_not_shared_it_asks_first_and_one_press_shares_it_and_says_so(
    two: Two, browser: Browser
) -> None:
    two.nia.phone = PHONE
    two.session.commit()
    here = f"/mine/{two.linkage.page}"
    assert press(browser, two) == f"{here}/rung" and lines(two) == []
    page = browser.get(f"{here}/rung")
    assert {"Let Cal see how to reach me, and ring me", "Somebody of Calder Hub rings me"} <= {
        each.text for each in page.all("button")
    }

    assert browser.post(f"{here}/rung", {"word": "share"}).status == 303

    assert lines(two) == [Saying.RATHER_RUNG]
    assert ways_of(two.session, two.pair, NOON).phone == PHONE
    assert press(browser, two) == f"{here}/now", "who has it is simply told"


def test_staff_ring_instead_and_the_page_says_by_when(two: Two, browser: Browser) -> None:
    two.nia.phone = PHONE
    staff = cora(two.session)
    here = f"/mine/{two.linkage.page}"
    browser.sign_in(two.nia).post(f"{here}/rung", {"word": "staff"})

    assert two.tasks() == ["otherwise_phone"] and lines(two) == []
    said = "You asked to be rung: somebody of Calder Hub rings you by 1pm on Tuesday 22 December."
    assert said in browser.get(f"{here}/now").text
    page = browser.sign_in(staff).get(f"/requests/{two.linkage.id}").text
    assert "Somebody would be glad of a telephone call." in page
    assert "The newcomer would like staff to ring them" in page


def test_where_no_number_is_known_it_says_so_and_where_to_give_one(two: Two, browser: Browser) -> None:
    here = f"/mine/{two.linkage.page}"
    assert press(browser, two) == f"{here}/rung"
    page = browser.get(f"{here}/rung")
    assert "We know no telephone number of yours" in page.text and page.links()["Give a number"] == "/account/contact"
    assert browser.post(f"{here}/rung", {"word": "staff"}).status == 400
    assert (two.tasks(), lines(two)) == ([], [])


def test_the_page_says_when_the_line_is_open_and_that_messages_were_stopped(two: Two, browser: Browser) -> None:
    two.linkage.organisation.duty_hours = "Monday to Friday, 9am to 5pm"
    linkage = two.session.get_one(Linkage, two.linkage.id)
    linkage.state, two.walk.ended_at = State.RECEIVED, NOON
    two.session.commit()
    page = browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now").text
    assert "ring us while our line is open: somebody looks at once. Our line: Monday to Friday, 9am to 5pm." in page
    assert "We send you no messages" not in page

    two.session.add(Stopped(person_id=two.nia.id, kind="", stopped_at=NOON))
    two.session.commit()
    assert "We send you no messages, as you wished" in browser.get(f"/mine/{two.linkage.page}/now").text


def test_whoever_asks_for_somebody_else_reads_that_they_may_and_how(browser: Browser) -> None:
    assert "Is it for somebody else? You may" in browser.get("/ask").text
    assert "May I ask for somebody else?" in browser.get("/family").text


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LINK_WORKER])
def test_of_staff_who_go_along_the_page_says_what_they_see(two: Two, browser: Browser, role: Role) -> None:
    staff = person(two.session, "Sal", role)
    two.nia.phone, two.walk.champion_id, two.walk.as_staff = PHONE, staff.id, True
    two.session.commit()
    page = browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now").text

    sees = "Sal looks after requests for Calder Hub, and so can see your number and e-mail address" in page
    assert sees is (role is Role.COORDINATOR)
    assert ("Sal does not see your number or e-mail address." in page) is not sees
    assert (press(browser, two) == f"/mine/{two.linkage.page}/now") is sees
