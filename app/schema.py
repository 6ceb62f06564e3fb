"""Every table in one import, for migrations and tests."""

from app import seal
from app.audit import models as audit
from app.calendars import models as calendars
from app.champions import models as champions
from app.clockwork import models as clockwork
from app.concerns import models as concerns
from app.consent import models as consent
from app.directory import models as directory
from app.feeds import models as feeds
from app.linkage.accompaniment import models as accompaniment
from app.linkage.expenses import models as expenses
from app.linkage.followup import models as followup
from app.linkage.handover import models as handover
from app.linkage.learning import models as learning
from app.linkage.matching import models as matching
from app.linkage.referral import models as referral
from app.model import Model
from app.notices import models as notices
from app.people import models as people
from app.places import models as places
from app.post import models as post
from app.rights import models as rights
from app.saved import models as saved
from app.web import models as web

__all__ = [
    "Model", "accompaniment", "audit", "calendars", "champions", "clockwork", "concerns", "consent", "directory",
    "expenses", "feeds", "followup", "handover", "learning", "matching", "notices", "people", "places", "post",
    "referral", "rights", "saved", "seal", "web",
]  # fmt: skip
