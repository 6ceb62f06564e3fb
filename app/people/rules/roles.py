"""Who may invite whom, and how roles are called."""

from app.kernel.access import Seat
from app.kernel.roles import Appointment, Role
from app.kernel.speech import marked

NAMES = {
    Role.NEWCOMER: marked("newcomer"),
    Role.CHAMPION: marked("recovery champion"),
    Role.LINK_WORKER: marked("link worker"),
    Role.COORDINATOR: marked("coordinator"),
    Role.GROUP_REPRESENTATIVE: marked("group representative"),
    Role.REPORT_VIEWER: marked("report viewer"),
    Role.TECHNICAL_ADMIN: marked("technical admin"),
}
DUTIES = {
    Appointment.SUPERVISOR: marked("supervisor of champions"),
    Appointment.SAFEGUARDING_LEAD: marked("safeguarding lead"),
    Appointment.PRIVACY_LEAD: marked("privacy lead"),
    Appointment.ON_DUTY: marked("on duty"),
}

INVITES = {
    Role.TECHNICAL_ADMIN: (Role.COORDINATOR, Role.REPORT_VIEWER),
    Role.COORDINATOR: (Role.CHAMPION, Role.LINK_WORKER, Role.GROUP_REPRESENTATIVE, Role.COORDINATOR,
                       Role.REPORT_VIEWER, Role.NEWCOMER),
    Role.LINK_WORKER: (Role.NEWCOMER,),
}  # fmt: skip
"""Which roles each role may invite to; coordinators within their own organisation only."""

STAFF_ROLES = (Role.COORDINATOR, Role.LINK_WORKER, Role.REPORT_VIEWER, Role.TECHNICAL_ADMIN)
"""Work accounts: all that a technical admin sees of an organisation's people."""


def may_invite_to(seat: Seat) -> tuple[Role, ...]:
    """The roles that somebody in this seat may invite to."""
    return INVITES.get(seat.role, ())


def sees(seat: Seat, role: Role) -> bool:
    """May somebody in this seat see who holds that role?"""
    return role in STAFF_ROLES if seat.role is Role.TECHNICAL_ADMIN else True
