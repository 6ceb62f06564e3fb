"""What a newcomer asked for, in words: for their own page, and what of it whoever goes with them plans by."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.rules.describing import language_name
from app.directory.rules.vocabulary import routes
from app.kernel.speech import _, counted
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.meetings import Named, meeting_of
from app.linkage.referral.queries.tallies import FOR_AGENCIES
from app.linkage.referral.rules.changing import Part
from app.linkage.referral.rules.said import ACCESSES, GENDERS, JOURNEYS, LIKENESSES
from app.linkage.referral.rules.wishes import TIMES_SAID, Likeness, Wishes, ticked
from app.places.queries import names_of

UNSAID = frozenset({Likeness.METHADONE_OR_BUPRENORPHINE})
"""It would tell of a prescription, so it stands beside no name."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """In words; `help` is their own, for staff and, after a yes, for whoever goes with them. `only_open`: of their
    meeting only dates for anybody. `kinds`: of meeting, where they would like help with choosing. `shared`: of the
    company that they wish for, what a champion is told with a name."""

    meeting: Named | None
    company: str
    needs: str
    avoids: str
    only_open: bool
    way: str
    times: str
    kinds: str
    help: str = field(repr=False)
    languages: str = ""
    shared: str = ""


def asked_for(session: Session, linkage: Linkage, now: datetime) -> AskedFor:
    """What they wish for now. Raises `CannotOpen` while a key is not at hand."""
    wishes = linkage.wishes
    languages = [language_name(code) for code in wishes.languages]
    company = ", ".join([_(GENDERS[wishes.gender]), *(_(LIKENESSES[each]) for each in wishes.likeness), *languages])
    shared = ", ".join(_(LIKENESSES[each]) for each in wishes.likeness if each not in UNSAID)
    needs = ", ".join(_(ACCESSES[each]) for each in wishes.access)
    avoids, meeting = ", ".join(names_of(session, wishes.avoid)), meeting_of(session, linkage, now)
    only_open = meeting is not None and not wishes.belongs
    times, kinds = times_said(wishes), "" if meeting else kinds_said(wishes)
    return AskedFor(
        meeting, company, needs, avoids, only_open, _way(linkage, wishes), times, kinds, wishes.help,
        ", ".join(languages), shared,
    )  # fmt: skip


def _way(linkage: Linkage, wishes: Wishes) -> str:
    """Whoever asks for somebody is not asked how that one gets about: it is told as asked only once it was."""
    was_asked = linkage.entry not in FOR_AGENCIES or any(
        each.what == f"changed_{Part.TRAVEL}" for each in linkage.happenings
    )
    return way_said(wishes) if was_asked else _("Not asked yet. We count with: {way}", way=way_said(wishes))


def way_said(wishes: Wishes) -> str:
    """How they get about, and how far."""
    most = counted("{count} minute at most", "{count} minutes at most", wishes.minutes)
    late = counted("{count} minute after 9pm", "{count} minutes after 9pm", wishes.late_minutes or 0)
    place = [_("from {place}", place=wishes.place)] if wishes.place else []
    return ", ".join([_(JOURNEYS[wishes.journey]), most, *([late] if wishes.late_minutes else []), *place])


def times_said(wishes: Wishes) -> str:
    """When they could go; "" is at any time."""
    return "; ".join(_(TIMES_SAID[each]) for each in ticked(wishes.free))


def kinds_said(wishes: Wishes) -> str:
    """The kinds of meeting that they would like to choose from; "" is any."""
    known = routes()
    return ", ".join(_(known[code].short) for code in wishes.routes if code in known)
