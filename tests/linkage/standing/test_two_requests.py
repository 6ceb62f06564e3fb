"""Two requests of one telephone: stopping one leaves the other alone, and neither is called by the other's name."""

from app.consent.actions.agreements import agree
from app.consent.queries.agreements import agreements
from app.consent.rules.texts import COMPANY, SHARE_CHAMPION, SHARE_CONTACT
from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.cast import asked
from tests.linkage.standing.test_mine import state_of
from tests.linkage.walks import NOON, Two


def kept(two: Two) -> set[str]:
    two.session.rollback()
    return set(agreements(two.session, two.nia.id)) & {COMPANY, SHARE_CHAMPION, SHARE_CONTACT}


def test_stopping_one_request_says_that_the_other_goes_on_and_leaves_it_and_what_it_rests_on(
    two: Two, browser: Browser
) -> None:
    for purpose in (COMPANY, SHARE_CHAMPION, SHARE_CONTACT):
        agree(two.session, two.as_nia, two.nia.id, purpose, NOON)
    two.pair.walk.shares_contact = True
    other = asked(two.session, two.nia, State.TRIAGE, agrees=False)
    two.session.commit()
    browser.sign_in(two.nia)

    sure = browser.get(f"/mine/{two.linkage.page}/stop")
    assert "This one goes on:" in sure.text and sure.all("a", href=f"/mine/{other.page}/now")
    browser.post(f"/mine/{two.linkage.page}/stop")

    two.session.refresh(other)
    assert (state_of(two), other.state) == (State.WITHDRAWN, State.TRIAGE)
    assert kept(two) == {COMPANY, SHARE_CHAMPION}

    last = browser.get(f"/mine/{other.page}/stop")
    assert "This one goes on:" not in last.text
    browser.post(f"/mine/{other.page}/stop")
    assert kept(two) == set()
