"""What is done about listings again and again."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.actions.confirming import ask_to_confirm
from app.notices.jobs import site_address
from app.web.request import settings


def confirmations(session: Session, now: datetime) -> int:
    """Ask representatives whose listings nobody confirmed for 90 days."""
    return ask_to_confirm(session, site_address(settings()), now)
