"""Codes that an app makes of a shared secret and the time (RFC 6238): six digits, a new one every 30 seconds."""

import hmac
import io
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno

from app.people.rules.entry import tidy_code

SECONDS = 30
LEEWAY = 1
"""A code of the step before or after the present one is good too: clocks differ."""

QUIET = 4
"""Empty modules around the picture, as ISO/IEC 18004 asks for."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be scanned, as SVG without style or script. It may stand in a template as it is: it holds nothing
    but numbers."""

    svg: str

    def __html__(self) -> str:
        """The markup itself, for templates."""
        return self.svg


def new_secret() -> str:
    """160 random bits in base 32 (RFC 4226, 4: as long as the hash)."""
    return pyotp.random_base32(32)


def step_of(moment: datetime) -> int:
    """The number of the 30 seconds that a moment lies in, counted from 1970."""
    return int(moment.timestamp()) // SECONDS


def step_shown(secret: str, typed: str, present: datetime) -> int | None:
    """The step near the present whose code was typed. Whether it was used before is not known here."""
    code, now, totp = tidy_code(typed), step_of(present), pyotp.TOTP(secret)
    steps = range(now - LEEWAY, now + LEEWAY + 1)
    return next((step for step in steps if hmac.compare_digest(totp.generate_otp(step), code)), None)


def address(secret: str, issuer: str, name: str) -> str:
    """What an app reads from the picture (Key Uri Format): issuer and name are what it shows in its list."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def picture(uri: str) -> Picture:
    """The address as a QR code. Dark on light in every colour scheme: many scanners want it so."""
    drawn = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass=None, lineclass=None, nl=False,
        border=QUIET, dark="#000", light="#fff",
    )  # fmt: skip
    return Picture(drawn.getvalue().decode())


def spaced(secret: str) -> str:
    """The secret in groups of four small letters, to be typed into an app."""
    small = secret.lower()
    return " ".join(small[start : start + 4] for start in range(0, len(small), 4))
