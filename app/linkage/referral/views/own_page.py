"""Somebody's own page before it is opened. It is neutral: it says nothing of what it is, and its words are the same
whether or not there is a page of that name, and whoever it belongs to."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import db
from app.concerns.queries.crisis import lines as answering_now
from app.concerns.rules.danger import may_be_in_danger
from app.kernel.clock import running
from app.kernel.speech import marked
from app.linkage.referral.actions import correcting, proving
from app.linkage.referral.forms.own_page import CorrectForm, OpenForm
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.queries.asking import looked_at_by
from app.linkage.referral.queries.contacts import where_to
from app.linkage.referral.queries.linkages import by_page, held
from app.linkage.referral.queries.notice import short_notice
from app.people.actions import entry, failures, passwords
from app.people.forms.signing import CodeForm
from app.people.models import Person
from app.people.rules.contact import CannotRead, read_for_codes
from app.people.rules.entry import Purpose
from app.people.views.doors import address, let_in, never_kept
from app.seal import ring
from app.web.access import does, policy
from app.web.commits import commits
from app.web.limits import Tries, limit, source
from app.web.request import now
from app.web.visits import present_visit

bp = Blueprint("own_page", __name__)
bp.after_request(never_kept)

QUARTER = 900
JUST_SENT = timedelta(minutes=10)
CODES_A_QUARTER = 5
CODES_FROM_HERE = 30
ASKS_A_QUARTER = 5
TRIES_FROM_HERE = 60
SORT = "own page"
TYPE_ONE = marked("Type the code that we sent, or your sign-in word.")
WRONG = marked("That does not open the page. Check the code and the word, or ask for a new code.")


@bp.get("/mine/<page>")
@does("page.open")
def see(page: str) -> ResponseReturnValue:
    """Ask for a code or a word; whoever is signed in and whose page it is, goes straight on."""
    visit = present_visit()
    found = by_page(db.session(), page) if visit and policy().may_ever(visit.actor, "linkage.own") else None
    if found and visit and not visit.is_enrolling and visit.actor.person_id == found.person_id:
        return redirect(f"{_path(found)}/now", 303)
    return _page(page, OpenForm())


@bp.get("/mine/<page>/sent")
@does("page.open")
def sent(page: str) -> ResponseReturnValue:
    """What happens next, just after it was sent: by whom and by when, and nothing of what was asked. Soon afterwards,
    and for any other name, it is the page that says nothing."""
    found, visit = by_page(db.session(), page), present_visit()
    is_theirs = found is not None and visit is not None and visit.actor.person_id == found.person_id
    if found is None or found.entry is not Entry.SELF or not _was_just_sent(found, is_theirs=is_theirs):
        return redirect(url_for("own_page.see", page=page), 303)
    return _sent(found, CorrectForm(), is_theirs=is_theirs)


def _sent(found: Linkage, correct: CorrectForm, *, is_theirs: bool = False) -> str:
    """Where the code went is said only to whoever has the mark of the sender."""
    typed = correcting.typed(found) if not is_theirs and correcting.is_sender(found, _mark()) else None
    return render_template(
        "linkage/ask_done.html",
        went_to=typed.text if typed else "",
        mark=_mark(),
        correct=correct,
        organisation=found.organisation,
        soon=short_notice(db.session(), found, now()),
        by=looked_at_by(db.session(), found, found.asked_at),
        page=_path(found),
        page_address=address(_path(found)),
        signed_in=is_theirs,
        is_grave=(is_theirs or typed is not None) and may_be_in_danger(found.wishes.help),
        answering=answering_now(now()),
        form=CodeForm(),
    )


@bp.post("/mine/<page>/sent")
@does("page.open")
@commits
def correct(page: str) -> ResponseReturnValue:
    """Put right where the code goes, in the same ten minutes: only for the mark that the answer to their form had."""
    limit(db.session(), "page code", CODES_FROM_HERE, QUARTER)
    limit(db.session(), "page code", CODES_A_QUARTER, QUARTER, whose=_index(page))
    found = by_page(db.session(), page)
    found = held(db.session(), found.id) if found else None
    if found is None or not correcting.is_sender(found, _mark()) or not _was_just_sent(found, is_theirs=False):
        return redirect(url_for("own_page.see", page=page), 303)
    form = CorrectForm(request.form)
    try:
        if not form.validate():
            return _sent(found, form), 400
        new = read_for_codes(form.contact.data or "")
    except CannotRead as refused:
        form.contact.errors = [str(refused)]
        return _sent(found, form), 400
    limit(db.session(), "ask", ASKS_A_QUARTER, QUARTER, whose=ring().index(new.text, new.sort))
    correcting.correct(db.session(), found, new, running())
    return redirect(f"{_path(found)}/sent?by={correcting.mark(found)}", 303)


@bp.post("/mine/<page>/code")
@does("page.open")
@commits
def send_code(page: str) -> ResponseReturnValue:
    """Send a code to the contact that was given with the request. The answer is the same where there is none."""
    limit(db.session(), "page code", CODES_FROM_HERE, QUARTER)
    limit(db.session(), "page code", CODES_A_QUARTER, QUARTER, whose=_index(page))
    person = proving.whose(db.session(), by_page(db.session(), page))
    new = where_to(db.session(), person.id if person else None)
    entry.send_for_page(db.session(), page, person, running(), new)
    return _page(page, OpenForm(), sent=True)


@bp.post("/mine/<page>")
@does("page.open")
@commits
def open_it(page: str) -> ResponseReturnValue:
    """Open it, by the newest code and the sign-in word where there is one; by the word alone where no code can come."""
    form = OpenForm(request.form)
    limit(db.session(), "page try", TRIES_FROM_HERE, QUARTER)
    if not (form.code.data or form.word.data):
        form.code.errors = [TYPE_ONE]
        return _page(page, form), 400
    linkage = by_page(db.session(), page)
    person = proving.whose(db.session(), linkage)
    is_open = form.validate() and _opens(page, person, form)
    if not (is_open and person and linkage and (locked := held(db.session(), linkage.id))):
        form.code.errors = [*form.code.errors, WRONG]
        return _page(page, form), 400
    proving.prove(db.session(), locked, person, now(), by_code=bool(form.code.data))
    return let_in(person, f"{_path(locked)}/now", own_phone=bool(form.own_phone.data))


def _was_just_sent(found: Linkage, *, is_theirs: bool) -> bool:
    """By people's time, and by the running clock besides, since people's time may stand still: the first code left in
    the same moment. Whoever is signed in was sent none, and sees their own page anyway."""
    first = entry.first_for_page(db.session(), found.page)
    is_fresh = is_theirs or (first is not None and running() - first <= JUST_SENT)
    return is_fresh and now() - found.asked_at <= JUST_SENT


def _opens(page: str, person: Person | None, form: OpenForm) -> bool:
    """Is what they typed right?"""
    if form.code.data:
        ref = entry.find_for_page(db.session(), page)
        row = entry.try_code(db.session(), ref, form.code.data, Purpose.PAGE, running())
        is_theirs = row is not None and person is not None and word_is_right(person, form.word.data or "")
        return is_theirs and row is not None and entry.spend(db.session(), row, running()) is not None
    right = failures.begin(Tries(db.session()), "word", _index(page), source(), running())
    if not passwords.is_word(person if proving.opens_by_word(db.session(), person) else None, form.word.data or ""):
        return False
    right()
    return True


def word_is_right(person: Person, typed: str) -> bool:
    """Who has a sign-in word needs it besides the code (SR-033)."""
    if not person.word_hash:
        return True
    right = failures.begin(Tries(db.session()), "word", person.id, source(), running())
    if not passwords.is_word(person, typed):
        return False
    right()
    return True


def _mark() -> str:
    return request.values.get("by", "")[:200]


def _index(page: str) -> str:
    return ring().index(page[:40], SORT)


def _path(linkage: Linkage) -> str:
    return f"/mine/{linkage.page}"


def _page(page: str, form: OpenForm, *, sent: bool = False) -> str:
    return render_template("linkage/open_page.html", page=page, form=form, sent=sent)
