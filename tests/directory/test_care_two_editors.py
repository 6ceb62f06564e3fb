"""SR-115: two editors save one listing at the same moment; one is saved, the other is shown what the first changed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Revision
from app.kernel.roles import Role
from tests.browser import Browser
from tests.directory.care import organisation, person
from tests.directory.test_care_pages import typed
from tests.directory.world import two_meetings


def test_sr_115_of_two_at_once_one_saves_and_the_other_is_shown_the_difference(app: Flask, session: Session) -> None:
    hall, _online = two_meetings(session)
    assert hall.venue and hall.venue.area
    here = organisation(session, "Calder", hall.venue.area)
    editors = [Browser(app).sign_in(person(session, name, Role.COORDINATOR, here)) for name in ("Sam", "Kim", "Ade")]
    address, start = f"/care/{hall.id}/words", Barrier(len(editors))
    forms = [typed(each.get(address), room=f"Room of {number}") for number, each in enumerate(editors)]

    def save(number: int) -> tuple[int, str]:
        start.wait()
        page = editors[number].post(address, forms[number])
        return page.status, page.text if page.tree is not None else ""

    with ThreadPoolExecutor(len(editors)) as pool:
        answers = list(pool.map(save, range(len(editors))))

    assert sorted(status for status, _text in answers)[0] == 303
    assert sorted(status for status, _text in answers)[1:] == [409, 409]
    assert all("Somebody else saved meanwhile" in text for status, text in answers if status == 409)
    assert len(session.scalars(select(Revision)).all()) == 1
