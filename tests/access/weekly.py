"""Somebody without an account, who was asked to confirm the weekly list of Calderdale."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.places.models import Area
from app.saved.actions import digest


def weekly_list(session: Session) -> dict[str, dict[str, str]]:
    """The link that confirms it, and the one that stops it."""
    area = session.scalars(select(Area).where(Area.slug == "calderdale")).one()
    asked = digest.ask(session, area, "zq-rea@canary.example.org", lambda path: f"http://localhost{path}", running())
    return {"weekly list": {"token": asked.token}, "list to stop": {"token": digest.stop_token(asked.reader)}}
