"""Where the first walk of somebody in preparation stands, in words for those who look after them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FirstWalk:
    """`said`: what is arranged, or became of it, "" for nothing. `asked_at`: the address to which a choice goes, ""
    where nothing can be chosen now; `choices`: outings that fit, soonest first, each by its id and in words; `back_at`:
    the address that takes the question back, "" where there is none."""

    said: str = ""
    asked_at: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    back_at: str = ""
