"""The few words of ours that this part keeps, and how they are said to people."""

from enum import StrEnum

from app.kernel.speech import marked


class Result(StrEnum):
    """What came of a try to reach somebody."""

    SPOKE = "spoke"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    ASKED_NOT_TO = "asked_not_to"


class Outcome(StrEnum):
    """What happened on an outing: an outcome, not a state. SHUT: the meeting was not on, or the door was shut."""

    ATTENDED = "attended"
    NEWCOMER_ABSENT = "newcomer_absent"
    CHAMPION_ABSENT = "champion_absent"
    SHUT = "shut"
    STOOD_DOWN = "stood_down"


class How(StrEnum):
    """How the two get there. APART holds where nothing else was agreed."""

    APART = "apart"
    FOOT = "foot"
    BUS = "bus"
    LIFT = "lift"


class Saying(StrEnum):
    """A sentence of ours that the two may say to each other."""

    HELLO = "hello"
    LOOKING_FORWARD = "looking_forward"
    SEE_YOU = "see_you"
    OTHER_TIME = "other_time"
    OTHER_PLACE = "other_place"
    RATHER_RUNG = "rather_rung"
    ON_MY_WAY = "on_my_way"
    LATE_5 = "late_5"
    LATE_10 = "late_10"
    LATE_20 = "late_20"
    LATE_30 = "late_30"
    I_AM_HERE = "i_am_here"
    THANK_YOU = "thank_you"


SAYINGS: dict[Saying, str] = {
    Saying.HELLO: marked("Hello. I am glad that we are in touch."),
    Saying.LOOKING_FORWARD: marked("I look forward to it."),
    Saying.SEE_YOU: marked("See you then."),
    Saying.OTHER_TIME: marked("Can we meet on another date?"),
    Saying.OTHER_PLACE: marked("Can we meet at another public place?"),
    Saying.RATHER_RUNG: marked("I would rather be rung."),
    Saying.ON_MY_WAY: marked("I am on my way."),
    Saying.LATE_5: marked("I am running about 5 minutes late."),
    Saying.LATE_10: marked("I am running about 10 minutes late."),
    Saying.LATE_20: marked("I am running about 20 minutes late."),
    Saying.LATE_30: marked("I am running about half an hour late."),
    Saying.I_AM_HERE: marked("I am at the meeting point."),
    Saying.THANK_YOU: marked("Thank you."),
}
BEFORE = (
    Saying.HELLO, Saying.LOOKING_FORWARD, Saying.SEE_YOU, Saying.OTHER_TIME, Saying.OTHER_PLACE, Saying.RATHER_RUNG,
    Saying.THANK_YOU,
)  # fmt: skip
ON_THE_WAY = (Saying.ON_MY_WAY, Saying.LATE_5, Saying.LATE_10, Saying.LATE_20, Saying.LATE_30)
"""Which sentences are offered when; being there has a button of its own."""

ONLY_NEWCOMER = frozenset({Saying.RATHER_RUNG})
"""A champion's number is not shared, so they are not rung."""

RESULTS: dict[Result, str] = {
    Result.SPOKE: marked("We spoke"),
    Result.LEFT_MESSAGE: marked("I left a message"),
    Result.NO_ANSWER: marked("No answer"),
    Result.WRONG_NUMBER: marked("It is not their number"),
    Result.ASKED_NOT_TO: marked("They asked us not to get in touch"),
}

CAME_OF_IT: dict[Result, str] = {
    Result.SPOKE: marked("they spoke"),
    Result.LEFT_MESSAGE: marked("a message was left"),
    Result.NO_ANSWER: marked("no answer"),
    Result.WRONG_NUMBER: marked("it is not their number"),
    Result.ASKED_NOT_TO: marked("they asked us not to get in touch"),
}
"""What came of a try of somebody else's, for staff."""

NEWCOMER_MAY_SAY: dict[Outcome, str] = {
    Outcome.ATTENDED: marked("We went together"),
    Outcome.NEWCOMER_ABSENT: marked("I did not go this time"),
    Outcome.CHAMPION_ABSENT: marked("Nobody was there to meet me"),
    Outcome.SHUT: marked("It was not on"),
}
CHAMPION_MAY_SAY: dict[Outcome, str] = {
    Outcome.ATTENDED: marked("We went together"),
    Outcome.NEWCOMER_ABSENT: marked("I waited, and went in or home without them"),
    Outcome.CHAMPION_ABSENT: marked("I could not be there"),
    Outcome.SHUT: marked("It was not on"),
    Outcome.STOOD_DOWN: marked("We left it for another day"),
}

HOW: dict[str, str] = {
    How.APART: marked("Each by themselves, and meet there"),
    How.FOOT: marked("On foot together, from where you meet"),
    How.BUS: marked("By bus together, from where you meet"),
    How.LIFT: marked("With a lift from somebody you know, or by taxi"),
}
"""One of these is in each plan; "" in those that were made before it was asked."""

FELT = {"good": marked("Good"), "all_right": marked("All right"), "hard": marked("Hard")}
AGAIN = {
    "yes": marked("Yes, with the same person"),
    "alone": marked("Yes, by myself"),
    "other": marked("Yes, with somebody else"),
    "not_now": marked("Not now"),
}
"""The newcomer's second and third tap."""
