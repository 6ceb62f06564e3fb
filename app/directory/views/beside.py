"""What is offered beside every list: to keep the page on this phone, and to have all its dates in a calendar."""

from typing import Any

from app.kernel.subscribing import ways
from app.web.request import keep_link, public_address


def ways_on(calendar_url: str, name: str) -> dict[str, Any]:
    """What `ways_on.html` takes beside the page itself."""
    return {"keep_url": keep_link(), "ways": ways(public_address(calendar_url), name)}
