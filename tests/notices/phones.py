"""A browser that asks to be told, as the tests of phones have it."""

from datetime import datetime
from typing import Any

from app.notices.models import PushPhone
from app.post.rules.push import Phone
from app.seal import new_id, ring

POINT, SECRET = "BNNL5ZaTfK81qhXOx23", "zqbxT6JKstKSY9JKibZLSQ"


def sent(name: str) -> dict[str, Any]:
    """What the script on the page sends of a browser."""
    return {"endpoint": f"https://web.push.apple.com/{name}", "keys": {"p256dh": POINT, "auth": SECRET}}


def phone(name: str) -> Phone:
    """The same as the site has it."""
    return Phone(sent(name)["endpoint"], POINT, SECRET)


def stored(name: str, person_id: str, seen: datetime) -> PushPhone:
    """The same as it is kept for somebody."""
    made = PushPhone(id=new_id(), person_id=person_id, label="Test", made_at=seen, seen_on=seen.date())
    made.subscription = phone(name).as_text()
    made.subscription_index = ring().index(made.subscription, "subscription")
    return made
