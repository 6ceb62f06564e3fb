"""The ways by which programs take a calendar in, made from its address."""

from dataclasses import dataclass
from urllib.parse import quote

GOOGLE = "https://calendar.google.com/calendar/r?cid="
OUTLOOK = "https://outlook.live.com/owa?"
OFFICE = "https://outlook.office.com/owa?"


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the links lead: `webcal` opens the phone's own calendar, `address` is to be copied, the others open a web
    page of that firm, which then knows the address."""

    address: str
    webcal: str
    google: str
    outlook: str
    office: str


def ways(address: str, name: str) -> Ways:
    """All of them. Google and Outlook want the webcal form inside their links."""
    webcal = "webcal://" + address.partition("://")[2]
    taken = quote(webcal)
    outlook = f"path=/calendar/action/compose&rru=addsubscription&url={taken}&name={quote(name)}"
    return Ways(address, webcal, GOOGLE + quote(webcal, safe=""), OUTLOOK + outlook, OFFICE + outlook)
