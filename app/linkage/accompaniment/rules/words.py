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


class Saying(StrEnum):
    """A sentence that the two may say to each other. There is no free text between them."""

    HELLO = "hello"
    LOOKING_FORWARD = "looking_forward"
    RUNNING_LATE = "running_late"
    OTHER_TIME = "other_time"
    ON_MY_WAY = "on_my_way"
    I_AM_HERE = "i_am_here"
    THANK_YOU = "thank_you"


SAYINGS: dict[Saying, str] = {
    Saying.HELLO: marked("Hello. I am glad that we are in touch."),
    Saying.LOOKING_FORWARD: marked("I look forward to it."),
    Saying.RUNNING_LATE: marked("I am running late."),
    Saying.OTHER_TIME: marked("Can we change the time?"),
    Saying.ON_MY_WAY: marked("I am on my way."),
    Saying.I_AM_HERE: marked("I am here."),
    Saying.THANK_YOU: marked("Thank you."),
}
BEFORE = (Saying.HELLO, Saying.LOOKING_FORWARD, Saying.OTHER_TIME, Saying.THANK_YOU)
ON_THE_WAY = (Saying.ON_MY_WAY, Saying.RUNNING_LATE)
"""Which sentences are offered when; being there has a button of its own."""

RESULTS: dict[Result, str] = {
    Result.SPOKE: marked("We spoke"),
    Result.LEFT_MESSAGE: marked("I left a message"),
    Result.NO_ANSWER: marked("No answer"),
    Result.WRONG_NUMBER: marked("It is not their number"),
    Result.ASKED_NOT_TO: marked("They asked us not to get in touch"),
}

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

FELT = {"good": marked("Good"), "all_right": marked("All right"), "hard": marked("Hard")}
AGAIN = {
    "yes": marked("Yes, with the same person"),
    "alone": marked("Yes, by myself"),
    "other": marked("Yes, with somebody else"),
    "not_now": marked("Not now"),
}
"""The newcomer's second and third tap."""
