"""People, what they are here for, how they get in, and where they are signed in."""

from app.people.models.entry import EntryCode, Invitation, SignedIn, WayBack
from app.people.models.factors import Ceremony, Passkey, RecoveryCode
from app.people.models.organisation import Organisation, OrganisationArea
from app.people.models.person import AppointmentHeld, Holding, Person, Representative

__all__ = [
    "AppointmentHeld",
    "Ceremony",
    "EntryCode",
    "Holding",
    "Invitation",
    "Organisation",
    "OrganisationArea",
    "Passkey",
    "Person",
    "RecoveryCode",
    "Representative",
    "SignedIn",
    "WayBack",
]
