"""Pages about champions: for whoever would like to help, for those who look after champions, and their own."""

from app.champions.views.applied import bp as applied
from app.champions.views.helping import bp as helping
from app.champions.views.pipeline import bp as pipeline
from app.champions.views.times import bp as own

BLUEPRINTS = (helping, pipeline, applied, own)
