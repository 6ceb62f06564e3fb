"""A message leaves once, leaves nothing behind, and is never lost; on both databases."""

from contextlib import suppress
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.post.actions import put
from app.post.queries import waiting_since
from app.post.rules.letter import LEASE, NotSent, Outgoing, Trouble
from app.seal import Ring, using
from app.web.keys import KEY
from tests.post.letters import ADDRESS, LATER, NUMBER, PRESENT, Sink, letter, message, putting, sending

NEXT_TRY = PRESENT + timedelta(seconds=11)
AFTER_THE_LEASE = PRESENT + LEASE


class Killed(BaseException):
    """Stands for the end of a process: nothing of ours catches it."""


def test_a_message_leaves_once_and_takes_its_recipient_and_its_values_with_it(app: Flask, session: Session) -> None:
    putting(session, message())
    sink = Sink()

    assert [sending(app, {"email": sink}), sending(app, {"email": sink})] == [1, 0]
    (taken,) = sink.taken
    assert (taken.to, taken.kind, taken.values["code"], taken.tries) == (ADDRESS, "sign_in_code", "402913", 1)
    left = letter(session)
    assert (left.to_sealed, left.values_sealed, left.claimed_until) == (None, None, None)
    assert (left.sent_at, left.given_up_at, left.trouble) == (PRESENT, None, "")


def test_what_is_for_nobody_is_never_sent_and_does_not_stay(app: Flask, session: Session) -> None:
    putting(session, message(channel="none"))
    sink = Sink()

    assert sending(app, {"email": sink, "text": sink}) == 0
    assert sink.taken == []
    left = letter(session)
    assert (left.to_sealed, left.values_sealed, left.sent_at) == (None, None, None)
    assert (left.given_up_at, left.trouble) == (PRESENT, "nobody")


def test_the_oldest_leaves_first(app: Flask, session: Session) -> None:
    for minutes in (1, 3, 2):
        put(session, message(key=f"code:{minutes}"), PRESENT - timedelta(minutes=minutes))
    session.commit()
    sink = Sink()

    assert sending(app, {"email": sink}) == 3
    assert [PRESENT - taken.made_at for taken in sink.taken] == [timedelta(minutes=age) for age in (3, 2, 1)]


@pytest.mark.parametrize("trouble", [Trouble.UNREACHABLE, Trouble.LATER, Trouble.UNKNOWN])
def test_an_e_mail_that_did_not_leave_is_tried_again_and_nothing_is_lost(
    app: Flask, session: Session, trouble: Trouble
) -> None:
    putting(session, message())
    sink = Sink(NotSent(trouble, "as the test wants"), takes=False)

    assert [sending(app, {"email": sink}), sending(app, {"email": sink})] == [0, 0]
    assert letter(session).trouble == trouble
    assert sending(app, {"email": sink}, NEXT_TRY) == 1
    assert [taken.tries for taken in sink.taken] == [2]


def test_a_recipient_whom_the_mail_server_refuses_is_given_up_at_once(app: Flask, session: Session) -> None:
    putting(session, message())

    assert sending(app, {"email": Sink(NotSent(Trouble.REFUSED, "550"), takes=False)}) == 0
    left = letter(session)
    assert (left.given_up_at, left.trouble, left.sent_at) == (PRESENT, "refused", None)
    assert (left.to_sealed, left.values_sealed) == (None, None)


def test_what_is_too_late_is_given_up_with_the_reason_why_it_could_not_leave(app: Flask, session: Session) -> None:
    putting(session, message())
    down = Sink(NotSent(Trouble.UNREACHABLE, "down"), takes=False)
    sending(app, {"email": down})

    assert sending(app, {"email": down}, LATER) == 0
    left = letter(session)
    assert (left.given_up_at, left.trouble, left.to_sealed) == (LATER, "unreachable", None)
    assert down.taken == []


def test_what_nobody_ever_tried_is_late(app: Flask, session: Session) -> None:
    putting(session, message())

    sending(app, {"email": Sink()}, LATER)

    assert letter(session).trouble == "late"


def test_a_sender_that_dies_between_sending_and_marking_makes_one_repeat_under_the_same_name(
    app: Flask, session: Session
) -> None:
    """SR-112."""
    putting(session, message())
    sink = Sink(Killed())

    with pytest.raises(Killed):
        sending(app, {"email": sink})

    assert sending(app, {"email": sink}, AFTER_THE_LEASE - timedelta(seconds=1)) == 0
    assert sending(app, {"email": sink}, AFTER_THE_LEASE) == 1
    assert sending(app, {"email": sink}, AFTER_THE_LEASE + LEASE) == 0
    assert len(sink.taken) == 2
    assert len({taken.id for taken in sink.taken}) == 1
    assert letter(session).sent_at == AFTER_THE_LEASE


@pytest.mark.parametrize("end", [Killed(), NotSent(Trouble.UNKNOWN, "no answer"), RuntimeError("something else")])
def test_a_text_that_may_have_arrived_is_not_sent_again(app: Flask, session: Session, end: BaseException) -> None:
    putting(session, message(channel="text", to=NUMBER))
    sink = Sink(end)
    try:
        sending(app, {"text": sink})
    except Killed:
        assert letter(session).given_up_at is None

    assert sending(app, {"text": sink}, AFTER_THE_LEASE) == 0
    assert len(sink.taken) == 1
    left = letter(session)
    assert (left.trouble, left.to_sealed, left.values_sealed) == ("unknown", None, None)


def test_a_text_that_surely_did_not_leave_is_tried_again(app: Flask, session: Session) -> None:
    putting(session, message(channel="text", to=NUMBER))
    sink = Sink(NotSent(Trouble.LATER, "busy"), takes=False)

    assert [sending(app, {"text": sink}), sending(app, {"text": sink}, NEXT_TRY)] == [0, 1]


def test_a_road_that_is_down_holds_up_no_other(app: Flask, session: Session) -> None:
    mails = [message(key=f"mail:{number}") for number in range(3)]
    putting(session, *mails, message(key="text:1", channel="text", to=NUMBER))
    down, up = Sink(*(NotSent(Trouble.UNREACHABLE, "down") for _ in range(9)), takes=True), Sink()

    assert sending(app, {"email": down, "text": up}) == 1
    assert (len(down.taken), len(up.taken)) == (1, 1)


def test_a_message_that_goes_wrong_by_itself_holds_up_no_other(app: Flask, session: Session) -> None:
    putting(session, message(key="a"), message(key="b"), message(key="c"))
    sink = Sink(RuntimeError("odd"), takes=False)

    assert sending(app, {"email": sink}) == 2


def test_a_message_under_a_lost_key_waits_and_leaves_once_the_key_is_back(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Ring("another key", "another key")
    with using(elsewhere):
        putting(session, message(key="sealed elsewhere"))
    putting(session, message(key="ours"))
    sink = Sink()

    assert sending(app, {"email": sink}) == 1
    monkeypatch.setitem(app.extensions, KEY, elsewhere)
    assert sending(app, {"email": sink}, NEXT_TRY) == 1
    assert [taken.to for taken in sink.taken] == [ADDRESS, ADDRESS]


class Overtaken(Sink):
    """Takes so long that the lease ends and another sender begins; then it comes to its own end."""

    def __init__(self, app: Flask, other: Sink, *troubles: BaseException) -> None:
        super().__init__(*troubles)
        self.app, self.other = app, other

    def carry(self, letter: Outgoing) -> None:
        with suppress(Killed):
            sending(self.app, {"email": self.other}, AFTER_THE_LEASE)
        super().carry(letter)


@pytest.mark.parametrize("trouble", [Trouble.REFUSED, Trouble.LATER])
def test_trouble_of_an_overtaken_sender_does_not_undo_what_the_other_sent(
    app: Flask, session: Session, trouble: Trouble
) -> None:
    putting(session, message())

    sending(app, {"email": Overtaken(app, Sink(), NotSent(trouble, "too late to matter"))})

    left = letter(session)
    assert (left.sent_at, left.given_up_at, left.trouble) == (AFTER_THE_LEASE, None, "")


@pytest.mark.parametrize("trouble", [Trouble.REFUSED, Trouble.LATER])
def test_trouble_of_an_overtaken_sender_does_not_take_the_message_from_the_other(
    app: Flask, session: Session, trouble: Trouble
) -> None:
    putting(session, message())

    sending(app, {"email": Overtaken(app, Sink(Killed()), NotSent(trouble, "too late to matter"))})

    left = letter(session)
    assert (left.given_up_at, left.trouble, left.claimed_until) == (None, "", AFTER_THE_LEASE + LEASE)


def test_what_an_overtaken_sender_did_send_counts_as_sent(app: Flask, session: Session) -> None:
    putting(session, message())

    assert sending(app, {"email": Overtaken(app, Sink(Killed(), takes=False))}) == 1

    left = letter(session)
    assert (left.sent_at, left.claimed_until, left.to_sealed) == (PRESENT, None, None)


def test_how_long_the_oldest_has_waited_can_be_asked(app: Flask, session: Session) -> None:
    assert waiting_since(session) is None
    putting(session, message(key="x", channel="none"), message())

    assert waiting_since(session) == PRESENT
    session.rollback()
    sending(app, {"email": Sink()})
    assert waiting_since(session) is None
