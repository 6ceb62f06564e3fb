"""What templates may ask of words that somebody typed into a listing."""

import re

from app.kernel.links import tidy_web

MAIL = re.compile(r"[^\s@<>\"'?&%:/\\]+@[^\s@<>\"']+\.[a-z]{2,}", re.IGNORECASE)
PHONE = re.compile(r"(?:\+|0|\(0)[\d ()-]{6,18}\d")


def link_to(words: str) -> str:
    """The address behind a fact that is nothing but a web address, an e-mail address or a telephone number, or "". A
    web address whose host is not what it looks like stays words."""
    words = words.strip()
    address = tidy_web(words)
    if address:
        return address if address.lower() == words.lower() else ""
    if MAIL.fullmatch(words):
        return f"mailto:{words}"
    if PHONE.fullmatch(words):
        abroad = words.replace("(0)", "") if words.startswith("+") else words
        return "tel:" + re.sub(r"[^\d+]", "", abroad)
    return ""
