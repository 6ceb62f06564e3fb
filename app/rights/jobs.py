"""What is done about people's rights again and again, and after a backup was put back."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.rights.actions import erasing
from app.rights.actions.ledger import LEDGER
from app.rights.actions.retention import Where, forget_in_time
from app.web.request import settings

ONLY_HERE = "http://localhost:8000"


def ledger() -> Path:
    """Where the ledger of this installation is."""
    return settings().instance / LEDGER


def surroundings() -> Where:
    """What the steps of forgetting need to know of this installation."""
    return Where(ledger(), f"{settings().base_url or ONLY_HERE}/sign-in")


def retention(session: Session, _now: datetime) -> int:
    """The job: forget, by the running clock, what is kept no longer."""
    return sum(forget_in_time(session, surroundings(), running()).values())


def erase_again(session: Session) -> int:
    """Erase again whoever was erased after a copy was made: what the ledger says."""
    return erasing.erase_again(session, ledger(), running())
