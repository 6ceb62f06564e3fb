"""Words that say that somebody may be in danger of their life or of being hurt: beside them stands who answers now.

The one list of such words, reviewed by the people who look after safety. It only ever adds lines to a page: nothing is
held back, nothing is counted or kept of it, and nobody is told. So it errs on the side of showing them, but not where
people ordinarily speak of dying for a brew. English only; whoever writes otherwise finds “Help now” on every page.
"""

import re
import unicodedata

SELF = r"(?:my|him|her|them|your|your own|their|our)\s?(?:self|selves)"
NO_MORE = r"(?:any\s?more|anymore|any longer|no more)"
NOT_WANT = r"(?:do not|dont|does not|doesnt|no longer|didnt|did not) want(?:s)? (?:to|too|2)"
NOT_DAILY = r"(?!\s+(?:shaving|off|short|on|with|while|when|in the kitchen|cooking|a|some|out|down))"

PHRASES = (
    rf"\b(?:kill|killing|killed|end|ending|top|topping|hang|hanging|drown) {SELF}\b",
    r"\b(?:end|ending|take|taking) (?:my|his|her|their)(?: own)? life\b",
    r"\bend(?:ing)? it all\b",
    r"\b(?:want|wants|wanted|wanna|wish|wishes|going|need) (?:to )?(?:die|be dead)\b"
    r"(?! (?:for|laughing|of (?:laughter|embarrassment|shame|boredom|nerves|heat|cold)))",
    r"\bwish (?:i|he|she|they|that i) (?:was|were|wasnt|were not|had never been) (?:dead|born|alive|here)\b",
    r"\bbetter off (?:dead|without me)\b",
    rf"\b{NOT_WANT} (?:live|be alive|wake up|go on living|exist|carry on living)\b",
    rf"\b{NOT_WANT} (?:be here|go on|carry on) {NO_MORE}\b",
    rf"\b(?:cant|cannot|can not) (?:go on|carry on|take it|do this|cope|live) (?:{NO_MORE}|like this)\b",
    r"\b(?:no|nothing|not any) (?:reason|point) (?:to live|in living|to go on|being alive)\b",
    r"\bnothing (?:left )?to live for\b",
    r"\b(?:i am|im|i feel|feel|feeling|felt|he is|hes|she is|shes|very|really|been) suicidal\b",
    r"\bsuicidal (?:thoughts|feelings|again|today|tonight|now)\b",
    r"\b(?:commit|committing|attempt|attempting|attempted|thinking (?:of|about)|thoughts of|planning) suicide\b",
    rf"\b(?:hurt|hurting|harm|harming) {SELF}\b",
    rf"\bcut(?:ting)? {SELF}\b{NOT_DAILY}",
    r"\bself[\s-]?harm(?:ing|ed)?\b",
    r"\b(?:taken|took|take|taking) (?:an? )?(?:overdose|od)\b",
    r"\b(?:going to|gonna|want to|ive|i have|i) (?:overdosed?|od)\b",
    r"\b(?:taken|took) (?:all (?:my|the|of my)|too many|loads of|a load of) (?:tablets|pills|meds|medication)\b",
    r"\b(?:he|she|they|partner|husband|wife|boyfriend|girlfriend|ex|son|dad) (?:is |keeps? |has been |was )?"
    r"(?:hits?|hitting|beats?|beating|hurts|hurting|strangl(?:es|ed|ing)|threatens|threatening|threatened) me\b",
    r"\b(?:he|she|they)(?:s| is| are)? (?:going to|gonna) (?:kill|hurt|hit|stab|attack) (?:me|us|him|her|them)\b",
    r"\b(?:i am|im|we are|she is|shes|he is|hes|they are) in danger\b",
    r"\b(?:not|never|dont feel|do not feel|doesnt feel) safe (?:at home|here|tonight|now|with (?:him|her|them))\b",
    r"\b(?:afraid|scared|frightened|fear|fearing) (?:for|of) (?:my|his|her|their) life\b",
    r"\b(?:cant|cannot) breathe\b",
    r"\b(?:wont|will not|does not|doesnt|cant) wake up\b(?! (?:early|on time|before|in time|for|till|until))",
    r"\bstopped breathing\b",
    r"\bchest pains?\b",
)
"""Each is looked for in words without capitals, apostrophes and signs of no width."""

FOUND = re.compile("|".join(PHRASES))
UNSEEN = ("Cf", "Mn", "Me")


def may_be_in_danger(text: str) -> bool:
    """Do these words say that somebody may be in danger?"""
    return FOUND.search(_plain(text)) is not None


def _plain(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in wide if unicodedata.category(sign) not in UNSEEN)
    without = re.sub(r"['’‘`´]", "", seen.casefold())
    return " ".join(re.sub(r"[^\w\s-]", " ", without).split())
