"""What each task and timer asks of staff, in words."""

from app.kernel.speech import marked

WORDS = {
    "look": marked("A new request waits for somebody to look at it."),
    "sort_out": marked("A request waits to be sorted out."),
    "was_it_right": marked("Ask whether the other door was the right one."),
    "honest_word": marked("Somebody waits for news."),
    "waits_long": marked("Somebody has waited for a week. Could one of the staff go with them?"),
    "search": marked("Nobody has said yes for a long time."),
    "confirm": marked("A yes waits to be confirmed."),
    "choose": marked("Choose whom to ask to go with somebody."),
    "first_try": marked("A champion has not made the first contact yet."),
    "tries": marked("First contact has not worked for five days."),
    "how_it_went": marked("Nobody has said how an outing went."),
    "plan_again": marked("A plan fell through and there is no new one yet."),
    "next_day": marked("Ask how the first time went."),
    "ask_again": marked("Ask how it is going."),
    "reach_out": marked("We lost touch with somebody. Reach out kindly."),
    "decide": marked("Decide how to go on with somebody whom we lost touch with."),
    "end_well": marked("An ending waits to be agreed."),
    "same_day": marked("Somebody came back. Reach them today."),
    "held": marked("A request is on hold. See whether it can go on."),
    "forgotten": marked("A request was in nobody’s hands. Please see what it needs."),
    "back": marked("A pause is over. Ask whether they wish to go on."),
}
"""By kind of timer or task."""

OTHER = marked("Something is to be seen to.")


def words_of(kind: str) -> str:
    """The sentence of a task, to be translated."""
    return WORDS.get(kind, OTHER)
