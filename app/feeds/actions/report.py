"""What an import did, as data and in words."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from app.feeds.actions.taking_in import Outcome
from app.feeds.sources.reading import Warning

MOST_SHOWN = 20


def as_data(outcome: Outcome) -> dict[str, Any]:
    """The outcome as `import-feed --json` prints it."""
    plan, reading = outcome.plan, outcome.reading
    return {
        "read": reading.read,
        "added": len(plan.added),
        "changed": len(plan.changed),
        "unchanged": len(plan.unchanged),
        "missing": len(plan.missing),
        "held_back": outcome.held_back,
        "refused": [{"row": no.row, "field": no.field, "reason": no.reason} for no in reading.refusals],
        "warnings": [
            {"row": said.row, "field": said.field, "code": said.code, "reason": said.reason}
            for said in reading.warnings
        ],
    }


def in_words(outcome: Outcome) -> str:
    """The outcome for a person: the counts, then what was refused and why, then what we remark."""
    plan, reading = outcome.plan, outcome.reading
    lines = [
        f"Read {reading.read}: {len(plan.added)} new, {len(plan.changed)} changed, {len(plan.unchanged)} as before, "
        f"{len(plan.missing)} no longer named, {len(reading.refusals)} refused, {len(reading.warnings)} remarks."
    ]
    if outcome.held_back:
        lines.append(f"Held back, and nothing was changed. {plan.why} (--accept)")
    elif not outcome.is_taken:
        lines.append("Nothing was changed: this was a look ahead.")
    lines += [f"Row {no.row}, {no.field}: {no.reason}" for no in reading.refusals[:MOST_SHOWN]]
    if len(reading.refusals) > MOST_SHOWN:
        lines.append(f"And {len(reading.refusals) - MOST_SHOWN} more refused; --json prints them all.")
    lines += _remarks(reading.warnings)
    return "\n".join(lines)


def _remarks(warnings: Sequence[Warning]) -> list[str]:
    """How many of each code, most first, then the first of them one by one."""
    if not warnings:
        return []
    counts = sorted(Counter(said.code for said in warnings).items(), key=lambda pair: (-pair[1], pair[0]))
    lines = [f"Remarks, explained in docs/imports.md: {', '.join(f'{code} {count}' for code, count in counts)}."]
    lines += [f"Row {said.row}, {said.code}: {said.reason}" for said in warnings[:MOST_SHOWN]]
    if len(warnings) > MOST_SHOWN:
        lines.append(f"And {len(warnings) - MOST_SHOWN} more remarks; --json prints them all.")
    return lines
