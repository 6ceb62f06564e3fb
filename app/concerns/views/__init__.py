"""The pages of concerns, of the rota, and of people who are never to meet."""

from app.concerns.views.blocks import bp as blocks
from app.concerns.views.leads import bp as leads
from app.concerns.views.raising import bp as raising
from app.concerns.views.rota import bp as rota

BLUEPRINTS = (raising, leads, rota, blocks)
