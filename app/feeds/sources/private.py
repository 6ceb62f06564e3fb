"""Keeps private people and entry codes out of public text: what is taken out, and what is moved to "how to join".

Real lists hold first names, telephone numbers, mail addresses, meeting numbers and passcodes in their free text, even
where the format has a field for them. Rules find most of it; what they cannot know is a name with no sign around it.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

HOSTS = (
    "zoom.us",
    "zoomgov.com",
    "meet.google.com",
    "teams.microsoft.com",
    "teams.live.com",
    "webex.com",
    "goto.com",
    "gotomeet.me",
    "gotomeeting.com",
    "skype.com",
    "discord.gg",
    "meet.jit.si",
    "signal.group",
    "bluejeans.com",
    "freeconference.com",
    "freeconferencecall.com",
    "meetings.dialpad.com",
    "zoho.com",
    "horizon.meta.com",
    "vrchat.com",
    "slurl.com",
    "maps.secondlife.com",
)
"""Providers of online rooms, from the list that readers of this format share."""

_HOST_PATTERN = "|".join(re.escape(host) for host in HOSTS)
_ROOM_LINK = re.compile(
    rf"(?:\b(?:join\s+)?zoom(?:\s+(?:link|meeting|room|here))*\s*[:\-–]\s*https?://\S+"
    rf"|(?<![\w.-])(?:https?://)?(?:[\w-]{{1,63}}\.){{0,5}}(?:{_HOST_PATTERN})/\S+"
    rf"|https?://\S*[?&](?:pwd|password|passcode)=\S*)",
    re.IGNORECASE,
)
_DIAL_IN = re.compile(
    r"(?:\bone[- ]tap mobile\b[^+\d\n]*)?(?<![\w/])\+?\d[\d ().-]{4,24}\d\s*,{1,2}[ ,]*\d[\d ,*#]*", re.IGNORECASE
)
_NUMBER = r"\d[\d \-]{5,24}\d#?"
_ROOM_NUMBER = re.compile(
    rf"(?:\b(?:zoom|skype|teams)\s+)?(?:\bmeeting\s*)?\b(?:ID|PMI|meeting number)\b\s*[:#=.]*\s*(?:is\s+)?{_NUMBER}",
    re.IGNORECASE,
)
_NOT_A_CODE = (
    r"(?:to|required|needed|requests?|for|and|or|is|will|on|at|in|from|the|a|an|by|please|protected|if|only|available|sent|"
    r"before|upon|via|with|of|that|you|your|when|emailed|email|contact|can|may|must|has|have|are|was|not|no|here|below|"
    r"above|changed|reset|it|we|us|this|which|as|but|be|so|group)\b"
)
_CODE_WORD = (
    r"(?:\b(?:zoom|telephone|phone|call[- ]?in|dial[- ]?in|numeric|meeting|entry)[ \t]+)*"
    r"\b(?:pass\s?codes?|pass\s?words?|passwd|pwd|pw|pin|p/w|contraseña|mot de passe|hasło|kennwort|passwort)"
)
_PASSCODE = re.compile(
    rf"{_CODE_WORD}(?:"
    r"(?:\s*[:=#]|\.{2,})\s*(?:\S+(?:[ \t][\w-]+){0,2}[ \t]*$|\S+)"
    r"|-(?!protect|free|less|only)\w+"
    rf"|\s+(?:is|are)[ \t]+(?!{_NOT_A_CODE})\S+"
    rf"|[ \t]*[-–]?[ \t]*(?!{_NOT_A_CODE})(?:[\"“'(]\S+|\S*\d\S*|\w\S*[ \t]*(?=$|[.,;)])))",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL = r"(?:mailto:)?[\w.+%-]{1,64}(?:@|\s?[\[(]at[\])]\s?)[\w-]{1,63}(?:(?:\.|\s?[\[(]dot[\])]\s?)[\w-]{1,63}){1,8}"
_PHONE = (
    r"(?<![\w/.,-])(?:"
    r"(?:\+|00)\d[\d ().-]{6,24}\d"
    r"|\(?0\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}"
    r"|(?:1[ .-])?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}"
    r"|\d{3}[-.]\d{4})(?![\w-])"
)
_CONTACT = rf"(?:{_MAIL}|{_PHONE})"
_FREEPHONE = re.compile(r"\D*(?:\+44\D*)?\(?0?\)?(?:800|808|30\d|33\d|345)\D?\d")
"""Numbers of organisations (freephone, 03 and 0345), helplines among them: these stay."""

_NO_PERSON = (
    r"(?:Room|Rm|Building|Bldg|Hall|Unit|Suite|Door|Floor|Step|Group|Entrance|Line|The|Our|Us|This|Your|For|To)"
)
_NAME = rf"(?!{_NO_PERSON}\b)[A-Z][a-zà-ÿ’'-]+"
_VERB = r"\b(?P<verb>(?i:contact|call|text|phone|ring|email|e-mail|ask for|speak to|message))\s+"
_JOINT = r"(?:\s*(?:on|at|by|via|or|through|[:,(–-])\s*|\s+)"
_NAMED = (
    re.compile(rf"{_VERB}{_NAME}(?:\s{_NAME})?(?:\s[A-Z]\.?)?{_JOINT}(?P<contact>{_CONTACT})\)?"),
    re.compile(rf"{_VERB}{_NAME}\s[A-Z](?:\.|(?!\w))"),
)
_NAME_BEFORE = re.compile(rf"\b{_NAME}\s[A-Z]\.?{_JOINT}(?P<contact>{_CONTACT})")
_LABELLED = re.compile(
    r"\b(?i:(?:group\s+)?(?:contact|phone|telephone|tel|mobile|cell|e-?mail|mail|info|dial[- ]?in|call[- ]?in))"
    r"\s*[:.]\s*"
    rf"(?:{_NAME}(?:\s[A-Z]\.?)?{_JOINT})?(?P<contact>{_CONTACT})"
)
_BARE = re.compile(rf"#?\s?(?P<contact>{_CONTACT})")
_LEFT_OVER = re.compile(
    r"^(?:\W|_|(?i:zoom|phone|or|and|join|link|notes?|one tap mobile|to join|enter|call[- ]?in|the group))*$"
)


@dataclass(frozen=True, slots=True)
class Sifted:
    """A text with what belongs elsewhere taken out. `joining`: passages that say how to get into an online room, moved.
    `contacts`: how many private names, numbers and addresses were dropped."""

    text: str
    joining: str = ""
    contacts: int = 0


def sift(text: str, stand_in: str = "the group") -> Sifted:
    """Move passcodes, room numbers and room links out of a text, and put `stand_in` where a private contact stood."""
    moved: list[str] = []
    for pattern in (_ROOM_LINK, _DIAL_IN, _ROOM_NUMBER, _PASSCODE):
        text = pattern.sub(lambda found: _note(moved, found), text)
    text, contacts = _without_contacts(text, stand_in)
    return Sifted(_tidied(text) if moved or contacts else text, "\n".join(moved), contacts)


def known_host(url: str) -> bool:
    """Is this the address of a provider we know? Compared by whole labels: `evilzoom.us` is not `zoom.us`."""
    host = host_of(url)
    return any(host == known or host.endswith(f".{known}") for known in HOSTS)


def host_of(url: str) -> str:
    """The host of an address in lower case; empty when there is none or it cannot be read."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _note(moved: list[str], found: re.Match[str]) -> str:
    """Keep a passage for "how to join" and leave a space in its place."""
    moved.append(" ".join(found[0].split()))
    return " "


def _without_contacts(text: str, stand_in: str) -> tuple[str, int]:
    """The text without private contacts, and how many there were."""
    dropped: list[str] = []

    def cut(found: re.Match[str], left: str) -> str:
        if _FREEPHONE.match(found.groupdict().get("contact") or ""):
            return found[0]
        dropped.append(found[0])
        return left

    for pattern in _NAMED:
        text = pattern.sub(lambda found: cut(found, f"{found['verb']} {stand_in}" if stand_in else ""), text)
    text = _NAME_BEFORE.sub(lambda found: cut(found, stand_in), text)
    text = _LABELLED.sub(lambda found: cut(found, ""), text)
    text = _BARE.sub(lambda found: cut(found, "" if "#" in found[0] else f" {stand_in}"), text)
    return text, len(dropped)


def _tidied(text: str) -> str:
    """Without the lines, double spaces and stray marks that taking things out leaves behind."""
    lines = (re.sub(r"\s+([.,;:)])", r"\1", " ".join(line.split())) for line in text.split("\n"))
    kept = [line.lstrip(" .:,;#/|").rstrip(" ,;#/|") for line in lines if not line or not _LEFT_OVER.match(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
