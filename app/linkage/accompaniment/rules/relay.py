"""Which short words may pass between the two: nothing by which somebody can be reached, until the newcomer chooses so.

It looks at what a reader would see: letters and digits of other widths are made plain, signs of no width are dropped,
digits may be spelled. It errs on the side of passing what is ordinary: times, buses, dates, districts such as HX1.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from app.kernel.speech import marked

LONGEST_WORDS = 280
FEWEST, FEWEST_AFTER_ASKING = 9, 6
"""So many digits in a row are a number to ring; fewer are where somebody asks to be rung."""


class Sort(StrEnum):
    """By what somebody could be reached."""

    NUMBER = "number"
    MAIL = "mail"
    ACCOUNT = "account"
    LINK = "link"
    ADDRESS = "address"


SORTS: dict[Sort, str] = {
    Sort.NUMBER: marked("a telephone number"),
    Sort.MAIL: marked("an e-mail address"),
    Sort.ACCOUNT: marked("the name of an account"),
    Sort.LINK: marked("a link"),
    Sort.ADDRESS: marked("an address or a full postcode"),
}

DIGITS = {
    "zero": 1, "oh": 1, "o": 1, "nought": 1, "naught": 1, "nil": 1, "one": 1, "two": 1, "three": 1, "four": 1,
    "five": 1, "six": 1, "seven": 1, "eight": 1, "nine": 1, "ten": 2, "eleven": 2, "twelve": 2, "thirteen": 2,
    "fourteen": 2, "fifteen": 2, "sixteen": 2, "seventeen": 2, "eighteen": 2, "nineteen": 2, "twenty": 1, "thirty": 1,
    "forty": 1, "fifty": 1, "sixty": 1, "seventy": 1, "eighty": 1, "ninety": 1, "hundred": 2, "thousand": 3,
}  # fmt: skip
"""How many digits a word stands for, about."""

TIMES = {"double": 1, "treble": 2, "triple": 2}
"""A word that says the next digit more than once, and how many it adds."""

UNSEEN = ("Cf", "Mn", "Me")
"""Signs of no width, and marks on the sign before."""

FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters that show as nothing."""

LOOKALIKE = re.compile(r"[0-9oil]*[0-9][0-9oil]*")
PIECE = re.compile(r"[0-9oil]*[0-9][0-9oil]*|[a-z]+|[^a-z0-9\s]")
BETWEEN = frozenset("+-().,/*_:;|~•·–—'\"[]{}#=<>")
DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d\b")
ASKING = re.compile(r"\b(?:ring|call|text|phone|number|mobile|whatsapp|tel)\b")
ENDS = r"(?:com|org|net|info|co\s*(?:\.|dot)\s*uk|org\s*(?:\.|dot)\s*uk|ac\s*(?:\.|dot)\s*uk)"
SPELLED = re.compile(rf"\b[\w-]+\s*(?:\.|\(dot\)|\[dot\]|\bdot\b)\s*{ENDS}\b")
LINK = re.compile(r"https?\s*:|\bwww\b|\b[\w-]+\.(?:com|net|org|info|uk|me|io|ly|gg|link|app|co|tv)\b")
AT = re.compile(r"[\w.+-]\s*(?:@|\(at\)|\[at\])\s*[\w-]")
MAIL_AT_WORDS = re.compile(rf"\b[\w.+-]+\s+at\s+[\w-]+\s*(?:\.|\(dot\)|\[dot\]|\bdot\b)\s*{ENDS}\b")
PROVIDER = re.compile(
    r"\bg\s?mail\b|\bhotmail\b|\byahoo\b|\bicloud\b|\bproton\s?mail\b|\bbtinternet\b|\bgoogle\s?mail\b"
)
ACCOUNT = re.compile(
    r"(?:^|[\s(])@\s?\w{3,}|\b(?:whats\s?app|instagram|insta|snapchat|telegram|facebook|tiktok|tik tok|twitter|"
    r"discord|linkedin|skype|kik|fb|ig)\b|\bmessenger\b|\b(?:on|my|by) (?:snap|signal)\b|\bsignal me\b|\bdm me\b"
)
POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[abd-hjlnp-uw-z]{2}\b")
NOT_A_NAME = (
    r"(?!(?:on|to|at|from|in|down|the|up|of|min|mins|minutes|minute|past|goes|via|along|by|near|is|stops|stop|then|and|"
    r"or|a|am|pm|bus|people|of|for|steps|days|weeks)\b)"
)
ROAD = r"(?:street|st|road|rd|avenue|ave|lane|drive|crescent|terrace|grove|gardens|close|court)"
HOUSE = re.compile(rf"\b\d{{1,4}}[a-z]?\s*,?\s+(?:{NOT_A_NAME}[a-z']+\s+){{1,2}}{ROAD}\b")
FLAT = re.compile(r"\b(?:flat|apartment|apt)\s*(?:no\.?|number)?\s*\d+|\bmy address\b|\bi live (?:at|on)\b")
HOME = re.compile(
    r"\b(?:my|your|his|her|their|our)(?: own)? (?:house|flat|home|place|door|bungalow)\b|\bat (?:home|mine|yours)\b|"
    r"\bpick (?:you|me|them|him|her) up\b|\b(?:come|go) (?:to|round to) (?:mine|yours)\b"
)
PUBLIC = re.compile(
    r"\b(?:caf[eé]|coffee|station|library|church|chapel|mosque|temple|hall|shop|supermarket|park|museum|hospital|"
    r"surgery|stop|square|market|centre|center|entrance|gates?|school|college|theatre|clinic|office|town hall|hub|"
    r"pharmacy|post office|bank|chemist|bakery|bench|statue|clock|tesco|asda|lidl|aldi|costa|greggs)\b"
)


def gives_away(text: str) -> Sort | None:
    """By what somebody could be reached in these words; None where there is nothing of the kind."""
    said = plain(text)
    if AT.search(said) and not ACCOUNT.search(said):
        return Sort.MAIL
    if MAIL_AT_WORDS.search(said) or PROVIDER.search(said):
        return Sort.MAIL
    if ACCOUNT.search(said):
        return Sort.ACCOUNT
    if LINK.search(said) or SPELLED.search(said):
        return Sort.LINK
    if POSTCODE.search(said) or HOUSE.search(said) or FLAT.search(said):
        return Sort.ADDRESS
    fewest = FEWEST_AFTER_ASKING if ASKING.search(said) else FEWEST
    return Sort.NUMBER if max(_runs(DATE.sub(" on ", said)), default=0) >= fewest else None


def is_like_a_home(where: str, public: str = "") -> bool:
    """Does a place to meet look like where somebody lives? What stands in `public`, the words of the venue, does not,
    and nor does a house number beside a place where everybody may go."""
    said, known = plain(where), plain(public)
    for part in filter(None, (piece.strip() for piece in re.split(r"[.\n]|, ", known))):
        said = said.replace(part, " ")
    if HOME.search(said) or FLAT.search(said):
        return True
    return bool((HOUSE.search(said) or POSTCODE.search(said)) and not PUBLIC.search(said))


def plain(text: str) -> str:
    """As a reader sees it: one width of letters and digits, no signs of no width, small letters."""
    wide = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in wide if unicodedata.category(sign) not in UNSEEN and sign not in FILLERS)
    digits = "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in seen)
    return " ".join(digits.casefold().split())


def _runs(said: str) -> Iterator[int]:
    """How many digits stand in each row of digits, written or spelled, whatever signs stand between them."""
    count = more = 0
    for piece in PIECE.findall(said):
        if LOOKALIKE.fullmatch(piece):
            count, more = count + len(piece) + more, 0
        elif piece in DIGITS:
            count, more = count + DIGITS[piece] + more, 0
        elif piece in TIMES:
            more = TIMES[piece]
        elif piece not in BETWEEN:
            yield count
            count = more = 0
    yield count
