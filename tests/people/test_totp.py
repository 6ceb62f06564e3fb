"""Codes from an app: near the present, once each, and a picture that a strict page may show (SR-039)."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree.ElementTree import fromstring

import jinja2
import pyotp
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, inspect, update
from sqlalchemy.orm import Session

from app.people.actions.totp import SETTING_UP, NotRight, begin_totp, finish_totp, resume_totp, spend_totp
from app.people.models import Person
from app.people.rules.totp import address, new_secret, picture, step_of, step_shown
from tests.people import cast
from tests.people.cast import PRESENT

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
def nia(session: Session) -> Person:
    made = cast.person(session)
    made.totp = RFC_SECRET
    session.commit()
    return made


def code(secret: str, moment: datetime) -> str:
    return pyotp.TOTP(secret).at(moment)


@pytest.mark.parametrize(("second", "told"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_codes_are_those_of_the_standard(second: int, told: str) -> None:
    moment = datetime.fromtimestamp(second, UTC)

    assert step_shown(RFC_SECRET, told, moment) == second // 30


@given(st.integers(-4, 4))
def test_a_code_is_good_in_its_own_step_and_the_ones_beside_it(away: int) -> None:
    used = step_shown(RFC_SECRET, code(RFC_SECRET, PRESENT + away * HALF_A_MINUTE), PRESENT)

    assert (used == step_of(PRESENT) + away) if abs(away) <= 1 else (used is None)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "٢٨٧٠٨٢", "0" * 50, "\x00"])
def test_what_is_no_code_is_not_right(session: Session, nia: Person, typed: str) -> None:
    assert not spend_totp(session, nia, typed, PRESENT)


def test_a_code_is_good_once_however_it_is_spaced(session: Session, nia: Person) -> None:
    now = code(RFC_SECRET, PRESENT)

    assert spend_totp(session, nia, f" {now[:3]} {now[3:]} ", PRESENT)
    assert not spend_totp(session, nia, now, PRESENT)
    assert not spend_totp(session, nia, code(RFC_SECRET, PRESENT - HALF_A_MINUTE), PRESENT)
    assert spend_totp(session, nia, code(RFC_SECRET, PRESENT + HALF_A_MINUTE), PRESENT)


def test_of_two_that_come_at_once_with_one_code_one_is_right(database: Engine, session: Session, nia: Person) -> None:
    now, step = code(RFC_SECRET, PRESENT), step_of(PRESENT)
    other = update(Person).values(totp_step=step).execution_options(synchronize_session=False)
    session.execute(other)
    assert inspect(nia).attrs.totp_step.value == 0, "this one looked before the other wrote"

    assert not spend_totp(session, nia, now, PRESENT)
    assert nia.totp_step == step


def test_nobody_and_who_has_no_app_have_no_code(session: Session) -> None:
    oz = cast.person(session, "Oz")

    assert not spend_totp(session, None, "123456", PRESENT)
    assert not spend_totp(session, oz, "123456", PRESENT)


def test_an_app_is_kept_when_its_first_code_is_right_and_that_code_is_used(session: Session) -> None:
    oz = cast.person(session, "Oz")
    begun = begin_totp(oz, "Alongside", "oz", PRESENT)
    secret = begun.secret.replace(" ", "").upper()
    assert oz.totp == ""

    with pytest.raises(NotRight, match="six digits"):
        finish_totp(session, oz, begun.token, "000000", PRESENT)
    again = resume_totp(oz, begun.token, "Alongside", "oz", PRESENT)
    assert again.secret == begun.secret
    finish_totp(session, oz, again.token, code(secret, PRESENT), PRESENT)
    session.commit()

    assert oz.totp == secret
    assert secret.encode() not in (oz.totp_sealed or b"")
    assert not spend_totp(session, oz, code(secret, PRESENT), PRESENT)
    assert spend_totp(session, oz, code(secret, PRESENT + HALF_A_MINUTE), PRESENT + HALF_A_MINUTE)


def test_an_enrolment_is_for_one_person_for_a_quarter_of_an_hour(session: Session, nia: Person) -> None:
    oz = cast.person(session, "Oz")
    begun = begin_totp(oz, "Alongside", "oz", PRESENT)
    secret = begun.secret.replace(" ", "").upper()
    late = PRESENT + SETTING_UP + timedelta(seconds=1)

    for person, token, when in ((nia, begun.token, PRESENT), (oz, begun.token, late), (oz, "é", PRESENT),
                                (oz, begun.token[:-8] + "AAAAAAA=", PRESENT), (oz, "", PRESENT)):  # fmt: skip
        with pytest.raises(NotRight, match="too old"):
            finish_totp(session, person, token, code(secret, when), when)

    assert (oz.totp, nia.totp) == ("", RFC_SECRET)


def test_the_address_carries_what_an_app_reads_and_nothing_else() -> None:
    secret = new_secret()
    uri = urlsplit(address(secret, "Appointments & co", "n•••@example.org"))

    assert (uri.scheme, uri.netloc, unquote(uri.path)) == ("otpauth", "totp", "/Appointments & co:n•••@example.org")
    assert parse_qs(uri.query) == {"secret": [secret], "issuer": ["Appointments & co"]}
    assert len(secret) == 32


def test_the_picture_may_stand_in_a_strict_page_as_it_is() -> None:
    uri = address(new_secret(), '<script>"&', "' onload=x")
    shown = jinja2.Environment(autoescape=True).from_string("{{ it }}").render(it=picture(uri))
    drawing = fromstring(shown)

    allowed = {"viewBox", "transform", "fill", "stroke", "d"}
    assert {part.tag for part in drawing.iter()} <= {"svg", "g", "path"}
    assert {name for part in drawing.iter() for name in part.attrib} <= allowed
    assert set(drawing.itertext()) <= {""}
    side = len(segno.make(uri, error="m", micro=False).matrix) + 8
    assert drawing.attrib["viewBox"] == f"0 0 {side} {side}"
