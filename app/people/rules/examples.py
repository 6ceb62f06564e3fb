"""What the people of the example world sign in with. Nobody else ever has these."""

from datetime import datetime

import pyotp

WORDS = ("example", "people", "only")
PASSWORD = " ".join(WORDS)
STEP = 30


def code_now(secret: str, used_step: int, present: datetime) -> str:
    """The code that an app would show now; where that one is used, the next one, which is good already."""
    step = max(int(present.timestamp()) // STEP, used_step + 1)
    return pyotp.TOTP(secret).at(step * STEP)
