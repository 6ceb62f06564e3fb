"""How a row says people join from afar, and what its address of a room is worth."""

import re
from urllib.parse import urlsplit

from app.feeds.sources.findings import Findings
from app.feeds.sources.meeting_guide.envelope import Row
from app.feeds.sources.private import host_of, known_host
from app.feeds.sources.reading import ReadJoin
from app.feeds.sources.text import line, plain

LONGEST_URL = 1000

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?")
_ENTRY = re.compile(r"[?&](?:pwd|password|passcode|pin)=[^&]+", re.IGNORECASE)
_SAYS_CODE = re.compile(r"\b(?:pass\s?code|pass\s?word|pwd|pw|pin)\b", re.IGNORECASE)
_DIALLED = re.compile(r"[\d+,*#;().\s-]+")


def join_of(row: Row, moved: str, findings: Findings) -> ReadJoin:
    """Everything about joining: link, telephone and notes. `moved` is what the other notes of the row said about it."""
    url = url_of(row.get("conference_url"), "conference_url", findings)
    notes = [plain(row.get("conference_url_notes")), plain(row.get("conference_phone_notes")), moved]
    note = "\n".join(dict.fromkeys(text for text in notes if text))
    ask = False
    if url and _leads_nowhere(url):
        findings.warn("conference_url", "join_ask", "The link leads to no room; people are told to ask the group.")
        url, ask = "", True
    elif url and host_of(url).endswith("zoom.us") and not _ENTRY.search(url) and not _SAYS_CODE.search(note):
        findings.warn("conference_url", "join_ask", "The link has no passcode; people are told to ask the group.")
        ask = True
    known = bool(url) and known_host(url)
    if url and not known:
        findings.warn(
            "conference_url", "join_host_unknown", f"“{host_of(url)}” is no provider we know. Kept, unverified."
        )
    return ReadJoin(url, _phone(row, findings), note, ask, known)


def url_of(value: object, field: str, findings: Findings) -> str:
    """A web address, with its scheme; empty, and noted, when the value is not one."""
    text = line(value, LONGEST_URL + 1)
    if not text:
        return ""
    if not _SCHEME.match(text) and _BARE.fullmatch(text):
        text = f"https://{text}"
    if _is_web_address(text):
        return text
    findings.warn(field, "url_unusable", "This is not a web address that starts with https://; we left it out.")
    return ""


def _is_web_address(text: str) -> bool:
    """Http or https, a host, no spaces, no name and password before the host, not overlong."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and not re.search(r"[\s<>\"\\]", text)
            and len(text) <= LONGEST_URL
        )
    except ValueError:
        return False


def _leads_nowhere(url: str) -> bool:
    """`https://zoom.us/join` and bare hosts: what groups put in to be listed without giving the way in."""
    parts = urlsplit(url)
    return known_host(url) and parts.path.strip("/").casefold() in ("", "join", "j") and not parts.query


def _phone(row: Row, findings: Findings) -> str:
    """The number to dial, with its pauses; empty, and noted, when it is not one."""
    text = line(row.get("conference_phone"), 80)
    if not text:
        return ""
    if _DIALLED.fullmatch(text) and sum(char.isdigit() for char in text) >= 6:
        return text
    findings.warn("conference_phone", "phone_unusable", "This is not a telephone number; we left it out.")
    return ""
