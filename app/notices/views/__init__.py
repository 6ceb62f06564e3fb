"""How to reach you, your phones, your inbox, stopping messages; the words that organisations choose, and what staff
see of messages that did not arrive."""

from app.notices.views.inbox import bp as inbox
from app.notices.views.own_words import bp as own_words
from app.notices.views.phones import bp as phones
from app.notices.views.reach import bp as reach
from app.notices.views.stopping import bp as stopping
from app.notices.views.undelivered import bp as undelivered

BLUEPRINTS = (reach, phones, inbox, stopping, undelivered, own_words)
