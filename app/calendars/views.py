"""Calendars to keep or to subscribe to: one listing, any results, a venue, an area, online."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, redirect, request
from flask.typing import ResponseReturnValue

from app import db
from app.calendars.build import Look, build_calendar
from app.calendars.queries import entries
from app.calendars.rules.discreet import DISCREET_NAME, DISCREET_TITLE, discreet
from app.directory.models import Listing
from app.directory.queries import matching, pages
from app.directory.rules.describing import address_of
from app.directory.rules.finding import read_wish
from app.directory.rules.timetable import Kind
from app.directory.rules.vocabulary import routes
from app.directory.rules.words import KIND_ADDRESSES
from app.kernel.days import LONDON, local_day
from app.places import queries as places
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Found
from app.web.access import does
from app.web.request import now, public_address

bp = Blueprint("calendars", __name__)

KINDS = {address: kind for kind, address in KIND_ADDRESSES.items()}
KEPT = "public, max-age=900"
