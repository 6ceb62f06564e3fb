"""Looking after listings and venues: the pages of those in whose care they are."""

from app.directory.views.care.closures import bp as closures
from app.directory.views.care.dates import bp as dates
from app.directory.views.care.differing import bp as differing
from app.directory.views.care.listings import bp as listings
from app.directory.views.care.reports import bp as reports
from app.directory.views.care.standing import bp as standing
from app.directory.views.care.times import bp as times
from app.directory.views.care.venues import bp as venues

BLUEPRINTS = (listings, times, dates, differing, standing, venues, closures, reports)
