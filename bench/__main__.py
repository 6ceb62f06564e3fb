"""`make bench`: right answers first, then the results page beside a bare Flask page, growth, and what a phone sees."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from typing import Any

from sqlalchemy import Connection

from app.db import make_engine
from bench import calendars, checks, databases, due, load, matching, phone, questions, unchanged, world
from bench.load import Round
from bench.server import Server, serving
from bench.sites import DATABASE
from config import ROOT

SIZES = (1_000, 10_000, 100_000)
SEARCHES = 100
"""Random searches that are checked at each size."""

ROUNDS, PAGES, HELLOS = 5, 200, 2000
FIRST_PORT = 8210
GOAL_RATIO, GOAL_GROWTH = 0.25, 1.15
Questions = Callable[[Connection, list[Any]], list[str]]
KINDS: Mapping[str, tuple[Questions, str]] = {
    "as people ask": (lambda _, asked: questions.as_people_ask(asked), ""),
    "twenty rows": (questions.of_twenty, ""),
    "twenty rows, br": (questions.of_twenty, "br"),
}


def main() -> None:
    """Print one table and write `build/bench.json`."""
    calendars.main()
    print("\nMatching", flush=True)
    matched = matching.main()
    print("\nSending", flush=True)
    sent = due.main()
    print("\nDirectories", flush=True)
    urls = {size: databases.directory(size) for size in SIZES}
    checked = sum(checks.check(url, SEARCHES) for url in urls.values())
    print(f"{checked} random searches agree with the plainest answer\n", flush=True)
    with ExitStack() as servers:
        hello = servers.enter_context(serving("bench.sites:bare", FIRST_PORT, {}))
        ours = {
            size: servers.enter_context(serving("bench.sites:ours", FIRST_PORT + place, {DATABASE: url}))
            for place, (size, url) in enumerate(urls.items(), 1)
        }
        kept = unchanged.measure(hello, ours[SIZES[0]])
        unchanged.show(kept)
        measured = measure(hello, ours, urls)
        show(measured)
        seen = phone.look(ours[SIZES[0]].port)
    report = {"searches checked": checked, "speed": measured, "calendars": kept, "phone": seen}
    report |= {"matching": matched, "sending": sent}
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench.json").write_text(json.dumps(report, indent=1) + "\n")
    show_phone(seen)


def measure(hello: Server, ours: Mapping[int, Server], urls: Mapping[int, str]) -> list[dict[str, Any]]:
    """Rounds of every question at every size, a round of the bare page before each; the middle of the rounds."""
    asked = questions.places(world.SEED, (ROUNDS + 1) * PAGES)
    paths = {(kind, size): _paths(urls[size], make, asked) for kind, (make, _) in KINDS.items() for size in ours}
    bare: list[Round] = []
    rounds: dict[tuple[str, int], list[Round]] = {key: [] for key in paths}
    for number in range(ROUNDS + 1):
        bare.append(load.run(hello, [f"/{place}" for place in range(HELLOS)]))
        for (kind, size), addresses in paths.items():
            part = addresses[number * PAGES : (number + 1) * PAGES]
            rounds[kind, size].append(load.run(ours[size], part, KINDS[kind][1]))
    middle = load.median(bare[1:])
    answers = {key: load.median(each[1:]) for key, each in rounds.items()}
    return [_line("bare Flask", 0, middle, middle, middle)] + [
        _line(kind, size, found, middle, answers[kind, SIZES[0]]) for (kind, size), found in answers.items()
    ]


def show(lines: Iterable[Mapping[str, Any]]) -> None:
    """The table of speeds."""
    print(
        f"{'page':18}{'listings':>9}{'bytes':>8}{'CPU ms':>8}{'req/s':>8}{'of bare':>9}{'by CPU':>8}{'CPU of 1k':>10}"
    )
    for line in lines:
        size = f"{line['listings']:,}" if line["listings"] else ""
        print(
            f"{line['page']:18}{size:>9}{line['bytes']:8.0f}{line['cpu_ms']:8.3f}{line['rate']:8.0f}"
            f"{line['of_bare']:9.2f}{line['of_bare_cpu']:8.2f}{line['growth']:10.2f}"
        )
    print(
        f"\nGoals: results page at least {GOAL_RATIO} of the bare page; 100,000 at most {GOAL_GROWTH} of 1,000.\n",
        flush=True,
    )


def show_phone(seen: Mapping[str, Any]) -> None:
    """What a phone on slow 3G saw."""
    for page, found in seen.items():
        print(f"{page:18}LCP {found['lcp_ms']:.0f} ms, {found['requests']} requests, {found['bytes']} bytes")


def _paths(url: str, make: Questions, asked: list[Any]) -> list[str]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = make(connection, asked)
    engine.dispose()
    return found


def _line(page: str, size: int, found: Round, bare: Round, least: Round) -> dict[str, Any]:
    return {
        "page": page,
        "listings": size,
        "bytes": found.octets,
        "cpu_ms": found.cpu_ms,
        "rate": found.rate,
        "of_bare": found.rate / bare.rate,
        "of_bare_cpu": bare.cpu_ms / found.cpu_ms,
        "growth": found.cpu_ms / least.cpu_ms,
    }


if __name__ == "__main__":
    main()
