"""Two who go together, and another organisation."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.linkage.walks import Two
from tests.linkage.walks import two as made


@pytest.fixture
def two(app: Flask, session: Session) -> Two:
    """Nia and Cal, in touch, on Wednesday 23 December at noon; the site is wired."""
    return made(session)
