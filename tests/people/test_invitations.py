"""Invitations: by whom to what, once, for seven days, and no further than to the ways in where two factors are due."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.kernel.roles import TWO_FACTORS, Role
from app.people.actions.invitations import CannotInvite, Invited, invite, make
from app.people.models import Holding, Invitation, Person
from app.people.rules.roles import INVITES
from tests.browser import Browser, Page, words
from tests.moving import Moving
from tests.people.entering import ROLES, Cast, hidden, is_in, letters, warrant_of

NEW = {"name": "Zoe", "contact": "zoe@example.org"}


def public(path: str) -> str:
    return f"https://alongside.example{path}"


@pytest.fixture
def invited(cast: Cast, session: Session) -> Invited:
    """To be a champion, by Cora."""
    return to_be(session, cast, Role.CHAMPION)


def to_be(session: Session, cast: Cast, role: Role) -> Invited:
    made = invite(session, warrant_of(cast["Cora"], "people.invite"), role,
                  cast["Cora"].holdings[0].organisation_id or "", running(), address=public)  # fmt: skip
    session.commit()
    return made


def take_up(browser: Browser, token: str, form: dict[str, str]) -> Page:
    """Take an invitation up, with the code that is sent to what was typed."""
    asked = browser.post(f"/join/{token}", form)
    assert asked.status == 200, asked.status
    code = letters(browser.app)[-1].values["code"]
    return browser.post(f"/join/{token}", form | {"ref": hidden(asked, "ref"), "code": code})


def holdings(session: Session, name: str) -> list[Role]:
    session.rollback()
    session.expire_all()
    return [each.role for person in session.scalars(select(Person)) if person.name == name for each in person.holdings]


def test_somebody_new_takes_an_invitation_up_and_may_only_set_up_how_they_sign_in(
    browser: Browser, invited: Invited, session: Session
) -> None:
    assert browser.get(f"/join/{invited.token}").status == 200
    taken = take_up(browser, invited.token, NEW)

    assert (taken.status, taken.location) == (303, "/account/ways-in")
    assert holdings(session, "Zoe") == [Role.CHAMPION]
    assert browser.get("/today").location == "/account/ways-in"


def test_a_newcomer_is_in_at_once(browser: Browser, cast: Cast, session: Session) -> None:
    invited = to_be(session, cast, Role.NEWCOMER)

    assert take_up(browser, invited.token, NEW | {"contact": "07700 900 456"}).location == "/today"
    assert is_in(browser)
    assert [(each.kind, each.channel) for each in letters(browser.app)] == [("contact_code", "text")]


def test_a_printed_code_leads_to_the_same_page(browser: Browser, invited: Invited) -> None:
    typed = invited.token.upper()

    found = browser.post("/join", {"code": f"{typed[:4]}-{typed[4:8]} {typed[8:12]}-{typed[12:]}"})
    assert found.location == f"/join/{invited.token}"
    assert browser.post("/join", {"code": "7k2m-9qxd-4hvt-b0ce"}).status == 400


def test_sr_110_an_invitation_works_once(app: Flask, invited: Invited, session: Session) -> None:
    assert take_up(Browser(app), invited.token, NEW).status == 303
    assert Browser(app).post(f"/join/{invited.token}", NEW | {"contact": "amy@example.org"}).status == 404
    assert Browser(app).get(f"/join/{invited.token}").status == 404
    assert holdings(session, "Zoe") == [Role.CHAMPION]


def test_an_invitation_lasts_seven_days(browser: Browser, invited: Invited, clock: Moving) -> None:
    clock.move(days=7, seconds=-5)
    assert browser.get(f"/join/{invited.token}").status == 200
    clock.move(seconds=10)
    assert browser.get(f"/join/{invited.token}").status == 404
    assert browser.post(f"/join/{invited.token}", NEW).status == 404


def test_an_invitation_taken_back_opens_nothing(app: Flask, cast: Cast, invited: Invited, session: Session) -> None:
    cora = Browser(app).sign_in(cast["Cora"])

    assert cora.post(f"/organisations/calder/invitations/{invited.invitation.id}/withdraw").status == 303
    assert Browser(app).post(f"/join/{invited.token}", NEW).status == 404
    session.expire_all()
    assert session.get_one(Invitation, invited.invitation.id).name == ""


def test_sr_032_an_invitation_is_kept_as_a_hash(invited: Invited) -> None:
    assert len(invited.token) == 16
    assert invited.token not in str(vars(invited.invitation))


@pytest.mark.parametrize("name", ROLES)
def test_each_role_invites_to_what_the_rules_say_and_to_nothing_else(app: Flask, cast: Cast, name: str) -> None:
    browser = Browser(app).sign_in(cast[name])
    allowed = set(INVITES.get(ROLES[name], ())) - {Role.GROUP_REPRESENTATIVE}
    for role in set(Role) - {Role.GROUP_REPRESENTATIVE}:
        answer = browser.post("/organisations/calder/invite", {"role": role.value, "name": "", "email": ""})
        assert (answer.status == 200) == (role in allowed), role


def test_nobody_invites_to_another_organisation(app: Flask, cast: Cast, session: Session) -> None:
    for name in ("Cora", "Lin"):
        browser = Browser(app).sign_in(cast[name])
        assert browser.post("/organisations/worth/invite", {"role": "newcomer"}).status == 404
    assert session.scalars(select(Invitation)).all() == []


def test_a_group_goes_with_the_role_that_looks_after_groups_and_no_other(session: Session, cast: Cast) -> None:
    by, here = warrant_of(cast["Cora"], "people.invite"), cast["Cora"].holdings[0].organisation_id or ""

    made = invite(session, by, Role.CHAMPION, here, running(), listing_id="0" * 8, address=public)
    assert made.invitation.listing_id is None
    with pytest.raises(CannotInvite):
        invite(session, by, Role.GROUP_REPRESENTATIVE, here, running(), address=public)


def test_sr_040_nobody_invites_or_takes_back_in_a_session_left_open(
    app: Flask, cast: Cast, invited: Invited, session: Session, clock: Moving
) -> None:
    cora = Browser(app).sign_in(cast["Cora"])
    clock.move(minutes=6)

    assert cora.get("/organisations/calder/invite").location == "/account/prove?next=/organisations/calder/invite"
    asked = cora.post("/organisations/calder/invite", {"role": "coordinator", "email": "zoe@example.org"})
    assert (asked.status, hidden(asked, "email")) == (403, "zoe@example.org")
    assert cora.post(f"/organisations/calder/invitations/{invited.invitation.id}/withdraw").status == 403
    assert [each.withdrawn_at for each in session.scalars(select(Invitation))] == [None]


def test_only_who_may_invite_a_group_representative_is_shown_the_groups(app: Flask, cast: Cast) -> None:
    shown = {name: Browser(app).sign_in(cast[name]).get("/organisations/calder/invite") for name in ("Cora", "Lin")}

    assert words(shown["Cora"].one("legend")) == "Only for a group representative"
    assert shown["Lin"].all("select", name="listing") == []


def test_sr_021_the_letter_names_neither_the_role_nor_anybody(app: Flask, cast: Cast) -> None:
    form = {"role": "champion", "name": "Zoe", "email": "zoe@example.org"}
    Browser(app).sign_in(cast["Cora"]).post("/organisations/calder/invite", form)

    (sent,) = letters(app)
    assert (sent.kind, sent.to, set(sent.values)) == ("invitation", "zoe@example.org", {"link", "days"})


def test_sr_039_taking_up_a_stronger_role_leaves_no_session_on_one_factor(
    app: Flask, cast: Cast, session: Session
) -> None:
    elsewhere, here = Browser(app).sign_in(cast["Nia"]), Browser(app).sign_in(cast["Nia"])
    invited = to_be(session, cast, Role.COORDINATOR)

    assert here.post(f"/join/{invited.token}").location == "/account/ways-in"
    assert not is_in(elsewhere)
    assert elsewhere.get("/organisations/calder").location.startswith("/sign-in")
    assert here.get("/organisations/calder").location == "/account/ways-in"


def test_sr_040_a_session_left_open_takes_no_invitation_up(
    app: Flask, cast: Cast, session: Session, clock: Moving
) -> None:
    invited = to_be(session, cast, Role.CHAMPION)
    browser = Browser(app).sign_in(cast["Nia"])
    clock.move(minutes=6)

    assert browser.post(f"/join/{invited.token}").status == 403
    assert holdings(session, "Nia") == [Role.NEWCOMER]


def test_sr_044_somebody_signed_in_takes_nothing_up_without_the_token_of_their_form(
    app: Flask, cast: Cast, invited: Invited, session: Session
) -> None:
    browser = Browser(app).sign_in(cast["Nia"])

    assert browser.post(f"/join/{invited.token}", {"csrf_token": ""}).status == 400
    assert holdings(session, "Nia") == [Role.NEWCOMER]


def test_a_representative_hands_the_role_on_and_it_ends_with_the_last_group(
    app: Flask, cast: Cast, session: Session
) -> None:
    held = cast["Gus"].holdings[0]
    browser = Browser(app).sign_in(cast["Gus"])
    assert browser.post(f"/account/roles/{held.id}/hand-on").status == 409

    made = make(session, held.role, held.organisation_id, running(), made_by=cast["Gus"].id, replaces_id=held.id)
    session.commit()
    assert take_up(Browser(app), made.token, NEW).status == 303
    session.expire_all()
    assert session.get_one(Holding, held.id).ended_at is not None


@pytest.mark.parametrize("role", sorted(TWO_FACTORS))
def test_roles_with_two_factors_are_reached_by_e_mail(app: Flask, cast: Cast, session: Session, role: Role) -> None:
    made = make(session, role, cast["Cora"].holdings[0].organisation_id, running())
    session.commit()

    assert Browser(app).post(f"/join/{made.token}", NEW | {"contact": "07700 900 456"}).status == 400


def test_sr_027_an_invitation_goes_to_one_address_or_none(app: Flask, cast: Cast, session: Session) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    for email in ("zoe@example.org\r\nBcc: all@example.org", "zoe@example.org, amy@example.org", "07700 900 456"):
        assert browser.post("/organisations/calder/invite", {"role": "champion", "email": email}).status == 400

    assert letters(app) == []
    assert session.scalars(select(Invitation)).all() == []
