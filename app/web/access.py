"""Who may use a route: every one declares its act, the table decides, and the application refuses to start otherwise.

Acts of `ANYONE` need no account, and on those the visitor's cookie is not even looked at. For all others the visitor
must be signed in, hold a role for which the table knows the act, and the view must ask for a `warrant` on its object; a
view that forgets to is refused after the fact, before anything is committed.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, request

from app.kernel.access import Policy, Relations, Visit, Warrant, nothing_special, read_rules

View = TypeVar("View", bound=Callable[..., Any])

ACT = "act"
TABLE = Path(__file__).with_name("policy.toml")

ANYONE = frozenset({"page.read", "directory.read", "directory.search", "calendar.read", "feed.read", "listing.join",
                    "listing.save", "report.make", "complaint.make", "concern.make", "message.stop", "digest.choose",
                    "site.check", "sign.in", "sign.out", "invitation.take", "dev.outbox", "champion.apply",
                    "company.ask", "page.open"})  # fmt: skip
"""Acts that need no account."""


AUTOMATIC = frozenset({"HEAD", "OPTIONS"})
"""Methods that Flask answers by itself: HEAD as GET without its body, OPTIONS without calling a view."""
STATIC = "static"
"""The endpoint of style sheets and scripts, which Flask brings; like any page for anybody."""


@dataclass(frozen=True, slots=True)
class Route:
    """A method of an address, the view that answers, and the act that it declares ("" if none)."""

    method: str
    path: str
    endpoint: str
    act: str

    @property
    def is_declared(self) -> bool:
        """Does it declare an act that is known?"""
        return self.act in ANYONE or self.act in policy().rules


class UndeclaredRoute(Exception):
    """A route says nothing of who may use it."""


class Unguarded(Exception):
    """A view answered without asking whether the visitor may."""


@cache
def policy() -> Policy:
    """The table of access."""
    return Policy(read_rules(tomllib.loads(TABLE.read_text())))


def does(act: str) -> Callable[[View], View]:
    """Declare which act of the table a view performs."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.act, g.warrant = act, None
            answer = view(*args, **kwargs)
            check_asked()
            return answer

        marked = view if act in ANYONE else cast(View, guarded)
        setattr(marked, ACT, act)
        return marked

    return mark


def routes(app: Flask) -> list[Route]:
    """Every route and method, by address; `AUTOMATIC` ones are left out."""
    found = [
        Route(method, rule.rule, rule.endpoint, _act_of(app, rule.endpoint))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - AUTOMATIC
    ]
    return sorted(found, key=lambda route: (route.path, route.method))


def acts(app: Flask) -> dict[str, str]:
    """Endpoint to act, for every route. Raises `UndeclaredRoute`."""
    table = {endpoint: _act_of(app, endpoint) for endpoint in app.view_functions if endpoint != STATIC}
    bare = sorted(endpoint for endpoint, act in table.items() if act not in ANYONE and act not in policy().rules)
    if bare:
        raise UndeclaredRoute(f"These routes declare no known act: {', '.join(bare)}.")
    return table


def act_of_request() -> str:
    """The act of the route that was asked for, or "" where there is none."""
    return _act_of(current_app, request.endpoint or "")


def warrant(relations: Relations = nothing_special, act: str = "") -> Warrant:
    """Ask the table whether the visitor may do this request's act (or another one) on an object; 404 if not."""
    return may(relations, act) or abort(404)


def may(relations: Relations = nothing_special, act: str = "") -> Warrant | None:
    """The visitor's warrant, or None: for what a page offers besides."""
    found = policy().decide(visit().actor, act or g.act, relations)
    if found and not act:
        g.warrant = found
    return found


def visit() -> Visit:
    """Who is signed in here. Raises LookupError on routes that need no account: those never look."""
    found: Visit | None = g.get("visit")
    if found is None:
        raise LookupError("Nobody is signed in, or this route does not look.")
    return found


def check_asked() -> None:
    """Raise `Unguarded` if this request's view needs a warrant and never got one."""
    if "act" in g and g.act not in ANYONE and g.warrant is None:
        raise Unguarded(f"The view of {request.endpoint} did not ask for a warrant.")


def _act_of(app: Flask, endpoint: str) -> str:
    act: str = getattr(app.view_functions.get(endpoint), ACT, "page.read" if endpoint == STATIC else "")
    return act
