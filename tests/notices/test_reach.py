"""What somebody said of how to reach them, and what it makes of a message: by table, and what never loosens."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.notices.rules.hours import USUAL, Window
from app.notices.rules.reach import HOLDS, URGENT, Contacts, Reach, Wish, answer
from app.post.rules.leaving import Answer, Drop, Leave, Wait
from app.post.rules.letter import Trouble

NOON = datetime(2026, 12, 22, 12, tzinfo=UTC)
NIGHT = datetime(2026, 12, 22, 23, tzinfo=UTC)
MORNING = datetime(2026, 12, 23, 8, tzinfo=UTC)
NIA = Contacts("a" * 32, "nia@mail.example", "+447700900123")
NO_PHONE, NO_EMAIL = replace(NIA, phone=""), replace(NIA, email="")
WITH_PHONE = replace(NIA, push="a phone")
BY_PUSH = Reach(Wish.PUSH, settled_at=NOON)
BY_TEXT = Reach(Wish.TEXT, settled_at=NOON)
NOT = Drop(Trouble.NOT_WANTED)


@pytest.mark.parametrize(
    ("reach", "contacts", "now", "found"),
    [
        (Reach(), NIA, NOON, Leave("email", NIA.email)),
        (Reach(), NO_EMAIL, NOON, Leave("text", NIA.phone)),
        (Reach(), replace(NO_EMAIL, phone=""), NOON, Drop(Trouble.NO_ROAD)),
        (Reach(), NIA, NIGHT, Wait(MORNING)),
        (BY_TEXT, NIA, NOON, Leave("text", NIA.phone)),
        (BY_TEXT, NO_PHONE, NOON, Drop(Trouble.NO_ROAD)),
        (Reach(Wish.INSIDE), NIA, NOON, Drop(Trouble.INSIDE)),
        (replace(BY_TEXT, hours={1: Window(12, 13)}), NIA, NIGHT, Wait(NOON + timedelta(days=7))),
        (BY_PUSH, WITH_PHONE, NOON, Leave("push", "a phone")),
        (replace(BY_PUSH, plain_words=True), WITH_PHONE, NOON, Leave("push", "a phone")),
        (BY_PUSH, WITH_PHONE, NIGHT, Wait(MORNING)),
        (BY_PUSH, NIA, NOON, Leave("email", NIA.email)),
        (BY_PUSH, NO_EMAIL, NOON, Leave("text", NIA.phone)),
        (BY_PUSH, replace(NO_EMAIL, phone=""), NOON, Drop(Trouble.INSIDE)),
        (replace(BY_PUSH, watched=True), NIA, NOON, Drop(Trouble.INSIDE)),
        (replace(BY_PUSH, watched=True), WITH_PHONE, NOON, Leave("push", "a phone")),
        (Reach(), WITH_PHONE, NOON, Leave("email", NIA.email)),
        (replace(BY_TEXT, hours={}), NIA, NOON, NOT),
        (replace(BY_TEXT, do_not_contact=True), NIA, NOON, NOT),
        (replace(BY_TEXT, watched=True), NIA, NOON, Leave("text", NIA.phone)),
        (replace(BY_TEXT, plain_words=True), NIA, NOON, Leave("text", NIA.phone, is_plain=True)),
        (replace(BY_TEXT, plain_words=True, watched=True), NIA, NOON, Leave("text", NIA.phone)),
    ],
)
def test_where_a_message_goes_and_when(reach: Reach, contacts: Contacts, now: datetime, found: Answer) -> None:
    assert answer("confirm_due", "wished", reach, contacts, now) == found


@pytest.mark.parametrize(("stopped", "found"), [
    ({"confirm_due"}, NOT), ({""}, NOT), ({"still_there"}, Leave("email", NIA.email)),
])  # fmt: skip
def test_what_was_stopped_does_not_leave(stopped: set[str], found: Answer) -> None:
    assert answer("confirm_due", "wished", Reach(stopped=frozenset(stopped)), NIA, NOON) == found


@pytest.mark.parametrize("kind", sorted(URGENT - {"contact_changed"}))
def test_what_somebody_asked_for_this_minute_leaves_this_minute_whatever_was_stopped(kind: str) -> None:
    shut = Reach(hours={}, do_not_contact=True, stopped=frozenset({"", kind}))

    assert answer(kind, "text", shut, NIA, NIGHT) == Leave("text", NIA.phone)


@pytest.mark.parametrize("kind", sorted(URGENT - {"contact_changed"}))
def test_what_lets_somebody_in_or_warns_them_never_goes_to_a_phone_that_only_says_that_there_is_something(
    kind: str,
) -> None:
    assert answer(kind, "email", BY_PUSH, WITH_PHONE, NOON) == Leave("email", NIA.email)
    assert answer(kind, "push", Reach(), WITH_PHONE, NOON) == Leave("email", NIA.email)


@pytest.mark.parametrize("flag", ["do_not_contact", "watched"])
def test_sr_025_an_old_address_hears_nothing_of_somebody_who_would_be_in_danger(flag: str) -> None:
    assert answer("contact_changed", "email", replace(Reach(), **{flag: True}), NIA, NOON) == NOT
    assert answer("contact_changed", "email", Reach(), NIA, NIGHT) == Leave("email")


def test_inside_the_site_nobody_is_disturbed_so_it_is_always_there() -> None:
    shut = Reach(Wish.INSIDE, {}, do_not_contact=True, stopped=frozenset({""}))

    assert answer("confirm_due", "inbox", shut, NIA, NIGHT) == Leave("inbox", NIA.person_id)


hour = st.integers(0, 23)
weeks = st.dictionaries(st.integers(0, 6), st.builds(Window, hour, hour))
reaches = st.builds(
    Reach, st.sampled_from([None, *Wish]), st.one_of(st.just(USUAL), weeks), st.booleans(), st.booleans(),
    st.booleans(), st.just(NOON), st.frozensets(st.sampled_from(["", "confirm_due"])),
)  # fmt: skip
kinds = st.sampled_from(["confirm_due", "still_there", "reach_check", "sign_in_code", "contact_changed"])
people = st.sampled_from([NIA, NO_PHONE, NO_EMAIL, WITH_PHONE])


@given(reaches, kinds, people, st.integers(0, 167))
def test_sr_023_what_is_old_goes_on_protecting_and_never_becomes_looser(
    reach: Reach, kind: str, contacts: Contacts, hours: int
) -> None:
    now = NOON + HOLDS + timedelta(hours=hours)
    fresh, old = (answer(kind, "email", each, contacts, now) for each in (replace(reach, settled_at=now), reach))

    assert old == (replace(fresh, is_plain=False) if isinstance(fresh, Leave) else fresh)


@given(reaches, people, st.integers(0, 167))
def test_sr_023_nothing_leaves_by_a_road_that_was_not_wished_for_or_at_an_hour_that_was_not_allowed(
    reach: Reach, contacts: Contacts, hours: int
) -> None:
    now = NOON + timedelta(hours=hours)
    found = answer("confirm_due", "wished", reach, contacts, now)

    if isinstance(found, Leave):
        assert reach.wish in (None, found.channel) or (reach.wish is Wish.PUSH and not contacts.push)
        assert not reach.do_not_contact
    if isinstance(found, Wait):
        assert found.until > now
        assert not isinstance(answer("confirm_due", "wished", reach, contacts, found.until), Wait)
