"""The words that describe a champion: kinds, states, what they chose to say of themselves; and what people read."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.kernel.speech import marked


class Kind(StrEnum):
    """What sort of champion; one or more. Only community champions go with people."""

    COMMUNITY = "community"
    THERAPEUTIC = "therapeutic"
    STRATEGIC = "strategic"


class Status(StrEnum):
    """How far a champion has come; what is kept. Everything else is told from dates."""

    PREPARING = "preparing"
    READY = "ready"
    STEPPED_BACK = "stepped_back"


class Standing(StrEnum):
    """Where somebody stands on the way from “I'd like to help”: the first two have no account yet."""

    APPLIED = "applied"
    IN_CONVERSATION = "in_conversation"
    PREPARING = "preparing"
    READY = "ready"
    PAUSED = "paused"
    STEPPED_BACK = "stepped_back"
    SUSPENDED = "suspended"
    LEFT = "left"


class Gender(StrEnum):
    """A champion's own word. Where nothing is said it satisfies no wish."""

    WOMAN = "woman"
    MAN = "man"
    NON_BINARY = "non_binary"


class Mode(StrEnum):
    """A way of going somewhere."""

    FOOT = "foot"
    BUS = "bus"
    CAR = "car"


class Help(StrEnum):
    """What a champion can do for somebody who needs it to get there or to follow."""

    STEP_FREE = "step_free"
    CAR_STEP_FREE = "car_step_free"
    BSL = "bsl"
    GUIDING = "guiding"
    NOISE = "noise"


class Tag(StrEnum):
    """What a champion knows from their own life, and chooses to be asked for."""

    METHADONE_OR_BUPRENORPHINE = "methadone_or_buprenorphine"
    ALCOHOL = "alcohol"
    PRESCRIBED = "prescribed"
    FAMILY = "family"
    PARENT = "parent"
    PRISON = "prison"
    HOMELESS = "homeless"
    MENTAL_HEALTH = "mental_health"
    LGBTQ = "lgbtq"
    FAITH = "faith"
    YOUNG = "young"
    ARMED_FORCES = "armed_forces"
    GAMBLING = "gambling"


class Visibility(StrEnum):
    """Who may see that somebody is a champion, besides those whom they walk with and who look after them."""

    NOBODY = "nobody"
    FIRST_NAME = "first_name"


KINDS: Mapping[Kind, str] = {
    Kind.COMMUNITY: marked("goes with people to meetings and cafés (community)"),
    Kind.THERAPEUTIC: marked("helps in groups and courses of a service (therapeutic)"),
    Kind.STRATEGIC: marked("speaks for recovery, opens doors, sits on boards (strategic)"),
}
STANDINGS: Mapping[Standing, str] = {
    Standing.APPLIED: marked("would like to help"),
    Standing.IN_CONVERSATION: marked("in conversation"),
    Standing.PREPARING: marked("getting ready"),
    Standing.READY: marked("ready"),
    Standing.PAUSED: marked("having a break"),
    Standing.STEPPED_BACK: marked("stepped back"),
    Standing.SUSPENDED: marked("suspended"),
    Standing.LEFT: marked("left"),
}
GENDERS: Mapping[Gender, str] = {
    Gender.WOMAN: marked("woman"),
    Gender.MAN: marked("man"),
    Gender.NON_BINARY: marked("non-binary"),
}
COMPANY: Mapping[Gender, str] = {
    Gender.WOMAN: marked("women"),
    Gender.MAN: marked("men"),
    Gender.NON_BINARY: marked("non-binary people"),
}
MODES: Mapping[Mode, str] = {
    Mode.FOOT: marked("on foot"),
    Mode.BUS: marked("by bus"),
    Mode.CAR: marked("by car"),
}
HELPS: Mapping[Help, str] = {
    Help.STEP_FREE: marked("a way without steps, beside a wheelchair or frame"),
    Help.CAR_STEP_FREE: marked("a car that takes a wheelchair"),
    Help.BSL: marked("British Sign Language"),
    Help.GUIDING: marked("guiding somebody who does not see well"),
    Help.NOISE: marked("quiet company in noise and crowds"),
}
TAGS: Mapping[Tag, str] = {
    Tag.METHADONE_OR_BUPRENORPHINE: marked("methadone or buprenorphine"),
    Tag.ALCOHOL: marked("drinking"),
    Tag.PRESCRIBED: marked("prescribed medicines"),
    Tag.FAMILY: marked("somebody in my family used or drank"),
    Tag.PARENT: marked("being a parent in recovery"),
    Tag.PRISON: marked("prison"),
    Tag.HOMELESS: marked("having no home"),
    Tag.MENTAL_HEALTH: marked("mental health"),
    Tag.LGBTQ: marked("being LGBTQ+"),
    Tag.FAITH: marked("faith that matters to me"),
    Tag.YOUNG: marked("being young when it began"),
    Tag.ARMED_FORCES: marked("the armed forces"),
    Tag.GAMBLING: marked("gambling"),
}
SEEN: Mapping[Visibility, str] = {
    Visibility.NOBODY: marked("Only those I walk with, and those who look after champions"),
    Visibility.FIRST_NAME: marked("My first name may stand on the public page of those who help here"),
}


def joined(codes: Iterable[str]) -> str:
    """Codes as one text, to be kept sealed; the same codes always give the same."""
    return " ".join(sorted(set(codes)))


def parted(text: str) -> frozenset[str]:
    """The codes of such a text."""
    return frozenset(text.split())
