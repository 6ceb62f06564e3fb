"""Rich and empty view-models for the templates of the directory: long names, many tags, hostile words."""

from dataclasses import replace

from flask import current_app, render_template

from app.directory.build import together
from app.directory.rules.shown import (
    CardFacts,
    Chip,
    Choice,
    ChoiceGroup,
    DateLine,
    DayGroup,
    Fact,
    GuestDate,
    Html,
    ListingPage,
    PlacePage,
    PocketDay,
    PocketLine,
    PocketPage,
    ResultsPage,
    Tag,
    WayThere,
    When,
    WhichPlace,
)
from app.directory.rules.timetable import Kind
from app.directory.rules.what_happens import what_happens
from app.directory.views.beside import ways_on

PARTS = {"\x1ewhen\x1e": "when_part", "\x1efar\x1e": "far_part", "\x1etags\x1e": "tags_part"}
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch Friday Night Newcomers & Old Hands <b>Together</b>"

CARDS = (
    CardFacts("/meetings/calder-newcomers", "Calder Newcomers", Kind.MEETING, "Narcotics Anonymous",
              "Packhorse Yard Centre, Halifax", (Tag("Newcomers welcome"), Tag("Step-free", "plain"))),
    CardFacts("/meetings/tuesday-tools", "Tuesday Tools", Kind.MEETING, "SMART Recovery", "Online",
              (Tag("Open to family", "plain"),)),
    CardFacts("/cafes/the-example", "The Example Café", Kind.CAFE, "Recovery café", "Market Street, Halifax"),
    CardFacts("/meetings/long", LONG, Kind.MEETING, "Adult Children of Alcoholics and Dysfunctional Families",
              "Halifax (ask for the address)",
              tuple(Tag(f"A tag with several words {i}", ("", "plain", "soon", "care")[i % 4]) for i in range(9))),
)  # fmt: skip

WHENS = (
    When("7:30", "pm · in 40 min", "7:30pm to 9pm", "0.6 miles, about 16 min on foot", (Tag("Starts soon", "soon"),)),
    When("8", "pm · in 1 hr 10", "8pm to 9:30pm"),
    When("Open", "until 9pm", "Open until 9pm", "0.8 miles, about 21 min on foot", (Tag("On now", "soon"),)),
    When("All day", "until 5pm", "all day", "12 miles, about 46 min by bus", (Tag("Bank holiday: ask first", "care"),),
         "Hall used for a wedding: come to the side door."),
)  # fmt: skip

CHIPS = (
    Chip("Today", "/near/Halifax", True),
    *(Chip(words, f"/near/Halifax?x={i}") for i, words in enumerate(
        ("Tomorrow", "Tuesday", "Wednesday", "This week", "Online", "Step-free", "Women", "Meetings", "Cafés"))),
)  # fmt: skip

WAYS = (
    WayThere("Directions on an Android phone", "geo:53.72,-1.86?q=53.72,-1.86", "Android"),
    WayThere("Directions on openstreetmap.org", "https://www.openstreetmap.org/directions?to=53.72%2C-1.86"),
)

GUESTS = (
    GuestDate("Monday 28 December, 7:30pm to 9pm", LONG, "/meetings/long", "Usually at Elland Hall, Elland. Funeral."),
    GuestDate("Monday 4 January, 7:30pm to 9pm", "Calder Newcomers", "/meetings/calder-newcomers", is_cancelled=True),
)


def card(facts: CardFacts, when: When) -> str:
    """A card as the directory shows it: the lasting part with its three marks filled. Needs a request."""
    html = render_template("directory/card.html", card=facts)
    macros = current_app.jinja_env.get_template("directory/when.html").make_module()
    for mark, name in PARTS.items():
        html = html.replace(mark, str(getattr(macros, name)(when)))
    return html


def cards(many: int = len(CARDS), rich: bool = True) -> Html:
    """So many cards, all different; without the longest ones unless `rich`."""
    kinds = len(CARDS) if rich else len(CARDS) - 1
    named = (
        replace(CARDS[i % kinds], url=f"/meetings/s-{i}", name=f"{CARDS[i % kinds].name} {i}") for i in range(many)
    )
    return together(card(each, WHENS[i % kinds]) for i, each in enumerate(named))


def empty_results() -> ResultsPage:
    """Nothing near: the page still offers ways on."""
    return ResultsPage("Near Foula, today", "Nothing within 5 miles today.", "Foula", (), ())


def results(many: int = 6, rich: bool = True) -> ResultsPage:
    """A page of results with everything that a page can have."""
    return replace(
        empty_results(),
        title="Near Halifax, today",
        lead="14 meetings and drop-ins within 5 miles.",
        place_label="Halifax",
        chips=CHIPS,
        groups=(DayGroup("Tonight, Tuesday 24 November", cards(many, rich)),),
        sentences=("We do not know the filter “moon”, so we left it out.",) if rich else (),
        cancelled=("Sisters in Recovery, 6:30pm: cancelled. Hall used for a funeral.",) if rich else (),
        online=DayGroup("Online tonight", cards(1)) if rich else None,
        more_url="/near/Halifax?page=2",
        choices_url="/near/Halifax/choices",
        calendar_url="/near/Halifax.ics",
        print_url="/near/Halifax?print=usual",
        others=(Chip("Another Halifax?", "/near/Halifax-2"),),
    )


def empty_listing() -> ListingPage:
    """A listing of which we know next to nothing."""
    return ListingPage("abcd2345", Kind.MEETING, "A group", "Meeting", "", "Not running at the moment.", (), (), (), (),
                       (), "", "", ())  # fmt: skip


def listing() -> ListingPage:
    """A listing with all that a page can show."""
    told = what_happens(["na"], Kind.MEETING)
    return replace(
        empty_listing(),
        name="Calder Newcomers",
        kicker="Narcotics Anonymous",
        usual="Mondays, 7:30pm to 9pm",
        next_words="Tonight, Monday 23 November, 7:30pm to 9pm",
        tags=CARDS[0].tags + CARDS[3].tags[:4],
        alerts=("Not checked for 7 months: ring first if you can.", LONG),
        facts=(
            Fact("Where", ("Packhorse Yard Centre, Room 2", "1 Sample Street, Halifax HX1 1CI")),
            Fact("Way in", ("Ring the left-hand bell.",), "The bus 508 stops outside."),
            Fact("Who", ("Open: anyone may come, family too.",)),
            Fact("Website", ("https://example.org/a-very-long-address/that-goes-on-and-on/for-ever?and=ever&more=1",)),
        ),
        dates=(
            DateLine("Monday 23 November, 7:30pm to 9pm"),
            DateLine("Monday 30 November, 8pm to 9pm", "Starts later: the hall has a class first."),
            DateLine("Monday 7 December", "Hall used for a funeral.", is_cancelled=True),
        ),
        what_happens=told.steps,
        may_listen=told.may_listen,
        medication=told.medication,
        how_to_join=("Just turn up.",),
        directions=WAYS,
        can_join_online=True,
        calendar_url="/meetings/calder-newcomers.ics",
        short_url="https://alongside.example/l/abcd2345",
        contacts=(Fact("Phone", ("07700 900101",)), Fact("E-mail", ("meeting-001@example.org",))),
        confirmed="Checked 3 days ago by the group.",
        venue_url="/venues/packhorse-yard",
        venue_name="Packhorse Yard Centre",
        area_url="/areas/calderdale",
        area_name="Calderdale",
        links=(Chip("More Narcotics Anonymous near here", "/near/HX1-1?route=na"),),
    )


def joining() -> ListingPage:
    """The answer to "Show how to join"."""
    return replace(
        listing(),
        can_join_online=False,
        joining=(Fact("Link", ("https://example.org/j/123",)), Fact("Passcode", ("tea & toast",))),
    )


def choice_groups() -> tuple[ChoiceGroup, ...]:
    """The page of more choices."""
    days = (Choice("when", "today", "Today", is_chosen=True), Choice("when", "week", "In the next 7 days"))
    for_whom = (Choice("women", "1", "Women only", "Only women come."), Choice("step_free", "1", "Step-free"))
    return (ChoiceGroup("When", "radio", days), ChoiceGroup("What matters to you", "checkbox", for_whom))


def reasons(chosen: str = "") -> tuple[Choice, ...]:
    """What may be wrong with a listing."""
    pairs = (("not-on", "It was not on"), ("time", "The day or time is wrong"), ("place", "The place is wrong"))
    return tuple(Choice("what", value, words, is_chosen=value == chosen) for value, words in pairs)


def venue() -> PlacePage:
    """A venue with a closure and a long way in."""
    return PlacePage(
        "Packhorse Yard Centre", "1 Sample Street, Halifax HX1", (DayGroup("Tonight, Tuesday 24 November", cards(3)),),
        facts=(Fact("Way in", ("Ring the left-hand bell.",)), Fact("Step-free", ("Yes, from the yard.",))),
        alerts=("Closed from 24 to 28 December: the hall is being painted.",),
        links=(Chip("All in Calderdale", "/areas/calderdale"),), directions=WAYS,
        calendar_url="/venues/packhorse-yard.ics", guests=GUESTS,
    )  # fmt: skip


def unclear(is_known: bool) -> WhichPlace:
    """Several Bradfords, or none that is spelt like this."""
    choices = (Chip("Hebden Bridge, Calderdale", "/near/Hebden%20Bridge"), Chip("Hebden, Craven", "/near/Hebden"))
    return WhichPlace("Hebdon <Bridge>", choices, is_known)


def pocket(is_large: bool = False) -> PocketPage:
    """A list for paper."""
    line = PocketLine("7:30pm to 9pm", "Calder Newcomers", "Narcotics Anonymous", "1 Sample Street, Halifax HX1 1CI",
                      ("Open", "Step-free"), "Ring the left-hand bell.", "20 November 2026")  # fmt: skip
    days = (PocketDay("Tuesday 24 November", (line, replace(line, name=LONG, checked=""))),)
    sizes = (Chip("Usual print", "?print=usual", not is_large), Chip("Large print", "?print=large", is_large))
    return PocketPage("Near Halifax, this week", "Within 5 miles.", days, "Tuesday 24 November 2026, 6:50pm",
                      "https://alongside.example/near/Halifax", is_large, sizes, "/near/Halifax")  # fmt: skip


def pages() -> dict[str, str]:
    """Every page of the directory as HTML, full and empty, by a name. Needs a request."""
    report = {"report_url": "/l/abcd2345/report", "join_url": "/l/abcd2345/join", "reasons": reasons()}
    back = {"name": LONG, "back_url": "/meetings/calder-newcomers"}
    none = PlacePage("Nowhere Hall", "", ())
    values: dict[str, tuple[str, dict[str, object]]] = {
        "results": ("results", {"page": results()}),
        "results-empty": ("results", {"page": empty_results()}),
        "online": ("online", {"page": replace(results(), place_label="")}),
        "kind": ("kind", {"page": results()}),
        "choices": ("choices", {"groups": choice_groups(), "action": "/near/Halifax"}),
        "which": ("which_place", {"page": unclear(True)}),
        "unknown": ("which_place", {"page": unclear(False)}),
        "listing": ("listing", {"page": listing(), **report}),
        "listing-joining": ("listing", {"page": joining(), **report}),
        "listing-empty": ("listing", {"page": empty_listing(), **report}),
        "venue": ("venue", {"page": venue()}),
        "venue-empty": ("venue", {"page": none}),
        "area": ("area", {"page": replace(venue(), name="Calderdale", facts=())}),
        "area-empty": ("area", {"page": none}),
        "print": ("print", {"page": pocket()}),
        "print-large": ("print", {"page": pocket(True)}),
        "print-empty": ("print", {"page": replace(pocket(), days=())}),
        "report": ("report", {**report, **back, "words": "It was <shut>.", "error": "Choose what is wrong."}),
        "report-done": ("report_done", back),
    }
    beside = ways_on("/near/Halifax.ics", "Near Halifax, today")
    return {
        name: render_template(f"directory/{file}.html", **beside, **given) for name, (file, given) in values.items()
    }
