"""A calendar that has not changed, asked for again: beside a bare Flask route on the same server."""

from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import Any
from wsgiref.handlers import format_date_time

from bench import load
from bench.load import Round
from bench.server import HERE, Server

ROUNDS, TIMES = 5, 2000
CALENDAR = "/near/halifax.ics?miles=100"
GOAL = 0.8


def measure(hello: Server, ours: Server) -> dict[str, Any]:
    """Rounds of the same question, of questions that differ and so go by way of Flask, and of the bare page."""
    tag = _tag(ours)
    same = [{"If-None-Match": tag}]
    begun = datetime(2020, 1, 1, tzinfo=UTC)
    differing = [
        {"If-None-Match": tag, "If-Modified-Since": format_date_time((begun + timedelta(seconds=each)).timestamp())}
        for each in range((ROUNDS + 1) * TIMES)
    ]
    rounds: dict[str, list[Round]] = {"bare Flask": [], "304 again": [], "304 by way of Flask": []}
    for number in range(ROUNDS + 1):
        rounds["bare Flask"].append(load.run(hello, [f"/{place}" for place in range(TIMES)]))
        rounds["304 again"].append(load.run(ours, [CALENDAR] * TIMES, asking=same, status=304))
        asking = differing[number * TIMES : (number + 1) * TIMES]
        rounds["304 by way of Flask"].append(load.run(ours, [CALENDAR] * TIMES, asking=asking, status=304))
    middle = {name: load.median(each[1:]) for name, each in rounds.items()}
    bare = middle["bare Flask"]
    return {
        name: {"cpu_ms": one.cpu_ms, "rate": one.rate, "of_bare": one.rate / bare.rate,
               "of_bare_cpu": bare.cpu_ms / one.cpu_ms}
        for name, one in middle.items()
    }  # fmt: skip


def show(found: dict[str, Any]) -> None:
    """The table."""
    print(f"{'calendar':22}{'CPU ms':>8}{'req/s':>8}{'of bare':>9}{'by CPU':>8}")
    for name, line in found.items():
        print(f"{name:22}{line['cpu_ms']:8.3f}{line['rate']:8.0f}{line['of_bare']:9.2f}{line['of_bare_cpu']:8.2f}")
    print(f"\nGoal: a 304 at least {GOAL} of the bare page.\n", flush=True)


def _tag(ours: Server) -> str:
    connection = HTTPConnection(HERE, ours.port, timeout=60)
    connection.request("GET", CALENDAR)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return str(answer.headers["ETag"])
