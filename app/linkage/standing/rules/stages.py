"""For a newcomer: what a state means, what happens next, and what if nobody is free, in plain words."""

from dataclasses import dataclass

from app.kernel.speech import marked
from app.linkage.referral.rules.states import State


@dataclass(frozen=True, slots=True)
class Stage:
    """A heading, what happens next, and what if that does not come about. `due`: the timers whose time is a promise."""

    heading: str
    follows: str
    otherwise: str = ""
    due: tuple[str, ...] = ()


ASKING = marked(
    "If nobody is free, we say so. You can then choose another day, a staff member, or going online together."
)
RING = marked("If you hear nothing by then, ring us while our line is open: somebody looks at once.")
LOOKED_INTO = marked("If you hear nothing by then, we look into it.")
NEW_DATE = marked("If there is no new date by then, somebody from the organisation asks.")
UNDATED = {
    RING: marked("If you would like to hear sooner, ring us while our line is open: somebody looks at once."),
    LOOKED_INTO: marked("If you hear nothing, ring us while our line is open: somebody looks at once."),
    NEW_DATE: marked("If you find no new date, somebody from the organisation asks."),
}
"""What stands in place of “by then” where no date is promised any more."""
TO_RING = frozenset({RING, UNDATED[RING], UNDATED[LOOKED_INTO]})
"""Beside these it stands when our line is open, where that is known."""

STAGES: dict[State, Stage] = {
    State.DRAFT: Stage(marked("Your request is not sent yet"), marked("Nobody sees it until you send it.")),
    State.RECEIVED: Stage(marked("We have your request"), marked("A person reads it and replies."), RING, ("look",)),
    State.TRIAGE: Stage(
        marked("A person is looking after your request"),
        marked("They look for somebody who could go with you."),
        ASKING,
        ("sort_out",),
    ),
    State.SIGNPOSTED: Stage(
        marked("We showed you another door"),
        marked("If it was not the right one, tell us. Your request is still here."),
    ),
    State.WAITING: Stage(
        marked("Nobody is free just now"),
        marked("We look again each day, and whenever somebody becomes free. You hear from us every 2 days."),
        ASKING,
        ("honest_word",),
    ),
    State.OFFERING: Stage(
        marked("We are asking somebody to go with you"),
        marked("They see roughly where and when, never your name. As soon as somebody says yes, it stands here."),
        ASKING,
        ("search",),
    ),
    State.ACCEPTED: Stage(
        marked("Somebody may have said yes"),
        marked("You hear in a few minutes."),
    ),
    State.CONTACTING: Stage(
        marked("{champion} will be in touch"),
        marked("You agree together on a date and where to meet. You can suggest one too."),
        LOOKED_INTO,
        ("first_try", "tries"),
    ),
    State.PLANNED: Stage(
        marked("You are going with {champion}"), marked("We remind you both the day before and 3 hours before.")
    ),
    State.GOING: Stage(
        marked("Today, with {champion}"), marked("Press “I am here” when you are at the meeting point.")
    ),
    State.REPLANNING: Stage(
        marked("Shall we find another time?"),
        marked("These things happen. You and {champion} can choose another date."),
        NEW_DATE,
        ("plan_again",),
    ),
    State.ATTENDED: Stage(marked("You went"), marked("Tomorrow somebody asks how it was.")),
    State.FOLLOWING: Stage(
        marked("You went, and the door is open"),
        marked("You can go again, alone or together. Now and then we ask how it is going; how often, you say here."),
    ),
    State.OUTREACH: Stage(
        marked("We could not reach you"),
        marked("That is all right, and nothing is lost. One tap and we go on."),
    ),
    State.CLOSING: Stage(
        marked("Time to look back"),
        marked("You can go on, or finish here. The door stays open either way."),
        "",
        ("end_well",),
    ),
    State.CLOSED: Stage(
        marked("This is finished, and the door is open"), marked("One tap, and somebody is there for you again.")
    ),
    State.REENGAGING: Stage(
        marked("Good to hear from you"),
        marked("A person gets in touch with you."),
        RING,
        ("same_day",),
    ),
    State.PAUSED: Stage(
        marked("Paused, as you wished"), marked("Nobody gets in touch until then. You can go on whenever you like.")
    ),
    State.SAFETY_HOLD: Stage(
        marked("Your request waits for now"),
        marked("You need do nothing, and nothing is lost. A person gets in touch with you."),
        RING,
        ("held",),
    ),
    State.WITHDRAWN: Stage(
        marked("You stopped this"),
        marked("Nobody is told anything about it any more. If you would like company again, you can ask at any time."),
    ),
}

TO_CHOOSE = Stage(
    marked("You can choose whom we ask"),
    marked("There are people who could go with you. You see what fits, and they see no name until they said yes."),
)
"""While the newcomer chooses."""

OFF_TODAY = Stage(
    marked("Today is off"),
    marked("Please do not set out. You and {champion} can choose another date."),
    NEW_DATE,
    ("plan_again",),
)
"""While the time that was agreed for today is not over."""

SUGGESTED = Stage(
    marked("{champion} suggests a date"),
    marked("Say yes, or suggest another one. It stands when you both have said yes."),
)
"""While a suggestion of the champion waits for the newcomer’s yes."""

STOOD_ALONE = Stage(
    marked("We are sorry that nobody was there"),
    marked("You say how it goes on: another date, or another person. Nobody asks why."),
    NEW_DATE,
    ("plan_again",),
)
SAID_ALONE = Stage(STOOD_ALONE.heading, marked("It is not because of you. You can say below how it goes on."))
"""After nobody was where a newcomer waited; and from when they have said so."""

OWN_CHANGE = Stage(
    marked("You suggested a change"),
    marked("{champion} has not said yes to it. Until they do, your plan stands as it was."),
)
THEIR_CHANGE = Stage(
    marked("{champion} suggests a change"),
    marked("Say yes, keep your plan, or suggest something else. Until you say yes, your plan stands as it was."),
)
"""While a change of an agreed plan waits for the other’s yes."""

ASKING_STAFF = Stage(
    marked("We are asking one of the staff to go with you"),
    marked("As soon as they say yes, it stands here."),
    ASKING,
    ("search",),
)
"""While a member of staff is asked."""

LOOKING = Stage(
    marked("We look for somebody else"),
    marked("A coordinator looks for somebody else by {when}."),
    ASKING,
)
"""From when a walk ended until somebody has looked."""

ASKING_AGAIN = Stage(marked("We look for somebody else"), STAGES[State.OFFERING].follows, ASKING, ("search",))
"""From when a champion took a yes back until another one has answered."""

MOVED_ON = Stage(
    marked("{organisation} look after you now"),
    marked("Here it has ended kindly. What you wish for went along, and nothing else."),
)
"""From when another organisation looks after them."""

YESTERDAY = marked("Yesterday, with {champion}")
LAST_TIME = marked("{day}, with {champion}")
HOW_WAS_IT = marked("How was it? You can say so below, and need not.")
"""When the day of a plan is over, and nobody has said yet how it went."""

REMIND_ONCE = marked("We remind you both 3 hours before.")
ON_YOUR_WAY = marked("It is soon. Press “I am here” when you are at the meeting point.")
"""What follows an agreed plan when the reminders before are past."""
