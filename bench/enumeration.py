"""`python -m bench.enumeration`: can it be told by the clock whether somebody has an account? (SR-034)

Interleaved pairs of a known and an unknown contact, in random order, over HTTP to a server of its own, each from an
address of its own so that no limit is met. AUC is the chance that a known one takes longer than an unknown one: 0.5
tells nothing.
"""

import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from app import create_app, db
from app.kernel.roles import Role
from app.people.actions.passwords import set_password
from app.people.models import Person
from bench.server import HERE, Server, serving
from bench.sites import DATABASE
from config import Settings
from tests.databases import migrate
from tests.factories.persons import organisation, person

PAIRS = 300
WARM = 20
PORT = 8260
NAMES = {"known": "somebody", "unknown": "stranger"}
"""Of one length."""
FEWEST, MOST, GAP = 0.45, 0.55, 5.0
"""What SR-034 lets pass: AUC from and to, and the gap between the medians in milliseconds."""

Ask = Callable[[Server, str, str], Callable[[], object]]
"""Makes ready to ask with a contact from a source; what it returns is what is measured."""


def main() -> None:
    """Print a line for each way in; end with 1 where one tells too much."""
    tells = False
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as server:
        for name, ask in (("a code", code), ("a wrong code", wrong_code), ("a wrong password", password)):
            known, unknown = measure(server, ask)
            chance, gap = auc(known, unknown), abs(median(known) - median(unknown)) * 1000
            is_fair = FEWEST <= chance <= MOST and gap < GAP
            tells = tells or not is_fair
            middles = f"{median(known) * 1000:.2f} ms known, {median(unknown) * 1000:.2f} ms unknown"
            print(f"{name:17} AUC {chance:.3f}, median {middles}, gap {gap:.2f} ms{'' if is_fair else '  TELLS'}")
    raise SystemExit(1 if tells else 0)


@contextmanager
def site(folder: Path) -> Iterator[Server]:
    """The site, served, on a new database with as many people as there are pairs, each with a password."""
    url = f"sqlite:///{folder / 'enumeration.sqlite'}"
    migrate(url)
    app = create_app(Settings(env="test", secret_key="k" * 40, database_url=url, instance=folder))
    engine = app.extensions[db.KEY]
    with app.app_context(), Session(db.writing(engine)) as session:
        hub, hashed = organisation(session, "hub"), ""
        for number in range(PAIRS + WARM):
            somebody: Person = person(session, f"somebody{number:03}", Role.NEWCOMER, hub)
            if not hashed:
                set_password(session, somebody, "grey otter under nine bridges")
                hashed = somebody.password_hash
            somebody.password_hash = hashed
        session.commit()
    engine.dispose()
    with serving("bench.sites:ours", PORT, {DATABASE: url}) as server:
        yield server


def measure(server: Server, ask: Ask) -> tuple[list[float], list[float]]:
    """Seconds that each known and each unknown one took."""
    random = Random(PAIRS)
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(PAIRS + WARM):
        for who in random.sample(sorted(took), 2):
            source = f"127.{random.randrange(1, 255)}.{random.randrange(256)}.{random.randrange(1, 255)}"
            contact = f"{NAMES[who]}{number:03}@example.org"
            act = ask(server, contact, source)
            begun = time.perf_counter()
            act()
            took[who].append(time.perf_counter() - begun)
    return took["known"][WARM:], took["unknown"][WARM:]


def code(server: Server, contact: str, source: str) -> Callable[[], object]:
    """Ask for a code."""
    return partial(post, server, "/sign-in", source, contact=contact)


def wrong_code(server: Server, contact: str, source: str) -> Callable[[], object]:
    """Type a code that is wrong."""
    page = post(server, "/sign-in", source, contact=contact)
    found = re.search(r'name="ref" value="(\w+)"', page)
    if found is None:
        raise SystemExit("No code was asked for.")
    return partial(post, server, "/sign-in/code", source, ref=found[1], code="000000")


def password(server: Server, contact: str, source: str) -> Callable[[], object]:
    """Type a password that is wrong."""
    return partial(post, server, "/sign-in/password", source, email=contact, password="some other words", code="123456")


def post(server: Server, path: str, source: str, **form: str) -> str:
    """What the site answers."""
    connection = HTTPConnection(HERE, server.port, timeout=30, source_address=(source, 0))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode(form), headers)
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


def auc(first: list[float], second: list[float]) -> float:
    """How often one of the first is larger than one of the second; equal ones count half."""
    wins = sum((one > other) + (one == other) / 2 for one in first for other in second)
    return wins / (len(first) * len(second))


if __name__ == "__main__":
    main()
