"""Who is told what of what happened between the two, and which kind of message that is."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.kernel.speech import marked

REMINDER, NEWS, OFF, CHECK, ASK = "walk_reminder", "walk_news", "walk_off", "walk_check", "walk_ask"
KINDS = (REMINDER, NEWS, OFF, CHECK, ASK)
AT_ONCE = frozenset({OFF, CHECK})
"""Kinds that do not wait for the planner."""
REMIND = (1440, 180)
"""Minutes before the time to meet."""

NEWCOMER, CHAMPION = REMINDED = ("reminded_newcomer", "reminded_champion")
OFF_TODAY = "plan_off_today"
"""A plan was let go on the very day."""
NUMBER = "asked_champion"
"""A coordinator asked a champion for a number to ring. The word says no more, since the newcomer may read it."""

CHANGE, CHANGE_DROPPED = "change_suggested", "change_dropped"
"""A change of a plan of both waits for the other's yes; and it does not come about."""

NOBODY, FOUND = "nobody_here", "nobody_over"
"""The newcomer sees nobody at the meeting point; and they see them after all."""

ONCE_IN = timedelta(hours=20)
"""A coordinator reminds one of the two, and not again for so long."""

FRESH = timedelta(days=2)
"""So long it is worth saying that something happened."""


class To(StrEnum):
    """Who is told. OTHER: whoever of the two did not do it; both where the site did. CARE: whoever is on duty, and
    whoever looks after the champion."""

    OTHER = "other"
    NEWCOMER = "newcomer"
    CHAMPION = "champion"
    WATCH = "watch"
    SUPERVISOR = "supervisor"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell: to whom, by which kind of message, in which plain words inside the site."""

    to: To
    kind: str
    words: str


LINE_DOWN = marked("Something that you wrote was taken down. Your page says why, and what you can do.")

HOME_BY = marked("Please say that you are on your way home. We look out for you until then.")

TELLING: dict[str, tuple[Told, ...]] = {
    "plan_proposed": (Told(To.OTHER, NEWS, marked("Here is a suggestion: {when}. Please say whether it suits you.")),),
    "plan_changed": (Told(To.OTHER, NEWS, marked("A change is suggested: {when}. Please say whether it suits you.")),),
    CHANGE: (
        Told(To.OTHER, NEWS, marked("A change is suggested: {when}. Until you say yes, your plan stays as it is.")),
    ),
    "change_agreed": (Told(To.OTHER, NEWS, marked("The change is agreed: {when}. Where to meet: {where}.")),),
    CHANGE_DROPPED: (
        Told(To.OTHER, NEWS, marked("No change after all. Your plan stands: {when}. Where to meet: {where}.")),
    ),
    "plan_agreed": (Told(To.OTHER, NEWS, marked("It is agreed: {when}. Where to meet: {where}.")),),
    "plan_declined": (Told(To.OTHER, NEWS, marked("That time does not suit. Shall we find another one?")),),
    OFF_TODAY: (Told(To.OTHER, OFF, marked("Today is off. Please do not set out. Shall we find another time?")),),
    "plan_off": (Told(To.OTHER, NEWS, marked("Not this time. The plan is off. Shall we find another time?")),),
    "off_today": (
        Told(To.OTHER, CHECK, marked("Not today after all. You need not wait, and nobody did anything wrong.")),
    ),
    "plan_unwished": (
        Told(To.CHAMPION, NEWS, marked("They would like something else, so the plan is off. The page says what.")),
        Told(To.NEWCOMER, NEWS, marked("You would like something else, so the plan is off. Shall we find another?")),
    ),
    "wishes_news": (
        Told(To.CHAMPION, NEWS, marked("What they would like has changed. The page says what, before you plan.")),
    ),
    "plan_moved": (
        Told(To.OTHER, NEWS, marked("It has moved, and the plan with it: {when}. Where to meet: {where}.")),
    ),
    "plan_clash": (
        Told(To.OTHER, NEWS, marked("It has moved to a time that does not suit one of you, so the plan is off.")),
    ),
    "yes_again": (
        Told(To.CHAMPION, NEWS, marked("You go with somebody again, as you said on the telephone. Be in touch soon.")),
    ),
    "try_again": (
        Told(To.NEWCOMER, NEWS, marked("Shall we find another time? Your page has dates. Nothing needs explaining.")),
    ),
    "plan_shut": (
        Told(To.OTHER, NEWS, marked("It is not on, so the plan is off. The page shows what else is close by.")),
    ),
    "plan_on_again": (
        Told(To.OTHER, NEWS, marked("It is on after all, and your plan stands again: {when}. Where to meet: {where}.")),
    ),
    NUMBER: (
        Told(To.CHAMPION, NEWS, marked("Nobody can ring you when you are out. Please give a telephone number today.")),
    ),
    CHAMPION: (Told(To.CHAMPION, NEWS, marked("Somebody hopes to hear from you. Please look at your walk today.")),),
    NEWCOMER: (Told(To.NEWCOMER, NEWS, marked("There is a suggestion for you. Please say whether it suits you.")),),
    "said": (Told(To.OTHER, NEWS, marked("There is a word for you on your page.")),),
    "newcomer_line_down": (Told(To.NEWCOMER, NEWS, LINE_DOWN),),
    "champion_line_down": (Told(To.CHAMPION, NEWS, LINE_DOWN),),
    NOBODY: (
        Told(To.CHAMPION, CHECK, marked("They are at the meeting point and do not see you. Please look now.")),
        Told(
            To.WATCH, CHECK, marked("A newcomer is at the meeting point, and nobody is there. Please ring them or go.")
        ),
    ),
    FOUND: (
        Told(To.CHAMPION, NEWS, marked("They see you now. All is well.")),
        Told(To.WATCH, CHECK, marked("They have found one another. Nobody need look for them any more.")),
    ),
    "newcomer_not_seen": (
        Told(
            To.NEWCOMER, NEWS, marked("Somebody is there for you. If you changed your mind, that is all right: say so.")
        ),
    ),
    "champion_not_seen": (
        Told(To.CHAMPION, CHECK, marked("Are you there? Please press “I am here”, or ring the duty phone.")),
    ),
    "check_in_due": (
        Told(To.CHAMPION, CHECK, HOME_BY),
        Told(To.NEWCOMER, NEWS, marked("We hope you are well. Please say that you are home, and how it was.")),
    ),
    "home_due": (
        Told(To.CHAMPION, CHECK, marked("Please say that you are home. If not, somebody gets in touch soon.")),
    ),
    "missed_check_in": (
        Told(
            To.SUPERVISOR,
            CHECK,
            marked("Somebody whom you look after has not said that they are home. Reach them now."),
        ),
    ),
    "champion_not_well": (Told(To.CARE, CHECK, marked("A champion asks for a word: they are not all right.")),),
    "still_missing": (Told(To.WATCH, CHECK, marked("Somebody has not checked in after going with a newcomer.")),),
    "policy_now": (
        Told(To.WATCH, CHECK, marked("Still no word from them. The page says step by step what to do now.")),
        Told(To.SUPERVISOR, CHECK, marked("Still no word from them. The page says step by step what to do now.")),
    ),
    "way_home": (Told(To.WATCH, CHECK, marked("A champion asks for quiet help. The page says how to reach them.")),),
    "asked_how": (Told(To.NEWCOMER, ASK, marked("How was it? Three taps, and only if you like.")),),
    "asked_again": (
        Told(To.NEWCOMER, ASK, marked("How are you getting on? We are here if you would like company again.")),
    ),
    "ending": (
        Told(To.NEWCOMER, ASK, marked("It is time to look back. Your page asks what you would like to go on to.")),
        Told(To.CHAMPION, NEWS, marked("You have come a long way together. It is time for a thank you and an ending.")),
    ),
    "back_due": (Told(To.NEWCOMER, ASK, marked("You asked us to wait until today. Would you like to go on?")),),
}
"""By what happened."""

TELLING_HOME: dict[str, tuple[tuple[To, str], ...]] = {"check_in_due": ((To.CHAMPION, HOME_BY),)} | {
    what: tuple((each.to, each.words) for each in TELLING[what])
    for what in ("home_due", "missed_check_in", "still_missing", "policy_now", "way_home")
}
"""The same for a champion whose request has ended while they were out."""
