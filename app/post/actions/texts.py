"""Text messages by a gateway: GOV.UK Notify, Twilio, or one that takes a plain form.

A gateway may take a text and lose its answer on the way. Nobody knows then whether the person has it, and it is never
sent again by itself: two texts at night are worse than none.
"""

import logging

import requests
from notifications_python_client.errors import HTTPError, InvalidResponse
from notifications_python_client.notifications import NotificationsAPIClient
from urllib3.exceptions import MaxRetryError

from app.post.actions.ways import Way
from app.post.build import text
from app.post.rules.letter import NotSent, Outgoing, Trouble
from app.post.rules.text_road import Service, TextRoad

PATIENCE = (5.0, 15.0)
"""Seconds to be connected, and to be answered."""

NOT_OURS = frozenset({401, 402, 403, 404, 405})
"""What a gateway answers when keys, money or the address are wrong: nothing left, and it will once they are right."""
NOT_NOW = frozenset({408, 429, 503})
REFUSED = range(400, 500)

logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)  # what it tells may repeat a number


def text_way(road: TextRoad) -> Way:
    """What carries texts along a road."""
    return Notify(road) if road.service is Service.NOTIFY else FormGateway(road)


class FormGateway:
    """A gateway that takes a form: Twilio, and most others."""

    def __init__(self, road: TextRoad) -> None:
        self.road = road

    def carry(self, letter: Outgoing) -> None:
        """Hand the text to the gateway. Raises `NotSent`."""
        road, words = self.road, text(letter)
        form = {**dict(road.fields), road.named[0]: letter.to, road.named[1]: words, "reference": letter.id}
        if road.service is Service.TWILIO:
            form = {"To": letter.to, "From": road.sender, "Body": words}
        sign = (road.user, road.secret) if road.user else None
        try:
            answer = requests.post(road.url, form, auth=sign, timeout=PATIENCE, allow_redirects=False)
        except requests.RequestException as error:
            raise _cut_off(error) from None
        if not answer.ok or answer.is_redirect:
            raise _answered(answer.status_code)


class Notify:
    """GOV.UK Notify. Its template holds one field, ((words)), so that the words stand in one place only."""

    def __init__(self, road: TextRoad) -> None:
        self.road = road

    def carry(self, letter: Outgoing) -> None:
        """Hand the text to Notify. Raises `NotSent`."""
        road, words = self.road, text(letter)
        client = NotificationsAPIClient(road.secret, road.url, timeout=PATIENCE)
        try:
            taken = client.send_sms_notification(letter.to, road.template, {"words": words}, reference=letter.id)
        except HTTPError as error:
            cause = error.__cause__
            if error.response is None and isinstance(cause, requests.RequestException):
                raise _cut_off(cause) from None
            raise _answered(error.status_code) from None
        except InvalidResponse:
            raise NotSent(Trouble.UNKNOWN, "Notify's answer cannot be read") from None
        _check_template(taken, words)


def _check_template(taken: object, words: str) -> None:
    """Somebody may have added words to the template, and they would reach people: say so, loudly and without them."""
    content = taken.get("content") if isinstance(taken, dict) else None
    told = content.get("body") if isinstance(content, dict) else None
    if told is not None and told != words:
        logging.getLogger(__name__).error("The template at GOV.UK Notify adds words: it must hold ((words)) alone.")


def _cut_off(error: requests.RequestException) -> NotSent:
    """Nobody was reached, or nobody knows how far it came."""
    never_began = isinstance(error, requests.ConnectTimeout) or (
        isinstance(error, requests.ConnectionError) and bool(error.args) and isinstance(error.args[0], MaxRetryError)
    )
    return NotSent(Trouble.UNREACHABLE if never_began else Trouble.UNKNOWN, type(error).__name__)


def _answered(status: int) -> NotSent:
    if status in NOT_OURS:
        return NotSent(Trouble.UNREACHABLE, f"the gateway answered {status}: see ALONGSIDE_TEXT_URL")
    if status in NOT_NOW:
        return NotSent(Trouble.LATER, f"the gateway answered {status}")
    return NotSent(Trouble.REFUSED if status in REFUSED else Trouble.UNKNOWN, f"the gateway answered {status}")
