"""The roles that people hold, and the appointments that some coordinators have besides."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is here for. A person may hold several, each in an organisation."""

    NEWCOMER = "newcomer"
    CHAMPION = "champion"
    LINK_WORKER = "link_worker"
    COORDINATOR = "coordinator"
    GROUP_REPRESENTATIVE = "group_representative"
    REPORT_VIEWER = "report_viewer"
    TECHNICAL_ADMIN = "technical_admin"


class Appointment(StrEnum):
    """A duty that a coordinator is appointed to."""

    SUPERVISOR = "supervisor"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    PRIVACY_LEAD = "privacy_lead"
    ON_DUTY = "on_duty"


STAFF = frozenset({Role.LINK_WORKER, Role.COORDINATOR, Role.REPORT_VIEWER, Role.TECHNICAL_ADMIN})
"""Roles that never get in with one factor alone."""

GO_ALONG = frozenset({Role.COORDINATOR, Role.LINK_WORKER})
"""Staff who go along with a newcomer themselves where no champion is free."""

TWO_FACTORS = STAFF | {Role.CHAMPION}
"""Roles that sign in with a passkey, or a password and a code from an app. A group representative changes one public
listing, every change can be undone, and the role goes from hand to hand each year: a code by e-mail will do."""
