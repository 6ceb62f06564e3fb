"""What leaves, from a message: the words of a text; an e-mail in plain text, to one recipient, under a name that stays
the same however often it is tried."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from app.post.rules.letter import Outgoing
from app.post.rules.wording import SENDER, as_mail, as_text

LONGEST_LINE = 900
"""RFC 5322 allows 998; links stay whole."""

POLICY = SMTP.clone(max_line_length=LONGEST_LINE)


def text(letter: Outgoing) -> str:
    """The words of a text message. Raises KeyError when a value is missing."""
    return as_text(letter.kind, letter.values, stop=letter.stop, is_plain=letter.is_plain, own=letter.own)


def mail_words(letter: Outgoing) -> tuple[str, str]:
    """Subject and body of an e-mail. Raises KeyError when a value is missing."""
    return as_mail(letter.kind, letter.values, stop=letter.stop, is_plain=letter.is_plain, own=letter.own)


def mail(letter: Outgoing, sender: str) -> EmailMessage:
    """The e-mail of a message. Raises KeyError when a value is missing, ValueError for a line end inside a header."""
    subject, body = mail_words(letter)
    made = EmailMessage(POLICY)
    made["From"] = Address(SENDER, addr_spec=sender)
    made["To"] = Address(addr_spec=letter.to)
    made["Subject"] = subject
    made["Date"] = format_datetime(letter.made_at)
    made["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    if letter.stop:
        made["List-Unsubscribe"] = f"<{letter.stop}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(body)
    return made
