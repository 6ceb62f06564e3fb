"""A press that a rule refuses leads back to the request, with the true reason."""

import pytest
from sqlalchemy.orm import Session

from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.cast import asked, cora, person


@pytest.mark.parametrize(
    ("path", "to", "says"),
    [
        ("recall", "", "Nobody is being asked at this moment."),
        ("another", "", "Nobody walks with them at present."),
        ("move", "planned", "something has changed meanwhile"),
        ("tasks/choose/undo", "", "That cannot be taken back any more."),
        ("same", "", "something has changed meanwhile"),
    ],
)
def test_what_is_refused_on_a_request_leads_back_to_it(
    session: Session, browser: Browser, path: str, to: str, says: str
) -> None:
    linkage, form = asked(session, state=State.TRIAGE), {"to": to}
    browser.sign_in(cora(session))

    page = browser.post(f"/requests/{linkage.id}/{path}", form)

    assert page.status == 409
    assert says in page.text
    assert f'action="/requests/{linkage.id}/move"' in page.source
    stranger = browser.sign_in(person(session, "Ned")).post(f"/requests/{linkage.id}/{path}", form)
    assert (stranger.status, "Nia" in stranger.text) == (404, False)
