"""The written agreement between a champion and their organisation, in plain words: boundaries, what is passed on, lone
working and expenses."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.speech import marked


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what is agreed under it, a sentence each."""

    heading: str
    lines: tuple[str, ...]


_WE_DO = Part(
    marked("What I do"),
    (
        marked("I make the first contact, arrange the way there, and go with them to their first meeting."),
        marked("I meet them at a public place. We go in together if they wish."),
        marked("I am sober on that day. If I am not well enough to go, I say so early. Nobody thinks less of me."),
        marked("I use only the ways and hours of contact that they allowed."),
        marked("I stand back once they know the way. I am there for a while, not for ever."),
    ),
)
_I_DO_NOT = Part(
    marked("What I do not do"),
    (
        marked("I am not their sponsor, counsellor, carer or friend while I do this."),
        marked("I give no medical advice, hold no medication and do not tell them to stop any."),
        marked("I lend, borrow, give and take no money, and take no presents."),
        marked("I begin no romance and no sexual contact, and no business."),
        marked("I do not go into their home, and they do not come into mine."),
        marked("I do not speak for a fellowship, and nobody has to join one."),
    ),
)
_PRIVATE = Part(
    marked("What stays private, and what is passed on"),
    (
        marked("What they tell me stays between us. I write nothing down about what was shared in a meeting."),
        marked("I tell the safeguarding lead the same day if somebody may be hurt. That I cannot keep to myself."),
        marked("If somebody is in danger now, I call 999 first."),
        marked("Whom I went with, and that I went, I tell nobody else, also after it has ended."),
    ),
)
_SAFETY = marked("How we keep you safe")
_BEFORE = (
    marked("You have a supervisor, and talk with them at least as often as you agreed."),
    marked("Somebody knows when you set out, and asks whether you are home."),
)
_DUTY_OF_1 = marked("The duty phone answers while you are out. Ring it for anything that feels wrong.")
_DUTY_OF_2 = marked(
    "Your card for each time says who is on duty then, and at what hours the duty phone answers. Ring it then for "
    "anything that feels wrong. If nobody answers, leave, and in danger ring 999."
)
_AFTER = (
    marked("We pay what you spent, with a ticket or receipt, and nothing else."),
    marked("You can take a break or step back at any time, in one tap, without a reason."),
    marked("If you slip, you can tell us. You get support, and can come back after a talk."),
)

TEXTS: Mapping[str, tuple[Part, ...]] = {
    "2026-2": (_WE_DO, _I_DO_NOT, _PRIVATE, Part(_SAFETY, (*_BEFORE, _DUTY_OF_2, *_AFTER))),
    "2026-1": (_WE_DO, _I_DO_NOT, _PRIVATE, Part(_SAFETY, (*_BEFORE, _DUTY_OF_1, *_AFTER))),
}
"""The words of each version that was ever signed; a version is not changed, a new one is added."""
