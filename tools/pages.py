"""Every page of the example world, by address, and of the signed-in ones whose they are: for pictures and for the tests
that look at all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app import db
from app.calendars.actions import Choice
from app.calendars.actions import make as make_link
from app.calendars.rules.personal import Manner
from app.champions.models import Application
from app.concerns.actions.telling import tell
from app.concerns.rules.concern import Given
from app.consent.actions.glass import break_glass
from app.directory.actions.reports import report
from app.directory.models import Listing, OneOff
from app.directory.rules.words import KIND_ADDRESSES
from app.kernel.access import Actor, Relation, Warrant
from app.kernel.clock import running
from app.kernel.roles import Role
from app.notices.actions.departing import stop_token
from app.people.actions.invitations import make
from app.people.actions.returning import ask
from app.people.actions.sessions import begin
from app.people.models import Holding, Organisation, Person
from app.people.queries.people import actor
from app.places.models import Area, Venue
from app.rights.actions.complaints import complain
from app.rights.actions.incidents import open_incident
from app.saved.actions import digest
from app.saved.actions.saving import keep
from app.web.access import ACT, policy
from tools.walking import arriving, asked_by, walk

SEARCHES = (
    "/near/halifax",
    "/near/halifax?when=week&miles=25",
    "/near/halifax?when=week&miles=25&page=2",
    "/near/HX1?when=now&online=only",
    "/near/lerwick",
    "/near/53.72,-1.86?when=never&moon=1&step_free=1",
    "/near/halifax/choices",
    "/near/halifax?when=week&print=a4",
    "/near/halifax?when=week&print=large",
)
"""A usual evening, a full page and the next, online only, nothing near, unknown words, choices, two for paper."""
CHOICE_OF_PLACES = "/near/newport"
VIEWERS = ("Cora", "Tam", "Gus", "Nia", "Cal", "Lin", "Rae", "Priya")
WHOSE = {"/mine/": "Nia", "/walks/": "Cal", "/expenses/": "Cal", "/on-the-way/": "Cal"}
ORGANISATION = "calder-valley-recovery-community"
LISTING = "clean-slate-halifax"
TODAY = date(2026, 12, 21)
KEEPING = "/keep?page=/near/halifax"
OWN_PAGE = "/mine/0000pagename"
SENT = f"{OWN_PAGE}/sent"
A_CONCERN = "/concern/00000000"
HELPING = f"/helping/{ORGANISATION}"
NOT_FOUND = ("/near/qqqqq", "/no-such-page")
A_LINK = "/sign-in/link/of-a-message"
NOT_PAGES = (
    "/keep",
    ".js",
    ".webmanifest",
    ".json",
    ".csv",
    ".ics",
    ".txt",
    ".xml",
    "/healthz",
    "/readyz",
    "<path:filename>",
    "/change/contact/code",
    "/refer/sent/<token>",
)
"""What gives no page of its own; the last two lead on but for minutes after something was sent."""


@dataclass(frozen=True, slots=True)
class Personal:
    """A page of somebody who is signed in."""

    name: str
    person_id: str
    path: str


@dataclass(frozen=True, slots=True)
class _Viewer:
    name: str
    id: str
    actor: Actor


def addresses(app: Flask) -> list[str]:
    """Every page without a blank to fill in, searches of each sort, and one of each thing, in each state."""
    bare = [rule.rule for rule in _page_rules(app) if not rule.arguments and _act(app, rule) not in policy().rules]
    lists = [f"/{plural}" for plural in KIND_ADDRESSES.values()]
    with Session(app.extensions[db.KEY]) as session:
        return [
            *bare,
            A_LINK,
            OWN_PAGE,
            SENT,
            A_CONCERN,
            HELPING,
            KEEPING,
            *SEARCHES,
            CHOICE_OF_PLACES,
            *NOT_FOUND,
            *lists,
            *_things(session),
        ]


def personal(app: Flask) -> list[Personal]:
    """Every page for somebody who is signed in: each as the first of `VIEWERS` who may ever do its act, those without a
    blank as all of them. Leaves a report, an opened record, a complaint and an accident with data behind."""
    with Session(db.writing(app.extensions[db.KEY])) as session, app.app_context():
        viewers = [_viewer(session, name) for name in VIEWERS]
        blanks = _blanks(session, viewers[0])
        session.commit()
    saved = Personal(viewers[0].name, viewers[0].id, "/saved")
    return [saved] + [
        Personal(who.name, who.id, app.url_map.bind("").build(rule.endpoint, _filled(rule, blanks)))
        for rule in _page_rules(app)
        if (act := _act(app, rule)) in policy().rules
        for who in _who_may(rule, act, viewers)[: None if not rule.arguments else 1]
    ]


def invitation(app: Flask) -> str:
    """The address of an invitation that can be taken up."""
    with Session(db.writing(app.extensions[db.KEY])) as session, app.app_context():
        organisation = session.scalars(select(Organisation).where(Organisation.slug == ORGANISATION)).one()
        made = make(session, Role.CHAMPION, organisation.id, running())
        session.commit()
    return f"/join/{made.token}"


def stopping(app: Flask) -> str:
    """The address by which somebody stops messages without signing in."""
    with Session(app.extensions[db.KEY]) as session, app.app_context():
        return f"/stop/{stop_token(_viewer(session, VIEWERS[3]).id, 'reach_check')}"


def way_back(app: Flask) -> str:
    """The address that lets a newcomer back in."""
    with Session(db.writing(app.extensions[db.KEY])) as session, app.app_context():
        viewer = _viewer(session, VIEWERS[0])
        by = Warrant(viewer.actor, viewer.actor.seats[0], Relation.ORGANISATION, "people.return")
        _way, token = ask(session, by, _newcomer(session), running())
        session.commit()
    return f"/return/{token}"


def weekly_list(app: Flask) -> list[str]:
    """Where the weekly list of an area is asked for, confirmed and stopped."""
    with Session(db.writing(app.extensions[db.KEY])) as session, app.app_context():
        area = session.scalars(select(Area).where(Area.slug == "calderdale")).one()
        asked = digest.ask(session, area, "ria@mail.example", lambda path: f"http://localhost{path}", running())
        stop = digest.stop_token(asked.reader)
        found = [f"/digest/{area.slug}", f"/digest/yes/{asked.token}", f"/digest/stop/{stop}"]
        session.commit()
    return found


def token_of(app: Flask, person_id: str) -> str:
    """What the cookie of a new session of this person holds."""
    with Session(db.writing(app.extensions[db.KEY])) as session:
        _row, token = begin(session, session.get_one(Person, person_id), running(), label="")
        session.commit()
    return token


def without_page(app: Flask, shown: list[str]) -> list[str]:
    """The rules of pages that none of these addresses reaches."""
    reached = {
        app.url_map.bind("localhost").match(path.partition("?")[0])[0] for path in shown if path not in NOT_FOUND
    }
    return sorted(rule.rule for rule in _page_rules(app) if rule.endpoint not in reached)


def _page_rules(app: Flask) -> list[Rule]:
    """The rules that answer a GET with a page."""
    return [
        rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.rule.endswith(NOT_PAGES)
    ]


def _act(app: Flask, rule: Rule) -> str:
    act: str = getattr(app.view_functions[rule.endpoint], ACT, "")
    return act


def _viewer(session: Session, name: str) -> _Viewer:
    people = session.scalars(select(Person).where(Person.is_example)).all()
    person = next(each for each in people if each.name == name)
    return _Viewer(name, person.id, actor(person))


def _who_may(rule: Rule, act: str, viewers: list[_Viewer]) -> list[_Viewer]:
    """Whoever may ever do it; a newcomer's own page is hers, and a walk is its champion's, whatever is done there."""
    whose = next((name for start, name in WHOSE.items() if rule.rule.startswith(start)), "")
    theirs = [each for each in viewers if each.name == whose] if whose and rule.arguments else viewers
    return [each for each in theirs if policy().may_ever(each.actor, act)]


def _filled(rule: Rule, blanks: dict[str, str]) -> dict[str, str]:
    """A value for each blank of a rule. Raises KeyError for one that nobody thought of."""
    of_champion = {"line_id": blanks["champion_line_id"]} if rule.rule.startswith("/walks/") else {}
    of_reach = {"part": "reach"} if "reach,contact" in rule.rule else {}
    return {name: {**blanks, **of_champion, **of_reach}[name] for name in rule.arguments}


def _newcomer(session: Session) -> Holding:
    organisation = session.scalars(select(Organisation).where(Organisation.slug == ORGANISATION)).one()
    nia = _viewer(session, "Nia").id
    here = (Holding.organisation_id == organisation.id, Holding.role == Role.NEWCOMER, Holding.person_id == nia)
    return session.scalars(select(Holding).where(*here)).one()


def _blanks(session: Session, viewer: _Viewer) -> dict[str, str]:
    """What stands in the blanks of personal addresses: a newcomer's role, a listing, one of its dates, its venue, a
    report on it."""
    newcomer = _newcomer(session)
    listing = session.scalars(select(Listing).where(Listing.slug == LISTING)).one()
    series = listing.series[0]
    made = report(session, listing, "time", "It began at eight.", TODAY)
    seat = viewer.actor.seats[0]
    by = Warrant(viewer.actor, seat, Relation.ORGANISATION, "glass.break")
    break_glass(session, by, newcomer, "unreachable", "They did not come and we agreed to ring.", link="https://x.org/",
                present=running())  # fmt: skip
    complain(session, None, "A letter about me lay open on the desk.", "", TODAY)
    open_incident(session, by, str(newcomer.organisation_id), running(), touches=["account"], notes="A phone was lost.")
    walked = walk(session, listing, *(_viewer(session, name).id for name in ("Nia", "Cal")))
    asked_by(session, walked["linkage_id"], viewer.id)
    return {
        **walked,
        **_told(session),
        "handover_id": arriving(session, _viewer(session, "Nia").id, str(newcomer.organisation_id)),
        "slug": ORGANISATION,
        "key_id": _of_their_own(session, viewer, listing),
        "holding_id": newcomer.id,
        "listing_id": listing.id,
        "series_id": series.id,
        "day": "2026-12-21",
        "venue_id": str(listing.venue_id),
        "report_id": made.id,
        "what": "suspend",
        "kind": "reach_check",
        "channel": "text",
        "part": "company",
        "token": "0",
    }


def _told(session: Session) -> dict[str, str]:
    """Somebody would like to help, and somebody told us of a worry."""
    organisation = session.scalars(select(Organisation).where(Organisation.slug == ORGANISATION)).one()
    applied = select(Application.id).where(Application.organisation_id == organisation.id).order_by(Application.id)
    worry = Given("Somebody stood at her door again.", about="A man with a dog", is_immediate=False)
    told = tell(session, organisation, worry, datetime(2026, 12, 21, 18, tzinfo=UTC), site="https://x.org")
    return {"application_id": str(session.scalars(applied).first()), "concern_id": told.concern.id}


def _of_their_own(session: Session, viewer: _Viewer, listing: Listing) -> str:
    """Something saved, and a link to one's own calendar; its id."""
    keep(session, viewer.id, listing, running())
    seat = viewer.actor.seats[0]
    by = Warrant(viewer.actor, seat, Relation.OWN, "calendar.own")
    chosen = Choice(Manner.DISCREET, "Coffee", 60)
    key, _token = make_link(session, by, "My phone", chosen, now=running(), present=running())
    return key.id


def _things(session: Session) -> Iterator[str]:
    state = (Listing.kind, Listing.status, Listing.in_person, Listing.online)
    for kind, slug in session.execute(select(Listing.kind, func.min(Listing.slug)).group_by(*state)):
        yield f"/{KIND_ADDRESSES[kind]}/{slug}"
    oldest = select(Listing).order_by(Listing.confirmed_on).limit(1)
    longest = select(Listing).order_by(func.length(Listing.name).desc(), Listing.slug).limit(1)
    cancelled = select(Listing).join(Listing.one_offs).order_by(OneOff.change != "cancelled", OneOff.day).limit(1)
    for query in (oldest, longest, cancelled):
        found = session.scalars(query).one()
        yield f"/{KIND_ADDRESSES[found.kind]}/{found.slug}"
    yield f"/l/{session.scalars(select(Listing.id).order_by(Listing.slug)).first()}"
    yield f"/{KIND_ADDRESSES[found.kind]}/{found.slug}/poster"
    yield from (f"{path}/poster" for path in (SEARCHES[0], "/areas/calderdale"))
    yield f"/venues/{session.scalars(select(Venue.slug).where(~Venue.address_withheld)).first()}/poster"
    yield f"/venues/{session.scalars(select(Venue.slug).order_by(Venue.slug)).first()}"
    yield f"/areas/{session.scalars(select(Area.slug).where(Area.slug == 'calderdale')).one()}"
