"""Asking a server for pages one after another over one connection each, as a phone or a proxy does."""

import os
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection

from bench.server import HERE, Server, pin


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of requests took: processor milliseconds and requests a second, and how large the answers were."""

    cpu_ms: float
    rate: float
    octets: float


def run(
    server: Server, paths: Sequence[str], encoding: str = "", *, asking: Sequence[Mapping[str, str]] = (),
    status: int = 200,
) -> Round:  # fmt: skip
    """Ask for every path once, each with its own headers if these are given. Raises `RuntimeError` if one is answered
    with another status."""
    pin(os.getpid(), 0)
    connection = HTTPConnection(HERE, server.port, timeout=30)
    headers = {"Accept-Encoding": encoding} if encoding else {}
    octets, begun, cpu = 0, time.perf_counter(), server.cpu()
    for place, path in enumerate(paths):
        connection.putrequest("GET", path, skip_accept_encoding=True)
        more = asking[place % len(asking)] if asking else {}
        for name, value in {**headers, **more}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        octets += len(answer.read())
        if answer.status != status:
            raise RuntimeError(f"{path} answered {answer.status}")
    took, used = time.perf_counter() - begun, server.cpu() - cpu
    connection.close()
    return Round(used * 1000 / len(paths), len(paths) / took, octets / len(paths))


def median(rounds: Sequence[Round]) -> Round:
    """The middle of several rounds, each figure by itself."""
    return Round(
        statistics.median(each.cpu_ms for each in rounds),
        statistics.median(each.rate for each in rounds),
        statistics.median(each.octets for each in rounds),
    )
