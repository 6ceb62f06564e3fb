"""`make access`: the table of access in plain words, into `docs/access.md`: who may do what, and at which address."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from app import create_app
from app.kernel.access import Relation, Rule
from app.kernel.roles import Appointment, Role
from app.web.access import ANYONE, Route, policy, routes
from config import ROOT, Settings

PAGE = ROOT / "docs" / "access.md"

ROLES = {
    Role.NEWCOMER: ("newcomer", "somebody who wants company on the way to a first meeting"),
    Role.CHAMPION: ("recovery champion", "a volunteer in recovery who goes with newcomers"),
    Role.LINK_WORKER: ("link worker", "staff who look after newcomers and the listings of their areas"),
    Role.COORDINATOR: ("coordinator", "runs an organisation's people and listings; some have appointments besides"),
    Role.GROUP_REPRESENTATIVE: ("group representative", "looks after the listing of their own group"),
    Role.REPORT_VIEWER: ("report viewer", "reads figures, never anything about one person"),
    Role.TECHNICAL_ADMIN: ("technical admin", "keeps the site running; no personal data of newcomers by role"),
}
RELATIONS = {
    Relation.ANY: ("anywhere", "being in the role is enough"),
    Relation.OWN: ("their own", "it is theirs: their account, their session, their role"),
    Relation.GROUP: ("of their group", "they represent the group; of a venue: every group that meets there"),
    Relation.AREA: ("in their areas", "their organisation serves the area that it is in"),
    Relation.ORGANISATION: ("of their organisation", "it belongs to the organisation in which they hold the role"),
    Relation.CASE: ("of a person they look after", "the person is in their care"),
    Relation.GRANTED: ("by an opened seal", "for one person, for one hour, with a reason, seen by others"),
}
APPOINTMENTS = {
    Appointment.SUPERVISOR: "supervisor of champions",
    Appointment.SAFEGUARDING_LEAD: "safeguarding lead",
    Appointment.PRIVACY_LEAD: "privacy lead",
    Appointment.ON_DUTY: "on duty",
}
HEAD = """# Who may do what

This page is made by `make access` from `app/web/policy.toml` and the addresses of the site; change the table, not this
page. What is not here is not allowed. Every view declares its act, and the site does not start while one does not;
`flask --app app policy routes` prints the same by address.

Allowed is a role **and** a relation to the very thing, in one and the same role. Who may not sees "not found", the same
page as for a thing that does not exist. Whoever is not signed in is sent to sign in. A role that was suspended or has
ended allows nothing from the next request on.
"""


def main() -> None:
    """Write the page and say so."""
    PAGE.write_text(page())
    print(f"{PAGE.relative_to(ROOT)}: {len(policy().rules)} acts.")


def page() -> str:
    """The whole page."""
    with TemporaryDirectory() as folder:
        found = routes(_site(Path(folder)))
    return "\n".join([HEAD, *_words(), *_acts(policy().rules.values(), found), *_open(found)]) + "\n"


def _site(folder: Path) -> Flask:
    """The site as wired; its addresses need no database."""
    return create_app(Settings(env="test", database_url=f"sqlite:///{folder / 'none.sqlite'}", instance=folder))


def _words() -> Iterator[str]:
    yield "## Roles\n"
    yield from (f"- **{name}**: {words}" for name, words in ROLES.values())
    yield "\n## Relations\n"
    yield from (f"- **{name}**: {words}" for name, words in RELATIONS.values())
    yield "\nSome acts need an appointment besides the role. *Just shown* means that the person showed within the last"
    yield "five minutes that it is them.\n"


def _acts(rules: Iterable[Rule], found: Iterable[Route]) -> Iterator[str]:
    yield "## Acts\n"
    by_act = list(found)
    for rule in rules:
        yield f"### {rule.act}\n"
        yield f"To {rule.says}.\n"
        if rule.needs:
            yield f"- needs the appointment: {APPOINTMENTS[rule.needs]}"
        if rule.fresh:
            yield "- just shown that it is them"
        yield from _who(rule)
        yield from _addresses(route for route in by_act if route.act == rule.act)
        yield ""


def _who(rule: Rule) -> Iterator[str]:
    """A line for each set of relations, with the roles that have it."""
    together: dict[str, list[str]] = {}
    for role, relations in rule.allows.items():
        if relations:
            named = " or ".join(RELATIONS[relation][0] for relation in sorted(relations))
            together.setdefault(named, []).append(ROLES[role][0])
    for named, roles in together.items():
        yield f"- {named}: {'every role' if len(roles) == len(ROLES) else ', '.join(roles)}"


def _open(found: Iterable[Route]) -> Iterator[str]:
    yield "## For anybody, signed in or not\n"
    by_act = list(found)
    for act in sorted(ANYONE):
        yield f"### {act}\n"
        yield from _addresses(route for route in by_act if route.act == act)
        yield ""


def _addresses(found: Iterable[Route]) -> Iterator[str]:
    lines = [f"- `{route.method} {route.path}`" for route in found]
    yield from lines or ["- no page of its own: it is asked for by others"]


if __name__ == "__main__":
    main()
