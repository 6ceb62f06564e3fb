"""Bank holidays as GOV.UK publishes them, read into dates for each nation."""

import json
from datetime import date

DIVISIONS = ("england-and-wales", "scotland", "northern-ireland")


def read(text: str) -> dict[str, dict[date, str]]:
    """For each of `DIVISIONS`, the title of each bank holiday by its date (substitute days, not the feasts themselves).

    `text` is the JSON of https://www.gov.uk/bank-holidays.json. Raises `ValueError` or `KeyError` on another
    shape.
    """
    published = json.loads(text)
    return {
        division: {date.fromisoformat(event["date"]): event["title"] for event in published[division]["events"]}
        for division in DIVISIONS
    }
