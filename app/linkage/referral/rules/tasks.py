"""What each task and timer asks of staff, in words."""

from collections.abc import Iterable
from datetime import timedelta

from app.kernel.speech import marked
from app.linkage.referral.rules.states import State

WORDS = {
    "look": marked("A new request waits for somebody to look at it."),
    "sort_out": marked("A request waits to be sorted out."),
    "was_it_right": marked("Ask whether the other door was the right one."),
    "honest_word": marked("Somebody waits for news."),
    "waits_long": marked("Somebody has waited for a week. Could one of the staff go with them?"),
    "search": marked("Nobody has said yes for a long time."),
    "confirm": marked("A yes waits to be confirmed."),
    "choose": marked("Choose whom to ask to go with somebody."),
    "leaves_today": marked("Somebody leaves hospital or treatment today. See that company is found."),
    "otherwise_staff": marked("Somebody would be glad if one of the staff went with them."),
    "otherwise_online": marked("Somebody would go online together instead. Ring or write to them."),
    "otherwise_day": marked("Somebody would take another day or meeting. Ask which."),
    "otherwise_phone": marked("Somebody would be glad of a telephone call. Ring them."),
    "first_try": marked("A champion has not made the first contact yet."),
    "say_hello": marked("A colleague goes with somebody and is away when first contact is due. Say hello for them."),
    "tries": marked("First contact has not worked for five days."),
    "how_it_went": marked("Nobody has said how an outing went."),
    "plan_again": marked("A plan fell through and there is no new one yet."),
    "next_day": marked("Ask how the first time went."),
    "ask_again": marked("Ask how it is going."),
    "reach_out": marked("We lost touch with somebody. Reach out kindly."),
    "decide": marked("Decide how to go on with somebody whom we lost touch with."),
    "end_well": marked("An ending waits to be agreed."),
    "same_day": marked("Somebody came back. Reach them today."),
    "unconfirmed": marked("Two people meet within the hour, and one has not said that it still stands."),
    "champion_not_seen": marked("A champion has not said that they are at the meeting point."),
    "nobody_here": marked("A newcomer is at the meeting point and nobody is there. Ring them now."),
    "left_today": marked(
        "A champion cannot go after all, and it is soon. Ring the newcomer now: nobody is to wait in vain."
    ),
    "off_today": marked(
        "A plan for today was called off, and it is soon. Ring the other of the two now: nobody is to set out in vain."
    ),
    "break_asks": marked(
        "A champion has a break, and goes with somebody in it. Ask them whether they still go, or find somebody else."
    ),
    "apology": marked("Somebody waited for nobody. Ring them within the hour and say sorry."),
    "rematch": marked("Somebody waited for nobody today. Find somebody else to go with them, today if you can."),
    "champion_absent": marked("A champion was not where somebody waited. Ask kindly what happened, and how they are."),
    "other_idea": marked("Three outings did not happen. Ring the newcomer with a different idea, without any blame."),
    "two_places": marked("A meeting moved, and one of two people meets somebody else then. Help to find another date."),
    "plan_barred": marked(
        "Two people plan to go to a building that one of them is not to enter. Ring both with another idea."
    ),
    "ring_champion": marked("A champion asks for quiet help. Get in touch now, as a friend would."),
    "missed_check_in": marked("A champion has not checked in after going with somebody. Reach them now."),
    "words_differ": marked("Two people say different things of how it went. Ask both, kindly."),
    "champion_care": marked("A champion is not all right after a walk. Get in touch with them."),
    "kind_word": marked("Somebody found their first time hard. A kind word would help."),
    "quiet": marked("Somebody has not answered three questions. See how they are, without pressing."),
    "check_up_quiet": marked("Somebody has not answered, and wished that a person then asks after them. Say hello."),
    "check_up_talk": marked("Somebody would like to talk. Ring them today."),
    "check_up_company": marked("Somebody would like company again. Reach them today."),
    "debrief": marked("A champion’s walk has come to its end. Say thank you, and ask how it was for them."),
    "other_road": marked("A number was not theirs. Find another way to reach them."),
    "leave_be": marked("Somebody asked us not to get in touch. Decide what is kept open for them."),
    "second_change": marked("Somebody asked for another person a second time. Ask what would help."),
    "in_touch": marked("Somebody is in touch again. Reply today."),
    "handover_late": marked("Another organisation has not answered for two working days. Ring them."),
    "handover_no": marked("Another organisation cannot take somebody on. Talk with them about what they wish now."),
    "handover_stopped": marked("A move to another organisation ended with the hold. Ask whether they still wish it."),
    "held": marked("A request is on hold. See whether it can go on."),
    "forgotten": marked("A request was in nobody’s hands. Please see what it needs."),
    "back": marked("A pause is over. Ask whether they wish to go on."),
    "look_again": marked("Nothing is planned for somebody any more. See what they need now."),
}
"""By kind of timer or task."""

FIRST = (
    "ring_champion", "missed_check_in", "nobody_here", "champion_not_seen", "left_today", "off_today", "apology",
    "champion_care", "check_up_talk", "rematch", "kind_word",
)  # fmt: skip
"""Somebody is out, waits for a call or is not well: the most urgent first, before every other chore however late."""

OTHER = marked("Something is to be seen to.")

RUNG = marked("I have rung them")
REPLIED = marked("I have replied")
LOOKED = marked("I have looked at it")
SPOKEN = marked("I have spoken with them")
ASKED = marked("I have asked them")
SEEN = marked("I have seen to it")
DONE = {
    "honest_word": marked("I have told them how it stands"),
    "waits_long": LOOKED,
    "search": LOOKED,
    "confirm": LOOKED,
    "choose": marked("Nobody is to be chosen now"),
    "otherwise_staff": SPOKEN,
    "otherwise_online": SPOKEN,
    "otherwise_day": ASKED,
    "otherwise_phone": RUNG,
    "first_try": marked("I have spoken with the champion"),
    "say_hello": marked("I have said hello"),
    "tries": marked("I have spoken with both of them"),
    "plan_again": marked("I have asked both of them"),
    "next_day": ASKED,
    "ask_again": ASKED,
    "reach_out": marked("I have tried to reach them"),
    "same_day": marked("I have reached them"),
    "unconfirmed": ASKED,
    "champion_not_seen": RUNG,
    "nobody_here": RUNG,
    "apology": marked("I have rung them and said sorry"),
    "rematch": marked("I have told them how it goes on"),
    "champion_absent": marked("I have asked how they are"),
    "other_idea": RUNG,
    "two_places": marked("I have helped them with it"),
    "ring_champion": RUNG,
    "missed_check_in": marked("I have reached them"),
    "words_differ": marked("I have asked both of them"),
    "champion_care": RUNG,
    "kind_word": marked("I have said a kind word"),
    "quiet": marked("I have asked how they are"),
    "check_up_quiet": marked("I have said hello"),
    "check_up_talk": RUNG,
    "check_up_company": marked("I have reached them"),
    "debrief": marked("I have thanked them"),
    "other_road": marked("I have found another way"),
    "leave_be": marked("It is decided"),
    "second_change": ASKED,
    "in_touch": REPLIED,
    "handover_late": RUNG,
    "handover_no": SPOKEN,
    "handover_stopped": ASKED,
    "held": marked("I have looked: it stays on hold"),
    "look_again": LOOKED,
    "back": ASKED,
}
"""What somebody says by the one press that ends a task; `SEEN` for others."""

A_COLLEAGUE = marked("You go with them yourself, so a colleague sees to this.")
"""Where somebody would judge, or look out for, themselves."""

GLAD_OF_STAFF = frozenset({"choose", "otherwise_staff"})
"""Tasks that are done when a member of staff goes along."""

OF_WHO_GOES = frozenset({
    "first_try", "tries", "unconfirmed", "champion_not_seen", "nobody_here", "apology", "rematch", "champion_absent",
    "how_it_went", "words_differ", "ring_champion", "missed_check_in", "champion_care",
})  # fmt: skip
"""Tasks that are about whoever goes with the newcomer, too: nobody sees to them for themselves."""

OWN_ACT = {
    "look": State.RECEIVED,
    "sort_out": State.TRIAGE,
    "was_it_right": State.SIGNPOSTED,
    "how_it_went": State.GOING,
    "words_differ": State.GOING,
    "decide": State.OUTREACH,
    "end_well": State.CLOSING,
}
"""Tasks that end while a request stands there by what is decided on its page, and by nothing less."""

TOLD_DONE, TOLD_UNDONE = "task_done", "task_undone"
"""What is written down of a press and of its taking back; the reason says of which kind."""

TAKE_BACK = timedelta(minutes=5)
"""So long a press can be taken back."""

LYING = timedelta(days=3)
"""So long after its time a task is in nobody's hands, whoever it was given to: everybody who coordinates hears of it,
each day until it is done."""

LOOK_AGAIN = "look_again"
"""The timer, and the task, that follow where all was seen to and nothing else is due."""


def rank(kinds: Iterable[str]) -> int:
    """Where a request stands by the most urgent of its tasks; whatever is not in `FIRST` comes after."""
    return min((FIRST.index(kind) for kind in kinds if kind in FIRST), default=len(FIRST))


def words_of(kind: str) -> str:
    """The sentence of a task, to be translated."""
    return WORDS.get(kind, OTHER)


def done_by_press(kind: str, state: State) -> str:
    """What is pressed to end a task, to be translated; "" where something is to be decided instead."""
    return "" if OWN_ACT.get(kind) is state else DONE.get(kind, SEEN)
