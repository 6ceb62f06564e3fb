"""Which meeting, and who looks after a request there: worked out anew at every step from what the form carries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app import db
from app.directory.rules.describing import language_name
from app.directory.rules.vocabulary import routes
from app.kernel.postcode import find_in, is_full, sector_of
from app.kernel.speech import _, marked
from app.linkage.referral.forms.ask import NO, Asked
from app.linkage.referral.queries.asking import Meeting, area_of, buildings, meeting, place, who_helps
from app.linkage.referral.queries.notice import Wished, notice
from app.linkage.referral.queries.visitors import no_visitors, open_dates, open_near
from app.linkage.referral.rules.asking import LANGUAGES, without_contact
from app.linkage.referral.rules.notice import TO_THEM, Sort, said
from app.people.models import Organisation
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Ambiguous, Found, NotFound, Place
from app.web.choices import choices
from app.web.typed import as_id

LONGEST_TYPED = 80
WHERE = marked("Enter a town or postcode, like Halifax or HX1.")


@dataclass(frozen=True, slots=True)
class Choosing:
    """A form, and the organisations that its sender may not ask."""

    form: Asked
    but: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is clear so far. `asks` names the fields that have to be shown; `notice` tells what is otherwise than the
    link said; `organisation` is the id of the one that looks after the request, "" while it is open."""

    meeting: Meeting | None
    notice: str
    place: Place | None
    offered: tuple[Place, ...]
    area_id: str | None
    organisations: tuple[Organisation, ...]
    organisation: str
    asks: frozenset[str]

    def on(self, *, belongs: bool) -> date | None:
        """The date that was chosen; none where it is not for them: then another one is looked for."""
        found = self.meeting
        return found.on if found and (belongs or found.is_open) else None

    @property
    def needs_town(self) -> bool:
        """Is nobody to be found without knowing where they are? Not for what is only online."""
        is_online = self.meeting is not None and self.meeting.listing.online and not self.meeting.listing.in_person
        return "place" in self.asks and not is_online

    @property
    def nobody(self) -> bool:
        """Is the place known, and nobody there who could help?"""
        return not self.organisations and (self.place is not None or self.area_id is not None)

    @property
    def paper(self) -> str:
        """What there is for whoever has no contact; "" while it is open who looks after the request."""
        by = next((each for each in self.organisations if each.id == self.organisation), None)
        return without_contact(by.name, by.duty_phone or by.phone, by.town) if by else ""

    @property
    def helper(self) -> str:
        """The name of who looks after the request; "" while it is open."""
        return next((each.name for each in self.organisations if each.id == self.organisation), "")


def chosen(asked: Choosing, now: datetime) -> Chosen:
    """Read the meeting, the place and the organisation out of a form. A meeting that is not on that day moves to its
    next date; one that has ended makes way for a place."""
    form, session = asked.form, db.session()
    found, notice = _instead(form, now) or meeting(session, (form.listing.data or "").lower(), form.date, now)
    form.listing.data, form.on.data = (found.listing.id, found.on.isoformat()) if found else ("", "")
    has_area = found is not None and found.listing.venue is not None and found.listing.venue.area is not None
    near, offered = (None, ()) if has_area else near_place(form)
    area = area_of(session, found, near)
    helpers = tuple(who_helps(session, area, asked.but))
    mine = form.organisation.data if form.organisation.data in {each.id for each in helpers} else ""
    form.organisation.choices = choices((each.id, each.name) for each in helpers)
    form.organisation.data = mine
    known = [] if found or area is None else buildings(session, area.id)
    form.offer_venues(known)
    form.offer_routes(kinds_of_meeting())
    asks = {
        "place": not has_area, "near": bool(offered), "organisation": len(helpers) > 1,
        "belongs": found is not None and found.is_open is not True, "avoid": bool(known),
        "route": found is None, "times": found is None,
        "instead": offer_visitors(form, found, now),
    }  # fmt: skip
    return Chosen(
        meeting=found,
        notice=notice,
        place=near,
        offered=offered,
        area_id=area.id if area else None,
        organisations=helpers,
        organisation=helpers[0].id if len(helpers) == 1 else mine,
        asks=frozenset(name for name, is_asked in asks.items() if is_asked),
    )


def soon(form: Asked, found: Chosen, now: datetime, words: Mapping[Sort, str] = TO_THEM) -> str:
    """Where the date that was chosen is short notice, or further off than anybody looks, what there is to say of it."""
    on = found.on(belongs=form.wishes.belongs)
    if found.meeting is None or on is None:
        return ""
    organisation = next((each for each in found.organisations if each.id == found.organisation), None)
    what = notice(db.session(), Wished(found.meeting.listing, on, now), organisation, now)
    return said(what, now, words) if what else ""


def is_clear(form: Asked, found: Chosen) -> bool:
    """Is it clear who looks after the request? What is not has a sentence beside it."""
    if "place" in found.asks and found.place is None:
        form.place.errors = [unclear(form, found.offered)]
        return False
    if not is_for_them(form, found.meeting):
        return False
    if len(found.organisations) > 1 and not found.organisation:
        form.organisation.errors = [_("Choose one of them.")]
        return False
    return True


def offer_visitors(form: Asked, found: Meeting | None, now: datetime) -> bool:
    """Offer dates for anybody to whoever belongs nowhere, where the one that was chosen is not; are there any?"""
    if found is None or found.is_open or form.belongs.data != NO:
        return False
    own = open_dates(db.session(), found.listing, now)
    offered = own or open_near(db.session(), found.listing, now)
    form.instead.choices = choices(offered)
    form.instead.label.text = _("Which date instead?") if own else _("Which of these instead?")
    form.belongs.description = "" if not own else form.belongs.description
    return bool(offered)


def is_for_them(form: Asked, found: Meeting | None) -> bool:
    """May they come on the date that was chosen? Else a sentence says what there is: no date is dropped unsaid."""
    if found is None or found.is_open or form.belongs.data != NO:
        return True
    offered = [value for value, _label, _chosen, _more in form.instead.iter_choices()]
    if offered and offered[0].startswith(found.listing.id):
        form.belongs.errors = [_("That date is not for visitors, as far as we know. Choose one of the dates below.")]
    else:
        form.belongs.errors = [no_visitors(found.name, has_others=bool(offered))]
    return False


def picked(form: Asked, now: datetime) -> Meeting | None:
    """What was chosen instead, if anybody may come then."""
    listing_id, _space, day = (form.instead.data or "").partition(" ")
    try:
        found, _notice = meeting(db.session(), as_id(listing_id), date.fromisoformat(day), now)
    except ValueError:
        return None
    return found if found and found.is_open and found.on.isoformat() == day else None


def _instead(form: Asked, now: datetime) -> tuple[Meeting, str] | None:
    found = picked(form, now) if form.belongs.data == NO else None
    return (found, "") if found else None


def near_place(form: Asked) -> tuple[Place | None, tuple[Place, ...]]:
    """The place that was typed; several to choose from where it is not clear. A whole postcode is cut to its sector."""
    typed = (form.place.data or "")[:LONGEST_TYPED]
    if postcode := find_in(typed) or (typed if is_full(typed) else ""):
        typed = form.place.data = sector_of(postcode)
    if form.near.data and typed == (form.said.data or ""):
        picked = place(form.near.data)
        if picked:
            form.place.data, form.said.data, form.near.data = picked.slug, "", ""
            return picked, ()
    form.near.data = ""
    answer = gazetteer().find(typed) if typed else NotFound()
    if isinstance(answer, Found):
        form.said.data = ""
        return answer.place, ()
    offered = answer.choices if isinstance(answer, Ambiguous) else answer.suggestions
    if len(offered) == 1:
        form.near.label.text = _("Did you mean this one?")
    form.near.choices, form.said.data = choices((each.slug, each.label) for each in offered), typed
    return None, offered


def tongues() -> list[tuple[str, str]]:
    """The languages to choose from, by code: English, then the others by their names."""
    others = sorted(((code, language_name(code)) for code in LANGUAGES if code), key=lambda each: each[1].casefold())
    return [("", _("English is fine")), *others]


def kinds_of_meeting() -> list[tuple[str, str]]:
    """The published ways to choose from, by code, in the order of their names."""
    return sorted(((code, _(way.short)) for code, way in routes().items()), key=lambda each: each[1].casefold())


def unclear(form: Asked, offered: tuple[Place, ...]) -> str:
    """What to do about a place that is not clear."""
    if not form.place.data:
        return _(WHERE)
    if offered:
        return _("We are not sure which place you mean. Choose one, or type another.")
    return _("We do not know this place. Enter a town or postcode, like Halifax or HX1.")
