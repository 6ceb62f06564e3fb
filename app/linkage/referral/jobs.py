"""What becomes of requests when somebody's role stops."""

from datetime import datetime

from flask import has_app_context
from sqlalchemy.orm import Session

from app.linkage.referral.actions import covers
from app.people.models import Holding
from app.web.request import now as peoples_time


def stopped(session: Session, holding: Holding, present: datetime) -> None:
    """Somebody's role was suspended or has ended. Requests are of people's time, also where `present` is not."""
    covers.left(session, holding, peoples_time() if has_app_context() else present)
