"""What a message is, what it says, and when it is worth another try; no network, no database."""

from app.post.rules.message import CannotSend, Channel, Message, check_message

__all__ = ["CannotSend", "Channel", "Message", "check_message"]
