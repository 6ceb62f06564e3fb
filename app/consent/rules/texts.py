"""The words that people agree to, one text for each purpose. When words change, their version changes by itself and
people are asked again: an old yes does not stand for new words (UK GDPR, article 7)."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from app.kernel.speech import marked

PLAIN_WORDS = "plain_words"
COMPANY, SHARE_CHAMPION = "company", "share_champion"
FOLLOW_UP, ASK_AFTER = "follow_up", "ask_after"
SHARE_CONTACT, TELL_REFERRER = "share_contact", "tell_referrer"
HAND_OVER = "hand_over"


@dataclass(frozen=True)
class Text:
    """What is asked, and what a yes and a no mean. What is asked for `once` is agreed to where it is needed, and holds
    for that one time."""

    purpose: str
    asks: str
    means: str
    once: bool = False

    @cached_property
    def version(self) -> str:
        """A short code for these very words."""
        words = f"{self.purpose}\n{self.asks}\n{self.means}"
        return hashlib.blake2b(words.encode(), digest_size=5).hexdigest()


TEXTS = {
    text.purpose: text
    for text in (
        Text(
            FOLLOW_UP,
            marked("You may ask me later how I am"),
            marked("After 30, 60 and 90 days, then ever less often, for up to 2 years. Without it nobody asks."),
        ),
        Text(
            ASK_AFTER,
            marked("If I do not answer, a person may ask after me"),
            marked("They say hello, once. Without it nothing happens when you do not answer."),
        ),
        Text(
            PLAIN_WORDS,
            marked("Messages to me may say what they are about"),
            marked("They may name a meeting. Without it they only say that there is something to read here."),
        ),
        Text(
            "figures",
            marked("You may count my answers in figures about many people"),
            marked("Never with your name, and never in small groups. Without it your answers are yours alone."),
        ),
        Text(
            COMPANY,
            marked("You may keep what I told you, and use it to find me company"),
            marked("Only people of the organisation see it. When you take this back, we stop at once."),
        ),
        Text(
            SHARE_CHAMPION,
            marked("You may tell a champion what I wish for"),
            marked("First the area, the meeting and your wishes. After their yes, the name that you gave us."),
        ),
        Text(
            SHARE_CONTACT,
            marked("My champion may see how to reach me"),
            marked("Your number or e-mail. Without it, messages go through this site."),
        ),
        Text(
            TELL_REFERRER,
            marked("You may tell who asked for me how far it is"),
            marked("If a worker asked for you: that somebody was found, and that you went. Nothing else."),
        ),
        Text(
            HAND_OVER,
            marked("You may show what I wish for to the one organisation that I chose, so that it can look after me"),
            marked(
                "The name that I use here, what I wish for and where I will be; after its yes, how to reach me. "
                "Nothing of what was until now. I can take this back until it has answered."
            ),
            once=True,
        ),
    )
}
"""Purpose to text, each asked for by itself and never ticked beforehand."""

REQUEST = frozenset({COMPANY, SHARE_CHAMPION})
"""Without these nobody can go on looking for company."""

_REQUEST_ENDS = marked(
    "If you take this back, every request for company of yours ends at once: plans are off, and whoever was asked or "
    "goes with you hears only that it has ended. You can ask again whenever you like, by agreeing anew."
)
ENDS = {
    COMPANY: _REQUEST_ENDS,
    SHARE_CHAMPION: _REQUEST_ENDS,
    FOLLOW_UP: marked(
        "If you take this back, these questions stop, and what you answered goes too. You can begin again."
    ),
    SHARE_CONTACT: marked("If you take this back, your champion sees it no more. Your request goes on."),
    HAND_OVER: marked("If you take this back, the other organisation is asked no more. Your request goes on here."),
}
"""What else ends with a yes that is taken back, said beforehand; with the others nothing does."""
NOTHING_ENDS = marked("If you take this back, nothing else changes.")

HOW = frozenset({"page", "in_person", "telephone"})
