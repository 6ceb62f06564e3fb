"""Words beside which it stands who answers now, and words that people ordinarily use."""

import pytest

from app.concerns.rules.danger import may_be_in_danger

GRAVE = (
    "I want to kill myself tonight", "I want to die", "i wanna die", "I WANT TO DIE!!", "I want to\ndie",
    "I don't want to live", "I don’t want to be here any more", "dont want to wake up", "I do not want to be alive",
    "thinking of ending it all", "going to end my life", "he says he'll take his own life", "she wants to die",
    "I wish I was dead", "everyone would be better off without me", "no reason to live", "nothing left to live for",
    "feeling suicidal", "I'm suicidal", "I have suicidal thoughts", "I have been thinking about suicide",
    "I hurt myself last night", "I have been cutting myself", "self-harm", "self harming again",
    "I've taken an overdose", "I took all my tablets", "I am going to OD", "I can't go on like this",
    "I cannot carry on any more", "He hits me", "my partner is hitting me", "she threatened me",
    "he's going to kill me",
    "I am in danger", "I don't feel safe at home", "scared for my life", "I can't breathe", "He won't wake up",
    "I have chest pains", "k\u200bill my\u200bself or kill\u200b myself", "I will hang myself",
)  # fmt: skip
ORDINARY = (
    "", "I am dying for a brew", "my feet are killing me", "I could kill for a coffee", "I nearly died laughing",
    "I am dead nervous", "killing time at the station", "my mum will kill me if I am late", "dead good last week",
    "I lost my brother to suicide", "the suicide prevention group on Monday", "overdose awareness day",
    "naloxone and overdose training", "I cut myself shaving", "cut myself a slice of cake", "I can't wake up early",
    "I want to live", "I want to diet", "to end my day well", "I want to see the end", "a safe place to meet",
    "I did it myself", "I would like to go by myself", "he hit the brakes", "they beat us 2-0", "I feel safe with you",
    "I am scared of going in", "I am frightened of crowds", "I have asthma and need a lift",
    "nobody is in danger of it",
    "I can't go on Monday", "I cannot go on the bus", "I don't want to go on Sundays",
    "wish I were there",
    "I am going to die of embarrassment", "Life is a killer", "a breather half way", "I take tablets at 8",
    "took the bus", "she is hurting",
)  # fmt: skip


@pytest.mark.parametrize("words", GRAVE)
def test_words_that_say_that_somebody_may_be_in_danger(words: str) -> None:
    assert may_be_in_danger(words)


@pytest.mark.parametrize("words", ORDINARY)
def test_ordinary_words_are_left_alone(words: str) -> None:
    assert not may_be_in_danger(words)
