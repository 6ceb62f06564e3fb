"""Pages for asking for company, for oneself and for somebody else, and for opening one's own page."""

from app.linkage.referral.views.ask import bp as ask
from app.linkage.referral.views.own_page import bp as own_page
from app.linkage.referral.views.refer import bp as refer

BLUEPRINTS = (ask, own_page, refer)
