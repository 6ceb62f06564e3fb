"""The second factor beside a password: a code from an app, or one from paper when the app is gone."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.people.actions.recovery import spend_code
from app.people.actions.totp import spend_totp
from app.people.models import Person
from app.people.rules.entry import tidy_code


def is_second(session: Session, person: Person, typed: str, present: datetime) -> bool:
    """Is this a code of the person's app, or one of their recovery codes, not used before? It is used now.
    A code on paper may hold six digits among its letters, an app's code holds no letter."""
    code = "" if any(each.isalpha() for each in typed) else tidy_code(typed)
    return spend_totp(session, person, code, present) if code else bool(spend_code(session, typed, present, person))
