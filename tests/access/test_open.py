"""What anybody may do is the same for everybody, other methods do nothing, and what wants a fresh proof asks for it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.models import SignedIn
from app.web.access import ANYONE, routes
from tests.access.cast import ANONYMOUS
from tests.access.conftest import ROWS, Site
from tests.access.expecting import RULES, Outcome, expected
from tests.access.replay import address, ask, case_of, differing, digest, held, undone
from tests.access.rows import NOTHING

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)
OPEN = {endpoint: row for endpoint, row in ROWS.items() if row.act in ANYONE}
LOOK_WHO = frozenset(
    {"listing.save", "concern.make", "sign.in", "invitation.take", "dev.outbox", "site.check", "company.ask"}
)
"""Open acts whose pages may differ by who looks, or from one moment to the next."""
SOME = (ANONYMOUS, "nia", "cora", "susan", "eve")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")


@pytest.mark.parametrize("endpoint", [endpoint for endpoint, row in OPEN.items() if row.form is None])
def test_sr_047_an_open_page_is_the_same_whoever_looks(site: Site, endpoint: str) -> None:
    row = OPEN[endpoint]
    (thing,) = row.things
    engine = site.app.extensions["alongside.engine"]
    answers = {who: ask(case_of(site.app, site.world, engine, who, thing), endpoint, row) for who in SOME}
    wanted = {who: row.status("" if who == "susan" else who, thing) for who in SOME}

    assert {who: answer.status_code for who, answer in answers.items()} == wanted
    assert row.act in LOOK_WHO or len({answer.data for answer in answers.values()}) == 1


@pytest.mark.parametrize("endpoint", [endpoint for endpoint, row in OPEN.items() if row.form is not None])
def test_sr_047_an_open_form_works_whoever_sends_it(site: Site, endpoint: str) -> None:
    row = OPEN[endpoint]
    (thing,) = row.things
    with held(site.app) as connection:
        before = digest(connection)
        for who in SOME:
            with undone(connection):
                status = ask(case_of(site.app, site.world, connection, who, thing), endpoint, row).status_code
                changed = differing(before, digest(connection))
            assert (who, status) == (who, row.status(who, thing))
            assert row.changes == NOTHING or row.changes in changed


def test_sr_047_a_method_that_a_route_does_not_offer_is_refused_to_all(site: Site) -> None:
    at, wrong = site.app.url_map.bind("localhost"), []
    for route in routes(site.app):
        row = ROWS[route.endpoint]
        path = address(site.app, route.endpoint, row, case_of(site.app, site.world, None, "cora", row.things[0]).ids)
        for who in (ANONYMOUS, "cora"):
            case = case_of(site.app, site.world, None, who, "")
            for method in set(METHODS) - set(at.allowed_methods(path)):
                status = case.client.open(path, method=method, headers=case.headers).status_code
                wrong += [(method, path, status)] if status != 405 else []

    assert wrong == []


@pytest.mark.parametrize("endpoint", [name for name, row in ROWS.items() if row.form is None and name not in OPEN])
def test_sr_047_asking_for_the_head_of_a_page_tells_no_more_than_the_page(site: Site, endpoint: str) -> None:
    row = ROWS[endpoint]
    with held(site.app) as connection:
        for who in ("cal", "cora", "tam"):
            for thing in row.things:
                case = case_of(site.app, site.world, connection, who, thing)
                path = address(site.app, endpoint, row, case.ids)
                whole, head = (case.client.open(path, method=each, headers=case.headers) for each in ("GET", "HEAD"))
                assert (head.status_code, head.data) == (whole.status_code, b"")


@pytest.mark.parametrize("endpoint", [name for name, row in ROWS.items() if name not in OPEN])
def test_sr_040_what_wants_a_fresh_proof_asks_for_it_and_nothing_else_does(site: Site, endpoint: str) -> None:
    row = ROWS[endpoint]
    is_wanted = bool(RULES[row.act].get("fresh"))
    with held(site.app) as connection:
        with Session(connection) as session:
            for signed_in in session.scalars(select(SignedIn)):
                signed_in.proved_at -= timedelta(minutes=6)
            session.commit()
        before = digest(connection)
        for who in ("cora", "carl", "tam"):
            if expected(who, row.act, row.things[0]) is Outcome.DONE:
                case = case_of(site.app, site.world, connection, who, row.things[0])
                with undone(connection):
                    answer = ask(case, endpoint, row, form=not is_wanted)
                    changed = differing(before, digest(connection))
                asks = answer.headers.get("Location", "").startswith("/account/prove?") or answer.status_code == 403
                assert asks == is_wanted and not (asks and changed)
