"""One way of writing an e-mail address; and how much of a contact is shown to somebody who knows it anyway."""

import re

LONGEST = 254
"""RFC 5321, 4.5.3.1.3: a path of 256 with its angle brackets."""

ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def tidy_email(text: str) -> str:
    """The address as we keep and compare it, in small letters; "" when it is none. Local parts differ by case in theory
    (RFC 5321, 2.4), and nowhere that people have mailboxes."""
    text = text.strip().lower()
    return text if len(text) <= LONGEST and ADDRESS.fullmatch(text) else ""


def mask(contact: str) -> str:
    """Enough for its owner to know it by: "n•••@example.org", "•••• 456"."""
    name, at, host = contact.rpartition("@")
    return f"{name[:1]}•••@{host}" if at else f"•••• {contact[-3:]}"


def dialled(phone: str) -> str:
    """A number as people here dial it: "07700 900123" for +447700900123; any other as it is."""
    rest = phone.removeprefix("+44")
    return f"0{rest[:4]} {rest[4:]}" if rest != phone else phone
