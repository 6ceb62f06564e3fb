"""What the pages of the directory show: plain values, already worded, so that templates only place them."""

from dataclasses import dataclass, field

from app.directory.rules.timetable import Kind


class Html(str):
    """HTML of our own making, which is put into a page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True, slots=True)
class Tag:
    """A short fact on a card. `tone` is '' (a welcome), 'plain' (practical), 'soon' or 'care' (read this first)."""

    words: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """The part of a card that stays the same whoever looks and whenever: all that is stored."""

    url: str
    name: str
    kind: Kind
    kicker: str
    """Routes or kind in words: "Narcotics Anonymous", "Recovery café"."""
    place: str
    """"Packhorse Yard Centre, Halifax", "Online", "Halifax (ask for the address)"."""
    tags: tuple[Tag, ...] = ()
    is_withheld: bool = False
    """People ask for the address, so no distance is told."""


@dataclass(frozen=True, slots=True)
class When:
    """The moving part of a card."""

    big: str
    """"7:30", "Open", "All day"."""
    small: str
    """"pm · in 40 min", "until 9pm", "pm"."""
    spoken: str
    """"7:30pm to 9pm", read aloud in place of the two above."""
    far: str = ""
    """"0.6 miles, about 16 min on foot", empty when online only or no pin."""
    tags: tuple[Tag, ...] = ()
    """"On now", "Starts soon", "Open to anyone this week", "Bank holiday: ask first", "Online only today"."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayGroup:
    """The cards of one day, ready HTML one after the other, under a heading such as "Tonight, Tuesday 24 November"."""

    heading: str
    cards: Html


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that is one tap away."""

    words: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A tick box or radio of the page of more choices."""

    name: str
    value: str
    words: str
    hint: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices under one legend; `sort` is 'radio' or 'checkbox'."""

    legend: str
    sort: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """A page of results."""

    title: str
    lead: str
    place_label: str
    chips: tuple[Chip, ...]
    groups: tuple[DayGroup, ...]
    cancelled: tuple[str, ...] = ()
    """Sentences: "Sisters in Recovery, 6:30pm: cancelled. Hall used for a funeral."."""
    sentences: tuple[str, ...] = ()
    """What was ignored or widened: "We do not know the filter 'moon'.", "Nothing within 5 miles today."."""
    nearest: DayGroup | None = None
    online: DayGroup | None = None
    tomorrow: DayGroup | None = None
    more_url: str = ""
    back_url: str = ""
    choices_url: str = ""
    calendar_url: str = ""
    weekly_url: str = ""
    """Where the weekly list of the area by e-mail is asked for; "" where the place lies in none that we list."""
    poster_url: str = ""
    others: tuple[Chip, ...] = ()
    """"Another Bradford?" links."""
    print_url: str = ""
    """The same list as a pocket list for paper."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """One coming date of a listing: "Tuesday 24 November, 7:30pm to 9pm"; `note` names what is different."""

    words: str
    note: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of "Where / Who / Cost ..." on a listing or venue."""

    name: str
    words: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class WayThere:
    """Directions in one kind of map. `device` is a word in what the browsers of that device call themselves; empty
    for what opens anywhere."""

    words: str
    url: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class ListingPage:
    """All that one listing's page shows."""

    id: str
    kind: Kind
    name: str
    kicker: str
    usual: str
    """"Mondays, 7:30pm to 9pm"; one line a series, joined by "; "."""
    next_words: str
    """"Tonight, Monday 23 November, 7:30pm to 9pm" or a sentence that says it is not running."""
    tags: tuple[Tag, ...]
    alerts: tuple[str, ...]
    """Care sentences first: paused, ended, cancelled tonight, not checked for 7 months, no longer on its own list."""
    facts: tuple[Fact, ...]
    dates: tuple[DateLine, ...]
    what_happens: tuple[str, ...]
    """Steps from the reviewed table, by route."""
    may_listen: str
    medication: str
    how_to_join: tuple[str, ...]
    reviewed_by: str = ""
    reviewed_on: str = ""
    """Who of the fellowship has read what happens, and when (ISO); both empty until somebody has."""
    directions: tuple[WayThere, ...] = ()
    """To where it is held next; none when the address is withheld or there is no pin."""
    can_join_online: bool = False
    """Offer to show how; not once it is shown."""
    is_time_to_join: bool = False
    """It is on online, or starts within two hours: then joining is the first thing to do."""
    joining: tuple[Fact, ...] = ()
    """Filled only in the answer to "Show how to join"."""
    next_note: str = ""
    """What is different the next time: "At Elland Hall this time.", "Bank holiday: ask first."."""
    ask_url: str = ""
    """Where to ask for company to its next date; "" where it has none."""
    calendar_url: str = ""
    short_url: str = ""
    contacts: tuple[Fact, ...] = ()
    confirmed: str = ""
    """"Checked 3 days ago by the group" or "Not checked for 7 months: ring first if you can"."""
    venue_url: str = ""
    venue_name: str = ""
    area_url: str = ""
    area_name: str = ""
    links: tuple[Chip, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class GuestDate:
    """A date on which something usually held elsewhere is held here."""

    when: str
    """"Monday 28 December, 7:30pm to 9pm"."""
    name: str
    url: str
    note: str = ""
    """Where it usually is, and why it moves: "Usually at Elland Hall, Elland. The hall is let."."""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A venue or an area, and everything that is held there."""

    name: str
    lead: str
    """"Packhorse Yard, Halifax HX1", "Meetings, cafés and things to do in Calderdale"."""
    groups: tuple[DayGroup, ...]
    facts: tuple[Fact, ...] = ()
    """Address, which door, transport, step-free; empty for an area."""
    alerts: tuple[str, ...] = ()
    """Closures: "Closed from 24 to 28 December: the hall is being painted."."""
    links: tuple[Chip, ...] = ()
    """The area of a venue; the venues and towns of an area."""
    directions: tuple[WayThere, ...] = ()
    guests: tuple[GuestDate, ...] = ()
    """Of a venue: dates moved there from elsewhere, soonest first."""
    calendar_url: str = ""
    weekly_url: str = ""
    poster_url: str = ""
    print_url: str = ""


@dataclass(frozen=True, slots=True)
class WhichPlace:
    """The page between a typed place and its results: several places have that name, or none has."""

    typed: str
    choices: tuple[Chip, ...] = ()
    """Places of that name, or names spelt almost like it."""
    is_known: bool = False
    """Several places have this very name; otherwise the choices are guesses."""


@dataclass(frozen=True, slots=True)
class PocketLine:
    """One line of a list made for paper."""

    when: str
    """"7:30pm to 9pm"."""
    name: str
    kicker: str
    place: str
    """With the address, since paper has no link; "Halifax (ask for the address)" where it is withheld."""
    tags: tuple[str, ...] = ()
    note: str = ""
    """What is different that day, and how to get in."""
    checked: str = ""
    """"3 November 2026"; empty when nobody has confirmed it."""
    phone: str = ""
    """The group's number, where it is public."""


@dataclass(frozen=True, slots=True)
class PocketDay:
    """The lines of one day."""

    heading: str
    lines: tuple[PocketLine, ...]


@dataclass(frozen=True, slots=True)
class PocketPage:
    """A list of results for paper. `sizes` links the A4 and the large print."""

    title: str
    lead: str
    days: tuple[PocketDay, ...]
    printed: str
    """"Tuesday 24 November 2026, 6:50pm": the time of the copy."""
    address: str
    """Where the same list is kept up to date."""
    is_large: bool = False
    sizes: tuple[Chip, ...] = ()
    back_url: str = ""
    cancelled: tuple[str, ...] = ()
    """Sentences on what would have been on, but is not."""
    cut: str = ""
    """What is left out when there is more than fits: where the list stops."""
