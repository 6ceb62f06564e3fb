"""`python -m bench.invisible`: can it be told by the clock whether what one may not see exists? (SR-048)

A coordinator of elsewhere asks for a listing, a hall and a report in the care of others, and for random names, in
random order, over HTTP. AUC as in `bench.enumeration`: 0.5 tells nothing.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app, db
from app.directory.models import Listing, Report
from app.kernel.clock import running
from app.kernel.roles import Role
from app.kernel.tokens import new_ref
from app.people.actions.sessions import begin
from app.people.models.entry import Level
from app.web.visits import COOKIE
from bench.enumeration import FEWEST, MOST, auc
from bench.server import HERE, Server, serving
from bench.sites import DATABASE
from config import Settings
from tests.databases import migrate
from tests.directory.world import two_meetings
from tests.factories.persons import organisation, person

PAIRS, WARM, PORT = 600, 40, 8262


def main() -> None:
    """Print a line for each sort of thing; end with 1 where one tells too much."""
    tells = False
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as (server, cookie, addresses):
        for name, (before, theirs) in addresses.items():
            real, random = measure(server, cookie, before, theirs)
            chance, gap = auc(real, random), (median(real) - median(random)) * 1000
            tells = tells or not FEWEST <= chance <= MOST
            middles = f"{median(real) * 1000:.2f} ms another's, {median(random) * 1000:.2f} ms random"
            print(f"{name:8} AUC {chance:.3f}, median {middles}, gap {gap:.2f} ms")
    raise SystemExit(1 if tells else 0)


@contextmanager
def site(folder: Path) -> Iterator[tuple[Server, str, dict[str, tuple[str, str]]]]:
    """The site, served; the cookie of a coordinator of elsewhere; and by sort where things of others are."""
    url = f"sqlite:///{folder / 'invisible.sqlite'}"
    migrate(url)
    app = create_app(Settings(env="test", secret_key="k" * 40, database_url=url, instance=folder))
    engine = app.extensions[db.KEY]
    with app.app_context(), Session(db.writing(engine)) as session:
        hall, _online = two_meetings(session)
        made = Report(listing_id=hall.id, what="time", made_on=running().date())
        session.add(made)
        stranger = person(session, "oz", Role.COORDINATOR, organisation(session, "elsewhere"))
        session.flush()
        _row, token = begin(session, stranger, running(), label="Bench", level=Level.FULL)
        theirs = session.scalars(select(Listing).where(Listing.id == hall.id)).one()
        addresses = {
            "listing": ("/care/", theirs.id),
            "hall": ("/care/venues/", str(theirs.venue_id)),
            "report": ("/care/reports/", made.id),
        }
        session.commit()
    engine.dispose()
    with serving("bench.sites:ours", PORT, {DATABASE: url}) as server:
        yield server, f"{COOKIE}={token}", addresses


def measure(server: Server, cookie: str, before: str, theirs: str) -> tuple[list[float], list[float]]:
    """Seconds that each request for what exists took, and each for what does not."""
    random, took = Random(PAIRS), {"real": list[float](), "random": list[float]()}
    connection = HTTPConnection(HERE, server.port, timeout=30)
    for _number in range(PAIRS + WARM):
        for which in random.sample(sorted(took), 2):
            address = before + (theirs if which == "real" else new_ref())
            begun = time.perf_counter()
            connection.request("GET", address, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            took[which].append(time.perf_counter() - begun)
            if answer.status != 404:
                raise SystemExit(f"{address} answers {answer.status}.")
    connection.close()
    return took["real"][WARM:], took["random"][WARM:]


if __name__ == "__main__":
    main()
