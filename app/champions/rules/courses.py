"""The courses that champions do."""

from collections.abc import Mapping

from app.kernel.speech import marked

COURSES: Mapping[str, str] = {
    "induction": marked("Induction for champions"),
    "safeguarding": marked("Safeguarding: what to do with a worry"),
    "boundaries": marked("Boundaries, and looking after yourself"),
    "naloxone": marked("Overdose and naloxone"),
    "peer_support": marked("Peer support course"),
    "first_aid": marked("First aid"),
}
AGREEMENTS: Mapping[str, str] = {"2026-1": marked("Agreement of 2026")}
"""Versions of the written agreement: what we do, what we do not, what is passed on; signed by both sides."""
