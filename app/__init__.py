"""Alongside: find a local recovery meeting, and somebody to go with. This file only wires."""

from flask import Flask
from flask_compress import Compress

from app import db
from app.calendars.queries.sources import SOURCES
from app.calendars.views import unchanged
from app.calendars.views.keys import bp as feed_keys
from app.calendars.views.personal import bp as personal
from app.calendars.views.posters import bp as posters
from app.calendars.views.public import bp as calendars
from app.champions import jobs as champions
from app.champions import views as champion_pages
from app.champions.actions.stepping import ON_BREAK, ON_STEP_BACK
from app.champions.queries.breaks import ALL_DAYS, TOUCHED
from app.champions.queries.first_walks import FIRST_WALKS
from app.champions.queries.nights import comes_at_any_hour
from app.clockwork.rules.job import TABLE
from app.commands import register as register_commands
from app.concerns import jobs as concerns
from app.concerns.actions import leading
from app.concerns.actions.apart import ON_APART, ON_BARRED, ON_EXCLUDED
from app.concerns.actions.handling import ON_DANGER
from app.concerns.queries.apart import WOULD_END
from app.concerns.queries.crisis import LINES
from app.concerns.views import BLUEPRINTS as CONCERNS
from app.consent.actions.agreements import ON_WITHDRAWN
from app.consent.queries.ending import RUNNING
from app.consent.views.agreements import bp as agreements
from app.desk.views.care_of_data import bp as care_of_data
from app.desk.views.organisations import bp as organisations
from app.desk.views.records import bp as records
from app.desk.views.returning import bp as letting_back
from app.desk.views.today import bp as desk
from app.desk.views.upkeep import bp as upkeep
from app.directory.rules.vocabulary import names_of_routes
from app.directory.views.care import BLUEPRINTS as CARE
from app.directory.views.data import bp as data
from app.directory.views.kinds import bp as kinds
from app.directory.views.listings import bp as listings
from app.directory.views.results import bp as results
from app.kernel.clock import held
from app.kernel.errors import Refused
from app.linkage.accompaniment.actions import breaks as breaks_begin
from app.linkage.accompaniment.actions import due, homeward
from app.linkage.accompaniment.actions import leaving as walks_end
from app.linkage.accompaniment.actions.following import ON_ELSEWHERE
from app.linkage.accompaniment.actions.plans import ON_CHANGE
from app.linkage.accompaniment.actions.unwinding import unwind
from app.linkage.accompaniment.queries import breaks
from app.linkage.accompaniment.queries import calendar as plans
from app.linkage.accompaniment.queries.along import ALONG
from app.linkage.accompaniment.queries.engaged import agreed_for, of_champions, went_to
from app.linkage.accompaniment.views.homeward import bp as homewards
from app.linkage.accompaniment.views.lines import bp as walk_lines
from app.linkage.accompaniment.views.safety import bp as safety
from app.linkage.accompaniment.views.walks import bp as walks
from app.linkage.expenses.views.own import bp as expenses
from app.linkage.expenses.views.staff import bp as treasury
from app.linkage.followup.actions import courses, endings
from app.linkage.followup.queries import courses as asked_after
from app.linkage.followup.views.checkups import bp as check_ups
from app.linkage.followup.views.endings import bp as planned_endings
from app.linkage.handover.actions import asking as handing_over
from app.linkage.handover.views.own import bp as elsewhere
from app.linkage.handover.views.staff import bp as handovers
from app.linkage.learning.actions import ending as learning_ends
from app.linkage.learning.actions import following as learning
from app.linkage.learning.queries import calendar as coming_along
from app.linkage.learning.queries import learners, shown
from app.linkage.learning.views.newcomer import bp as with_a_learner
from app.linkage.learning.views.own import bp as learner
from app.linkage.learning.views.staff import bp as first_walks
from app.linkage.matching import jobs as matching
from app.linkage.matching.actions import answers, consents, freezing, going_along, rounds
from app.linkage.matching.queries.engaged import ALSO_ASKED, ENGAGED, PLANNED, WENT
from app.linkage.matching.views.offers import bp as offers
from app.linkage.referral import jobs as requests
from app.linkage.referral.actions.covers import ON_AWAY
from app.linkage.referral.actions.moving import ON_MOVE
from app.linkage.referral.actions.timers import WHEN_DUE
from app.linkage.referral.queries import labels
from app.linkage.referral.queries.about import GOES
from app.linkage.referral.queries.covers import acting
from app.linkage.referral.views import BLUEPRINTS as ASKING
from app.linkage.standing.actions import barring, ending, parting
from app.linkage.standing.actions import chores as pressing
from app.linkage.standing.queries import own as own_requests
from app.linkage.standing.queries.parting import would_end
from app.linkage.standing.views.along import bp as along
from app.linkage.standing.views.before import bp as asked_before
from app.linkage.standing.views.board import bp as board
from app.linkage.standing.views.by_itself import bp as by_itself
from app.linkage.standing.views.changing import bp as changing
from app.linkage.standing.views.chores import bp as chores
from app.linkage.standing.views.desk import bp as company_desk
from app.linkage.standing.views.ending import bp as request_ending
from app.linkage.standing.views.fairness import bp as fairness
from app.linkage.standing.views.house import bp as house
from app.linkage.standing.views.lines import bp as own_lines
from app.linkage.standing.views.mine import bp as mine
from app.linkage.standing.views.own_choice import bp as own_choice
from app.linkage.standing.views.reaching import bp as reaching
from app.linkage.standing.views.referred import bp as referred
from app.linkage.standing.views.refusing import refused
from app.linkage.standing.views.request import bp as company
from app.linkage.standing.views.ringing import bp as ringing
from app.linkage.standing.views.sure import bp as sure
from app.notices import jobs as notices
from app.notices.actions.departing import ANY_HOUR
from app.notices.actions.phones import forget
from app.notices.queries.own_words import TELLING
from app.notices.views import BLUEPRINTS as NOTICES
from app.people.actions.invitations import ON_TAKEN_UP
from app.people.actions.roles import CHECKS, ON_DUTY, ON_STOPPED
from app.people.queries.covering import STANDS_IN
from app.people.queries.labels import MARKS
from app.people.views.account import bp as account
from app.people.views.doors import recognise
from app.people.views.factors import bp as factors
from app.people.views.joining import bp as joining
from app.people.views.leaving import bp as leaving
from app.people.views.proving import bp as proving
from app.people.views.returning import bp as returning
from app.people.views.signing import bp as signing
from app.people.views.ways_in import bp as ways_in
from app.post import jobs as post
from app.post.actions.sending import ON_GONE
from app.post.rules import Channel
from app.post.views import bp as outbox
from app.rights import jobs as rights
from app.rights.actions.restore import AFTER_RESTORE
from app.rights.views.account import bp as own_rights
from app.rights.views.complaint import bp as complaints
from app.saved import jobs as weekly
from app.saved.queries import saved as saved_ones
from app.saved.views.digest import bp as digest
from app.saved.views.keeping import bp as keeping
from app.saved.views.saved import bp as saved
from app.schedule import JOBS
from app.site.rules.facts import answering_now
from app.site.views import bp as site
from app.web import access, assets, errors, frames, headers, keys, languages, origin, pages, visits
from app.web.request import CLOCK, SETTINGS
from config import ROOT, Settings, from_environment

COMPRESS = {
    "COMPRESS_MIMETYPES": ["text/html", "text/css", "text/javascript", "application/json", "text/calendar",
                           "image/svg+xml", "text/plain", "application/xml"],
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_BR_LEVEL": 5,
    "COMPRESS_MIN_SIZE": 500,
}  # fmt: skip
BLUEPRINTS = (
    site, results, data, listings, kinds, calendars, posters, personal, feed_keys, saved, keeping, digest,
    signing, factors, joining, leaving, account, ways_in, proving,
    agreements, own_rights, complaints, desk, organisations, records, letting_back, returning, care_of_data,
    upkeep, offers, board, chores, request_ending, along, company, walks, mine, house,
    walk_lines, own_lines, sure, ringing, safety, homewards,
    elsewhere, handovers, by_itself, own_choice, changing, reaching, asked_before, check_ups, planned_endings,
    company_desk, fairness, expenses, treasury, referred, learner, with_a_learner, first_walks,
    *NOTICES, *CARE, *champion_pages.BLUEPRINTS, *CONCERNS, *ASKING,
)  # fmt: skip
LARGEST_POST = 64 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The site, wired. Raises `UnsafeSettings` or `UndeclaredRoute` rather than start in a state that harms."""
    settings = settings or from_environment()
    app = pages.Site("app", static_folder=str(ROOT / "static"), template_folder=str(ROOT / "templates"))
    app.config.update(
        COMPRESS,
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_POST,
        TRUSTED_HOSTS=list(settings.hosts) or None,
    )
    app.extensions[SETTINGS] = settings
    app.extensions[CLOCK] = held(settings.now, settings.instance / "clock")
    db.init_app(app, db.make_engine(settings.database_url))
    keys.init_app(app, settings)
    Compress(app)
    for plumbing in (pages, frames, languages, headers, assets, origin, errors):
        plumbing.init_app(app)
    visits.init_app(app, recognise)
    for blueprint in (*BLUEPRINTS, *(() if settings.is_production else (outbox,))):
        app.register_blueprint(blueprint)
    register_commands(app)
    post.init_app(app, settings, notices.door(settings), {Channel.INBOX: notices.Inbox()}, weekly.finishing(settings))
    app.extensions[TABLE] = JOBS
    _wire()
    app.register_error_handler(Refused, refused)
    access.acts(app)
    unchanged.init_app(app)
    return app


def _wire() -> None:
    """What a part below tells those above, through lists and tables that stand empty until here."""
    AFTER_RESTORE[:] = [rights.erase_again]
    ON_TAKEN_UP[:] = [champions.taken_up]
    ON_STOPPED[:] = [champions.stopped, requests.stopped, matching.stopped, concerns.stopped]
    CHECKS[:], ON_DUTY[:] = [leading.check], [concerns.duty_changed]
    ON_AWAY[:], GOES[:] = [walks_end.away], [going_along.goes]
    ON_GONE[:] = [forget]
    SOURCES[:] = [plans.in_calendar, coming_along.in_calendar, saved_ones.in_calendar]
    TELLING[:] = [names_of_routes]
    ON_BREAK[:], TOUCHED[:], ALL_DAYS[:] = [breaks_begin.begins], [breaks.touched], [breaks.agreed_on]
    ON_STEP_BACK[:] = [answers.step_back, learning_ends.step_back]
    ON_DANGER[:] = [freezing.freeze, learning_ends.freeze]
    ON_EXCLUDED[:], WOULD_END[:] = [parting.part], [would_end]
    ON_APART[:], ON_CHANGE[:] = [learning_ends.keep_apart], [learning.on_change]
    ALONG[:], FIRST_WALKS[:], ALSO_ASKED[:] = [shown.along_of], [shown.first_walk], [shown.also_asked]
    ON_BARRED[:], ON_ELSEWHERE[:] = [barring.look_again], [barring.elsewhere]
    ON_WITHDRAWN[:] = [consents.taken_back, courses.taken_back, handing_over.taken_back]
    LINES[:], STANDS_IN[:] = [answering_now], [acting]
    MARKS[:] = [labels.asked_from, labels.asked_at]
    ON_MOVE[:] = [
        homeward.hand_over, unwind, learning.on_move, rounds.unwind, endings.on_move, handing_over.on_move,
        barring.on_move, freezing.on_move,
    ]  # fmt: skip
    ENGAGED[:], PLANNED[:], WENT[:] = [of_champions, learners.engaged], [agreed_for], [went_to]
    RUNNING[:] = [own_requests.running]
    ANY_HOUR[:] = [comes_at_any_hour]
    due.ASKED_BESIDE[:] = [asked_after.is_asked_about_then]
    WHEN_DUE.update(answers.WHEN_DUE | due.HANDLERS | handing_over.WHEN_DUE | pressing.WHEN_DUE | learning.WHEN_DUE)
    WHEN_DUE.update(ending.WHEN_DUE)
