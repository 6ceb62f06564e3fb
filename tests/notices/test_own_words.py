"""An organisation's own words: what they may hold, who gets them, and what then arrives (SR-021); on both databases."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.rules.vocabulary import names_of_routes
from app.kernel.access import Actor, Relation, Seat, Warrant
from app.kernel.roles import Role
from app.notices.actions.own_words import adapt, back_to_ours
from app.notices.models import OwnWording
from app.notices.queries import own_words as queries
from app.notices.rules.own_words import ADAPTABLE, CHANNELS, FIXED, NAMES, CannotUse, Looked, checked
from app.notices.rules.reach import Wish
from app.people.models import Organisation, Person
from app.post.actions.dev_box import DevBox
from app.post.build import mail, text
from app.post.rules import gsm
from app.post.rules.letter import Outgoing
from app.post.rules.wording import KINDS, ONLY_MAIL, OwnWords, ours
from tests.factories import persons
from tests.notices.test_departing import TUESDAY_TEN, queued, said, sending_at
from tests.people.cast import PRESENT, hub
from tests.post.letters import Sink, outgoing
from tests.post.test_sinks import OUR_NAMES
from tests.post.test_words import told

SITE = "https://messages.calder.example"
LOOKED = Looked(SITE, names_of_routes())
MAIL = OwnWords("Please tell us whether this is still right: {link}", "A quick question")
SEAT = Seat("f" * 32, Role.COORDINATOR, "a" * 32)
BY_CORA = Warrant(Actor("e" * 32, (SEAT,)), SEAT, Relation.ORGANISATION, "message.words")
TEXT = OwnWords("Could you have a look? {link}")


def passes(words: str, channel: str = "email", kind: str = "reach_check", subject: str = "A question") -> OwnWords:
    return checked(kind, channel, OwnWords(words, subject), LOOKED)


def arrived(channel: str, own: OwnWords, kind: str = "reach_check") -> str:
    """What the recipient reads, subject and all."""
    letter = outgoing(kind=kind, channel=channel, values={**LOOKED.values}, stop=LOOKED.stop, own=own)
    return in_words(letter)


def in_words(letter: Outgoing) -> str:
    if letter.channel == "text":
        return text(letter)
    made = mail(letter, "messages@site.example")
    return f"{made['Subject']}\n{made.get_content()}"


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("Your recovery goes on", "recovery"),
        ("Your RECOVERY goes on", "recovery"),
        ("Your re-covery goes on", "recovery"),
        ("Your r e c o v e r y goes on", "recover"),
        ("Your reco\nvery goes on", "recovery"),
        ("Your Récòvery goes on", "recovery"),
        ("Your ｒｅｃｏｖｅｒｙ goes on", "recovery"),
        ("Your 𝗿𝗲𝗰𝗼𝘃𝗲𝗿𝘆 goes on", "recovery"),
        ("Your rec\u200bovery goes on", "recovery"),
        ("Your rec\u00adovery goes on", "recovery"),
        ("Your rec0v3ry goes on", "recovery"),
        ("See myrecoveryhub", "myrecoveryhub"),
        ("The next meeting", "meeting"),
        ("The next m33ting", "meeting"),
        ("N. A. is on", "na"),
        ("ＮＡ is on", "na"),
        ("A & A is on", "aa"),
        ("Al-Anon is on", "al-anon"),
        ("Peer support is on", "peer support"),
        ("Fáith-based is on", "faith"),
        ("Heroin-Anonymous is on", "heroin"),
        ("Turningpoint is on", "turningpoint"),
        ("A{link}A", "aa"),
    ],
)
def test_sr_021_a_telling_word_is_named_however_it_is_written(words: str, word: str) -> None:
    with pytest.raises(CannotUse) as refusal:
        passes(words if "{link}" in words else f"{words}: {{link}}")

    assert str(refusal.value) == f"Take out “{word}”: it may tell others what this is about."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Have a look", "Put {link} where it belongs"),
        ("{link} or {link}", "Use {link} once only"),
        ("{link} {name}", "Take out {name}: this message has no such value."),
        ("{link} {code}", "Take out {code}"),
        ("{link} {0}", "Use the signs { and } only"),
        ("{link} {}", "Use the signs { and } only"),
        ("{link.__class__}", "Use the signs { and } only"),
        ("{link!r}", "Use the signs { and } only"),
        ("{link:>999999}", "Use the signs { and } only"),
        ("{{link}}", "Use the signs { and } only"),
        ("{link", "Use the signs { and } only"),
        ("https://x.example {link}", "Leave out addresses"),
        ("x.example {link}", "Leave out addresses"),
        ("www. x {link}", "Leave out addresses"),
        ("Rесоvеrу {link}", "Take out “е”"),
        ("ɴɑ {link}", "Take out “ɴ”"),
        ("Have a look 🍺 {link}", "Take out “🍺”"),
        ("mee+ing {link}", "Take out “+”"),
        ("rec*very {link}", "Take out “*”"),
        ("na\u0334x {link}", "Take out “\u0334”"),
        ("", "Write what the message says."),
        ("x" * 801, "Use 800 characters or fewer."),
    ],
)
def test_what_no_message_may_hold_is_refused_in_a_sentence(words: str, sentence: str) -> None:
    with pytest.raises(CannotUse) as refusal:
        passes(words)

    assert str(refusal.value).startswith(sentence)
    assert refusal.value.field == "words"


@pytest.mark.parametrize("subject", ["", "Two\nlines", "x" * 61, "For you: {link}", "Your recovery", "A🍺"])
def test_a_subject_is_one_short_quiet_line_without_values(subject: str) -> None:
    with pytest.raises(CannotUse) as refusal:
        passes("Have a look: {link}", subject=subject)

    assert refusal.value.field == "subject"


def test_a_text_that_would_be_two_says_by_how_much_and_one_that_just_fits_is_kept() -> None:
    room = gsm.LONGEST - len(f" {SITE}/account/reach Stop: {LOOKED.stop}")
    assert gsm.length(arrived("text", passes(f"{'x' * room} {{link}}", "text"))) == gsm.LONGEST

    for words, count in ((f"{'x' * (room + 1)} {{link}}", "1 character "), (f"{'x' * (room + 9)} {{link}}", "9 chara")):
        with pytest.raises(CannotUse, match=f"Use {count}"):
            passes(words, "text")
    with pytest.raises(CannotUse, match="Write “ł” in another way"):
        passes("Proszę, społem {link}".replace("ę", "e"), "text")


def test_quotes_and_dashes_of_a_phone_are_made_plain_for_a_text() -> None:
    assert passes("It’s “us” – look:\n{link}", "text").words == 'It\'s "us" - look: {link}'


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("kind", ADAPTABLE)
def test_our_own_words_pass_the_rule_as_they_stand(kind: str, channel: str) -> None:
    written = ours(kind, CHANNELS[channel])

    assert checked(kind, channel, written, LOOKED) == written


def test_every_kind_that_goes_to_people_of_an_organisation_can_be_adapted_or_says_why_not() -> None:
    assert KINDS.keys() - ONLY_MAIL == {*ADAPTABLE, *FIXED} == NAMES.keys()
    assert not set(ADAPTABLE) & set(FIXED)


PIECES = st.sampled_from(
    ["{link}", "{days}", "{name}", "{0}", "re", "covery", "recovery", "N", "A", "na", "Al", "Anon", "meeting", "drug",
     "s", " ", "-", ".", "\n", "é", "е", "0", "3", "look", "Have a", "at it", "\u200b", "’", "12", "step", "{", "}",
     "peer", "support", "group", "x" * 40, "Ａ", "us"]
)  # fmt: skip


@given(
    words=st.lists(PIECES | st.text(max_size=4), max_size=9).map(lambda parts: "".join([*parts, " {link}"])),
    subject=st.lists(PIECES, min_size=1, max_size=4).map("".join),
    channel=st.sampled_from(sorted(CHANNELS)),
    kind=st.sampled_from(ADAPTABLE),
)
def test_sr_021_whatever_is_accepted_tells_nothing_where_it_arrives_and_fits(
    words: str, subject: str, channel: str, kind: str
) -> None:
    try:
        own = checked(kind, channel, OwnWords(words, subject), LOOKED)
    except CannotUse:
        return
    read = arrived(channel, own, kind)

    assert told(OUR_NAMES.sub(" ", read)) == []
    assert "".join(read.split()).casefold().count("recovery") == 0
    assert read.count("http") == 2 and LOOKED.stop in read
    assert not set(read) & {"{", "}"}
    assert channel == "email" or gsm.fits(read)


def adapted(session: Session, at: Organisation, channel: str, own: OwnWords) -> None:
    adapt(session, BY_CORA, at, own, kind="reach_check", channel=channel, looked=LOOKED, present=PRESENT)
    session.commit()


def taken(app: Flask, channel: str) -> str:
    sink = Sink()
    assert sending_at(app, TUESDAY_TEN, {channel: sink}) == 1
    return in_words(sink.taken[0])


@pytest.mark.parametrize(("channel", "own"), [("email", MAIL), ("text", TEXT)])
def test_a_message_leaves_in_the_words_of_the_organisation_with_its_way_to_stop(
    app: Flask, session: Session, channel: str, own: OwnWords
) -> None:
    said(session, queued(session), Wish(channel))
    adapted(session, hub(session), channel, OwnWords("Old: {link}", "Old"))
    adapted(session, hub(session), channel, own)

    read = taken(app, channel)
    assert own.words.partition("{")[0] in read and own.subject in read
    assert "https://site.example/account/reach" in read
    assert "/stop/" in read
    assert len(session.scalars(select(OwnWording)).all()) == 1


def test_after_going_back_a_message_leaves_in_our_words(app: Flask, session: Session) -> None:
    queued(session)
    adapted(session, hub(session), "email", MAIL)
    for _twice in range(2):
        back_to_ours(session, BY_CORA, hub(session), "reach_check", "email")
    session.commit()

    assert taken(app, "email").startswith("Is this still right?")


def elsewhere(session: Session, nia: Person, app: Flask) -> None:
    persons.also(session, nia, Role.CHAMPION, persons.organisation(session, "worth"))


def ended(session: Session, nia: Person, app: Flask) -> None:
    nia.holdings[0].ended_at = PRESENT


def suspended(session: Session, nia: Person, app: Flask) -> None:
    nia.holdings[0].suspended_at = PRESENT


def longer_list(session: Session, nia: Person, app: Flask) -> None:
    queries.TELLING.append(lambda: frozenset({"Quick Question"}))


@pytest.mark.parametrize("change", [elsewhere, ended, suspended, longer_list])
def test_our_words_are_used_where_no_single_organisation_or_rule_stands_behind_others(
    app: Flask, session: Session, change: object
) -> None:
    """In roles at two places, in none that is held now, and where the list of telling words has grown since."""
    assert callable(change)
    nia = queued(session)
    adapted(session, hub(session), "email", MAIL)
    change(session, nia, app)
    session.commit()

    assert taken(app, "email").startswith("Is this still right?")


def test_two_roles_at_one_place_are_one_organisation_and_another_ended_is_none(app: Flask, session: Session) -> None:
    nia = queued(session)
    persons.also(session, nia, Role.CHAMPION, hub(session))
    persons.also(session, nia, Role.CHAMPION, persons.organisation(session, "worth")).ended_at = PRESENT
    adapted(session, hub(session), "email", MAIL)

    assert taken(app, "email").startswith("A quick question")


def test_a_listing_to_confirm_takes_the_words_of_where_they_represent_its_group(session: Session) -> None:
    here, worth = hub(session), persons.organisation(session, "worth")
    gus = persons.person(session, "Gus", Role.GROUP_REPRESENTATIVE, here)
    persons.also(session, gus, Role.CHAMPION, worth)
    for at in (here, worth):
        own = OwnWords(f"At {at.slug}: {{link}}")
        adapt(session, BY_CORA, at, own, kind="confirm_due", channel="text", looked=LOOKED, present=PRESENT)

    found = queries.words_for(session, gus.id, "confirm_due", "text", SITE)
    assert found == OwnWords("At hub: {link}")
    assert queries.words_for(session, gus.id, "reach_check", "text", SITE) is None


@pytest.mark.parametrize("kind", FIXED)
def test_no_words_in_the_table_change_what_lets_somebody_in_or_warns(session: Session, kind: str) -> None:
    nia = persons.person(session, "Nia", Role.NEWCOMER, hub(session))
    row = {"kind": kind, "channel": "email", "subject": "Nothing", "words": "All is well."}
    session.add(OwnWording(organisation_id="hub", **row, changed_at=PRESENT, changed_by=None))
    session.flush()

    assert queries.words_for(session, nia.id, kind, "email", SITE) is None


def test_plain_words_of_somebody_who_chose_them_stay_ours(tmp_path_factory: pytest.TempPathFactory) -> None:
    box = DevBox(tmp_path_factory.mktemp("box"))
    values = {"link": f"{SITE}/care/k3w9x7q2", "name": "Monday at the Mill"}
    box.carry(outgoing(kind="confirm_due", values=values, stop=LOOKED.stop, is_plain=True, own=MAIL))
    box.carry(outgoing(kind="confirm_due", values=values, stop=LOOKED.stop, own=MAIL))

    discreet, plain = box.kept()
    assert plain.subject == "Is Monday at the Mill still right?"
    assert discreet.subject == MAIL.subject
