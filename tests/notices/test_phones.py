"""Telling a phone, telling it no more, and what becomes of a message when it is gone; on both databases."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.access import Actor, Relation, Seat, Warrant
from app.kernel.clock import running
from app.kernel.roles import Role
from app.notices.actions.phones import TooManyPhones, forget, saw, take_off, tell
from app.notices.models import PushPhone
from app.notices.queries.phones import phones_of
from app.notices.rules.reach import Wish
from app.people.models import Person
from app.post.actions.push import new_key
from app.post.rules.letter import FIRST_WAIT, NotSent, Trouble
from app.rights.actions.retention import Where, forget_in_time
from app.rights.queries.copies import held_on
from app.seal import Ring, using
from tests.conftest import MakeApp
from tests.notices.phones import phone
from tests.notices.test_departing import TUESDAY_TEN, queued, said, sending_at
from tests.people.cast import person
from tests.post.letters import PRESENT, Sink, letter

DAY = timedelta(days=1)


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """A site that may tell phones."""
    return make_app(push_key=new_key())


def own(whom: Person) -> Warrant:
    seat = Seat("b" * 32, Role.NEWCOMER)
    return Warrant(Actor(whom.id, (seat,)), seat, Relation.OWN, "account.reach")


def told(session: Session, whom: Person, *names: str) -> None:
    """Each phone is told, the last one being seen last."""
    for number, name in enumerate(names):
        tell(session, own(whom), whom, phone(name), PRESENT + DAY * number, label="Chrome on Android")
    session.commit()


def test_a_message_goes_to_the_phone_that_was_seen_last_and_to_no_other(app: Flask, session: Session) -> None:
    nia = queued(session)
    told(session, nia, "old", "new")
    said(session, nia, Wish.PUSH)
    push, mail = Sink(), Sink()

    assert sending_at(app, TUESDAY_TEN, {"push": push, "email": mail}) == 1
    assert [(taken.channel, taken.to) for taken in push.taken] == [("push", phone("new").as_text())]
    assert (mail.taken, letter(session).road) == ([], "push")


def test_a_phone_that_is_gone_is_forgotten_and_the_message_takes_the_next_road(app: Flask, session: Session) -> None:
    nia = queued(session)
    told(session, nia, "old", "new")
    said(session, nia, Wish.PUSH)
    gone = Sink(*[NotSent(Trouble.GONE, "410")] * 2, takes=False)
    mail = Sink()

    assert sending_at(app, TUESDAY_TEN, {"push": gone, "email": mail}) == 0
    session.expire_all()
    assert [each.subscription for each in phones_of(session, nia.id)] == [phone("old").as_text()]
    assert letter(session).given_up_at is None
    assert sending_at(app, TUESDAY_TEN, {"push": gone, "email": mail}, FIRST_WAIT) == 0
    assert sending_at(app, TUESDAY_TEN, {"push": gone, "email": mail}, FIRST_WAIT * 3) == 1
    assert ([taken.to for taken in mail.taken], gone.taken) == (["nia@example.org"], [])
    assert (letter(session).road, letter(session).trouble) == ("email", "")


@pytest.mark.parametrize("trouble", [Trouble.LATER, Trouble.UNREACHABLE, Trouble.REFUSED, Trouble.UNKNOWN])
def test_a_phone_is_not_forgotten_for_any_other_trouble(app: Flask, session: Session, trouble: Trouble) -> None:
    nia = queued(session)
    told(session, nia, "one")
    said(session, nia, Wish.PUSH)

    sending_at(app, TUESDAY_TEN, {"push": Sink(NotSent(trouble, "x"))})

    assert len(phones_of(session, nia.id)) == 1


def test_who_has_no_address_finds_it_in_the_inbox_alone(app: Flask, session: Session) -> None:
    nia = queued(session)
    nia.phone, nia.email = "", ""
    said(session, nia, Wish.PUSH)

    assert sending_at(app, TUESDAY_TEN, {"email": Sink()}) == 0
    assert letter(session).trouble == "inside"


def test_a_site_without_a_key_tells_no_phone(make_app: MakeApp, session: Session) -> None:
    nia = queued(session)
    told(session, nia, "one")
    said(session, nia, Wish.PUSH)
    mail = Sink()

    assert sending_at(make_app(), TUESDAY_TEN, {"email": mail}) == 1
    assert [taken.to for taken in mail.taken] == ["nia@example.org"]


def test_five_phones_and_no_more_but_each_may_come_again(session: Session) -> None:
    nia = person(session)
    told(session, nia, *"abcde")

    told(session, nia, "a")
    with pytest.raises(TooManyPhones, match="You have 5 phones here"):
        told(session, nia, "f")
    take_off(session, own(nia), nia, phones_of(session, nia.id)[0].id)
    told(session, nia, "f")
    assert len(phones_of(session, nia.id)) == 5


def test_one_browser_tells_of_one_person_the_one_who_asked_last(session: Session) -> None:
    nia, sam = person(session), person(session, "Sam")
    told(session, nia, "shared")
    assert not saw(session, sam, phone("shared"), PRESENT)

    told(session, sam, "shared")

    assert (phones_of(session, nia.id), len(phones_of(session, sam.id))) == ([], 1)


def test_nobody_takes_off_a_phone_of_somebody_else(session: Session) -> None:
    nia, sam = person(session), person(session, "Sam")
    told(session, nia, "one")

    with pytest.raises(LookupError):
        take_off(session, own(sam), sam, phones_of(session, nia.id)[0].id)
    assert len(phones_of(session, nia.id)) == 1


def test_a_phone_is_known_again_while_the_keys_are_changed(session: Session) -> None:
    nia = person(session)
    with using(Ring("old field key", "old index key")):
        told(session, nia, "one")

    with using(Ring("new field key,old field key", "new index key,old index key")):
        assert saw(session, nia, phone("one"), PRESENT)
        forget(session, phone("one").as_text())
    assert phones_of(session, nia.id) == []


def test_a_phone_that_was_not_seen_for_60_days_is_told_no_more(
    session: Session, tmp_path_factory: pytest.TempPathFactory
) -> None:
    nia = person(session)
    told(session, nia, "lost", "kept")
    present = running()
    lost, kept = (
        next(each for each in phones_of(session, nia.id) if name in each.subscription) for name in ("lost", "kept")
    )
    lost.seen_on, kept.seen_on = (present - DAY * 62).date(), (present - DAY * 59).date()
    session.commit()

    forget_in_time(session, Where(tmp_path_factory.mktemp("x") / "ledger", "https://site.example/sign-in"), present)

    assert [each.id for each in session.scalars(select(PushPhone))] == [kept.id]


def test_with_a_person_their_phones_go(session: Session) -> None:
    nia = person(session)
    told(session, nia, "one")

    session.delete(nia)
    session.commit()

    assert session.scalars(select(PushPhone)).all() == []


def test_a_copy_names_the_phones_and_gives_nobody_the_means_to_write_to_them(session: Session) -> None:
    nia = person(session)
    told(session, nia, "one")

    copied = next(part for part in held_on(session, nia) if part.table == "push_phone")

    assert [row["label"] for row in copied.rows] == ["Chrome on Android"]
    assert "subscription_sealed" in copied.not_given
    assert "web.push" not in str(copied.rows)
