"""What may stand in an entry, and how a chain shows where it was broken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit.rules import (
    SHAPES,
    Entry,
    Event,
    Flaw,
    Head,
    NotAnEntry,
    canonical,
    chained,
    check_entry,
    first_flaw,
    read_heads,
)
from app.kernel.access import Actor, Relation, Seat, Warrant
from app.kernel.roles import Role
from app.seal import Ring
from tests.audit.entries import CAL, HUB, NIA, NOON, OZ, SAM, looked

RING = Ring("a field key of this test", "an index key of this test")
CANARIES = (
    "nia.canary@example.org",
    "nia@example",
    "07700 900123",
    "07700900123",
    "+447700900123",
    "447700900123",
    "Nia",
    "Nia C",
    "I would like some company on Tuesday.",
    "somebody new",
    "HX1 1AA",
    "192.0.2.7",
    "2001:db8::7",
    "done\n",
    "x" * 61,
)


def marks(text: str) -> list[str]:
    return RING.indexes(text, "audit chain")


def chain(length: int) -> list[Event]:
    return list(chained([looked(by=f"{each:032x}") for each in range(length)], NOON, (0, ""), marks))


def test_an_entry_is_made_from_a_warrant() -> None:
    seat = Seat("holding", Role.LINK_WORKER, HUB)
    warrant = Warrant(Actor(SAM, (seat,)), seat, Relation.CASE, "person.read")

    entry = Entry.of(warrant, "person", NIA, NIA, outcome="refused", reason="too_late")

    check_entry(entry)
    assert entry == Entry(SAM, "link_worker", "case", "person.read", "person", NIA, NIA, "refused", "too_late", HUB)


@pytest.mark.parametrize(
    "entry",
    [
        Entry("", "", "", "job.run"),
        Entry(CAL, "technical_admin", "any", "organisation.make", "organisation", HUB),
        Entry(SAM, "coordinator", "organisation", "listing.care.edit", "one_off", "0123abcd", organisation_id=HUB),
    ],
)
def test_ids_codes_and_words_of_our_own_may_stand_in_an_entry(entry: Entry) -> None:
    check_entry(entry)


@pytest.mark.parametrize("field", SHAPES)
@pytest.mark.parametrize("canary", CANARIES)
def test_sr_059_no_contact_name_or_sentence_gets_into_any_field(field: str, canary: str) -> None:
    with pytest.raises(NotAnEntry, match=field) as refused:
        check_entry(replace(looked(), **{field: canary}))

    assert canary not in str(refused.value)


@given(st.sampled_from(list(SHAPES)), st.emails() | st.from_regex(r"\+?[0-9 ]{9,15}", fullmatch=True))
def test_sr_059_no_address_and_no_number_gets_into_any_field(field: str, contact: str) -> None:
    with pytest.raises(NotAnEntry):
        check_entry(replace(looked(), **{field: contact}))


@pytest.mark.parametrize(
    ("field", "value"),
    [("role", "boss"), ("relation", "friend"), ("act", "read"), ("act", ""), ("outcome", ""), ("actor_id", HUB),
     ("subject_id", HUB), ("object_id", "1"), ("object_id", None), ("reason", 7)],
)  # fmt: skip
def test_an_entry_holds_no_role_relation_or_id_that_there_is_not(field: str, value: object) -> None:
    with pytest.raises(NotAnEntry, match=field):
        check_entry(replace(looked(), **{field: value}))


@pytest.mark.parametrize("field", SHAPES)
def test_every_field_counts_for_the_mark(field: str) -> None:
    other = replace(looked(), **{field: "z"})

    assert canonical(1, NOON, looked()) != canonical(1, NOON, other)


def test_two_rows_never_share_a_text() -> None:
    one = canonical(1, NOON, replace(looked(), outcome='a","b', reason="c"))
    other = canonical(1, NOON, replace(looked(), outcome="a", reason='b","c'))

    assert one != other
    assert len({canonical(1, NOON + timedelta(microseconds=each), looked()) for each in range(3)}) == 3
    assert canonical(1, NOON, looked()) != canonical(11, NOON, looked())


@pytest.mark.parametrize("length", [0, 1, 7])
def test_a_chain_that_nobody_touched_is_whole(length: int) -> None:
    events = chain(length)

    assert first_flaw(events, marks) is None
    assert first_flaw(events, marks, [Head(NOON, each.seq, each.mark) for each in events]) is None


def spoil(event: Event, field: str) -> Event:
    if field in SHAPES:
        return replace(event, entry=replace(event.entry, **{field: "something else"}))
    return replace(event, **{field: event.at + timedelta(microseconds=1) if field == "at" else "0" * 64})


@given(st.data())
def test_sr_058_a_changed_event_is_named(data: st.DataObject) -> None:
    events = chain(data.draw(st.integers(1, 8)))
    place = data.draw(st.integers(0, len(events) - 1))
    events[place] = spoil(events[place], data.draw(st.sampled_from(["at", "mark", *SHAPES])))

    assert first_flaw(events, marks) == (place + 1, Flaw.CHANGED)


@given(st.data())
def test_sr_058_an_event_that_was_taken_out_is_named(data: st.DataObject) -> None:
    events = chain(data.draw(st.integers(2, 8)))
    place = data.draw(st.integers(0, len(events) - 2))
    del events[place]

    assert first_flaw(events, marks) == (place + 1, Flaw.MISSING)


@given(st.data())
def test_sr_058_events_that_follow_as_if_nothing_were_missing_are_named(data: st.DataObject) -> None:
    events = chain(data.draw(st.integers(2, 8)))
    place = data.draw(st.integers(0, len(events) - 2))
    del events[place]
    closed_up = [replace(event, seq=number) for number, event in enumerate(events, 1)]

    assert first_flaw(closed_up, marks) == (place + 1, Flaw.CHANGED)


@given(st.data())
def test_sr_058_events_that_changed_places_are_named(data: st.DataObject) -> None:
    events = chain(data.draw(st.integers(2, 8)))
    low, high = sorted(data.draw(st.lists(st.integers(0, len(events) - 1), min_size=2, max_size=2, unique=True)))
    events[low], events[high] = replace(events[high], seq=low + 1), replace(events[low], seq=high + 1)

    assert first_flaw(events, marks) == (low + 1, Flaw.CHANGED)


def test_sr_058_an_event_of_another_history_does_not_fit_in() -> None:
    other = list(chained([looked(OZ), *(event.entry for event in chain(3)[1:])], NOON, (0, ""), marks))

    assert first_flaw([*chain(3)[:1], *other[1:]], marks) == (2, Flaw.CHANGED)


def test_an_event_put_before_the_first_is_named() -> None:
    events = chain(3)

    assert first_flaw([replace(events[0], seq=0), *events], marks) == (0, Flaw.CHANGED)


CUTS: dict[str, tuple[Callable[[], list[Event]], tuple[int, Flaw]]] = {
    "the end cut off": (lambda: chain(5)[:3], (4, Flaw.CUT)),
    "emptied": (lambda: [], (1, Flaw.CUT)),
    "written again": (lambda: list(chained([looked(OZ)] * 5, NOON, (0, ""), marks)), (2, Flaw.REWRITTEN)),
    "cut and grown again": (lambda: [*chain(3), *chained([looked(OZ)] * 2, NOON, (3, chain(3)[-1].mark), marks)],
                            (5, Flaw.REWRITTEN)),
}  # fmt: skip


@pytest.mark.parametrize(("spoilt", "flaw"), CUTS.values(), ids=CUTS)
def test_sr_058_only_heads_noted_elsewhere_show_a_new_end(
    spoilt: Callable[[], list[Event]], flaw: tuple[int, Flaw]
) -> None:
    noted = [Head(NOON, each.seq, each.mark) for each in chain(5) if each.seq in (2, 5)]

    assert first_flaw(spoilt(), marks) is None
    assert first_flaw(spoilt(), marks, noted) == flaw


def test_two_heads_that_contradict_each_other_are_a_flaw() -> None:
    last = chain(2)[-1]

    noted = [Head(NOON, 2, last.mark), Head(NOON, 2, "0" * 64)]

    assert first_flaw(chain(2), marks, noted) == (2, Flaw.REWRITTEN)


def test_marks_need_the_key() -> None:
    others = Ring("a field key of this test", "the key of somebody else")
    forged = list(chained([looked()], NOON, (0, ""), lambda text: others.indexes(text, "audit chain")))

    assert first_flaw(forged, marks) == (1, Flaw.CHANGED)


def test_heads_are_read_as_they_were_written() -> None:
    heads = [Head(NOON, 1, "a" * 64), Head(NOON + timedelta(hours=1), 12, "b" * 64)]

    assert read_heads("\n".join(map(str, heads)) + "\n\n") == heads


@pytest.mark.parametrize("line", ["half", "2026-12-21T12:00:00+00:00 one a", "yesterday 1 a", "a b c d"])
def test_a_line_that_is_no_head_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="Line 2"):
        read_heads(f"{Head(NOON, 1, 'a')}\n{line}\n")
