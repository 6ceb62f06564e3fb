"""Web addresses as people type them, kept so that whoever reads one sees where it leads."""

import re
import unicodedata

ADDRESS = re.compile(r"(https?)://([^/?#]+)((?:[/?#].*)?)", re.IGNORECASE)
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?:{LABEL}\.)+(?=[a-z]){LABEL}(?::[0-9]{{1,5}})?")
"""Names, no numbers (RFC 1123, 2.1); with a port. No "name:password@" before it, which would hide the host."""


def tidy_web(text: str) -> str:
    """The address with its host in small ASCII letters, so that letters of other scripts that look like ours are seen
    as what they are (punycode, RFC 3492); "" when it is no http or https address, or holds a sign that is not shown or
    turns others round."""
    found = ADDRESS.fullmatch(text.strip())
    if found is None or any(unicodedata.category(sign)[0] in "CZ" or sign in '\\<>"' for sign in text.strip()):
        return ""
    scheme, host, rest = found.groups()
    plain = ".".join(_ascii(label) for label in unicodedata.normalize("NFKC", host).lower().split("."))
    return f"{scheme.lower()}://{plain}{rest}" if HOST.fullmatch(plain) else ""


def _ascii(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"
