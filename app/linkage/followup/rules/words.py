"""The words of ours that check-ups have."""

from app.kernel.speech import marked

KIND = "check_up"
"""The kind of message by which somebody is asked."""

QUIET, TALK, COMPANY = "check_up_quiet", "check_up_talk", "check_up_company"
TASKS = (QUIET, TALK, COMPANY)
"""What staff are asked to do."""

ASKS = marked("How are you? One tap is enough, and only if you like.")
ASKS_AGAIN = marked("We asked some days ago how you are. One tap is enough. You can also leave it.")
