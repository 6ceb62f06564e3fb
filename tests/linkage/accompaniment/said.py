"""Words for the relay: ways to be reached, as people write them round a rule, and what people ordinarily say."""

from pathlib import Path

FOLDER = Path(__file__).parent / "words"
TIMES = ("at 7.30", "by 7:15pm", "from 6 to 7.30", "at half past seven", "before 10 o'clock", "on 28.12.2026 at 7.30",
         "around 7")  # fmt: skip


def ways() -> list[str]:
    """One in a line, with signs of no width and of other widths as they are."""
    return _lines("ways")


def ordinary() -> list[str]:
    """One in a line; where a time belongs, with each of several."""
    every = [line.format(time) for line in _lines("ordinary") for time in TIMES]
    return list(dict.fromkeys(every))


def _lines(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
