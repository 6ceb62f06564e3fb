"""Every role and relation against every view, with real ids of one's own and of others: the answer is what the table
of access says, and what is refused changes nothing and tells nothing."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from app.kernel.tokens import new_ref
from app.seal import new_id
from app.web.access import ANYONE, routes
from tests.access.cast import ANONYMOUS, ONE_OF_EACH, PEOPLE
from tests.access.conftest import ROWS, Site, on_one_database
from tests.access.expecting import Outcome, expected
from tests.access.replay import ask, case_of, differing, digest, held, undone
from tests.access.rows import NOTHING, Row

EVERYBODY = (*PEOPLE, ANONYMOUS)
GUARDED = [endpoint for endpoint, row in ROWS.items() if row.act not in ANYONE]
READ = {"audit_event"}
"""What opening a page may leave behind: that it was opened."""


def test_every_view_has_a_row_and_every_row_a_view(site: Site) -> None:
    declared = {route.endpoint: (route.method, route.act) for route in routes(site.app)}

    assert {name: ("GET" if row.form is None else "POST", row.act) for name, row in ROWS.items()} == declared
    assert {name for name, row in ROWS.items() if row.form is not None and not row.changes} == set()


@on_one_database
@pytest.mark.parametrize("endpoint", GUARDED)
def test_sr_047_and_sr_048_whoever_may_not_is_told_as_of_a_random_id_and_nothing_changes(
    site: Site, endpoint: str
) -> None:
    row, faults = ROWS[endpoint], list[str]()
    with held(site.app) as connection:
        prepare(site, connection, row)
        before = digest(connection)
        with undone(connection):
            for person, thing, wanted in tries(row):
                if wanted is not Outcome.DONE:
                    faults += refusal_faults(site, connection, endpoint, (person, thing, wanted))
            changed = differing(before, digest(connection))

    assert (faults, changed) == ([], set())


@pytest.mark.parametrize("endpoint", [endpoint for endpoint in GUARDED if ROWS[endpoint].form is None])
def test_sr_047_whoever_may_sees_the_page_and_looking_changes_nothing(site: Site, endpoint: str) -> None:
    row, wrong = ROWS[endpoint], []
    with held(site.app) as connection:
        before = digest(connection)
        for person, thing in allowed(row):
            status = ask(case_of(site.app, site.world, connection, person, thing), endpoint, row).status_code
            wrong += [(person, thing, status)] if status != row.status(person, thing) else []
        changed = differing(before, digest(connection))

    assert (wrong, changed - READ) == ([], set())


@pytest.mark.parametrize("endpoint", [endpoint for endpoint in GUARDED if ROWS[endpoint].form is not None])
def test_sr_047_whoever_may_succeeds_and_something_changes(site: Site, endpoint: str) -> None:
    row, wrong = ROWS[endpoint], []
    with held(site.app) as connection:
        prepare(site, connection, row)
        before = digest(connection, row.changes)
        for person, thing in allowed(row):
            with undone(connection):
                status = ask(case_of(site.app, site.world, connection, person, thing), endpoint, row).status_code
                is_changed = bool(differing(before, digest(connection, row.changes)))
            is_right = status == row.status(person, thing) and is_changed == (status < 400 and row.changes != NOTHING)
            wrong += [] if is_right else [(person, thing, status, is_changed)]

    assert wrong == []


def test_sr_053_only_who_broke_the_glass_reads_that_one_record_while_the_hour_runs(site: Site) -> None:
    row, read = ROWS["records.see"], set()
    with held(site.app) as connection:
        for person, thing, _wanted in tries(row):
            case = case_of(site.app, site.world, connection, person, thing)
            read |= {(person, thing)} if ask(case, "records.see", row).status_code == 200 else set()

    assert read == {("cora", "nia at calder")}


def allowed(row: Row) -> list[tuple[str, str]]:
    """Everybody who may, on every thing of a row. There is somebody for each view."""
    found = [(person, thing) for person, thing, wanted in tries(row) if wanted is Outcome.DONE]
    assert found
    return [tried for tried in found if tried[0] in ONE_OF_EACH] if row.is_slow else found


def tries(row: Row) -> Iterator[tuple[str, str, Outcome]]:
    """Everybody on every thing of a row, with what they should get."""
    for thing in row.things:
        for person in EVERYBODY:
            if person or thing not in ("own", "another's"):
                yield person, thing, expected(person, row.act, thing)


def prepare(site: Site, connection: Connection, row: Row) -> None:
    """Bring about what the forms of a row need."""
    if row.prepare:
        for thing in row.things:
            row.prepare(case_of(site.app, site.world, connection, "cora", thing))


def refusal_faults(site: Site, connection: Connection, endpoint: str, tried: tuple[str, str, Outcome]) -> Iterator[str]:
    """What is wrong with the answer to somebody who may not."""
    (person, thing, wanted), row = tried, ROWS[endpoint]
    case = case_of(site.app, site.world, connection, person, thing)
    answer = ask(case, endpoint, row, form=wanted is Outcome.NOTHING)
    is_right = {
        Outcome.STRANGER: answer.status_code == 401 or answer.headers.get("Location", "").startswith("/sign-in?next="),
        Outcome.ENROLLING: answer.headers.get("Location") == "/account/ways-in",
        Outcome.NOTHING: answer.status_code == 404,
    }
    if not is_right[wanted]:
        yield f"{person or 'nobody'} on {thing}: {answer.status_code} instead of {wanted}"
    elif wanted is Outcome.NOTHING and row.things != ("",) and person in ONE_OF_EACH:
        other = ask(case, endpoint, row, unknown(case.ids))
        if told(answer) != told(other):
            yield f"{person} on {thing}: another answer than for what does not exist"


def told(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """All that an answer tells."""
    return answer.status_code, answer.data, sorted(answer.headers.items())


def unknown(ids: dict[str, str]) -> dict[str, str]:
    """Ids of the same shapes that name nothing."""
    made = {name: new_id() if len(value) == 32 else new_ref() for name, value in ids.items()}
    return made | {name: ids[name] for name in ("day", "kinds", "seen") if name in ids}
