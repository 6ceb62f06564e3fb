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
NEWEST = "2026-2"
AGREEMENTS: Mapping[str, str] = {NEWEST: marked("Agreement of 2026, second"), "2026-1": marked("Agreement of 2026")}
"""Versions of the written agreement, signed by both sides; `agreement.TEXTS` has their words."""
