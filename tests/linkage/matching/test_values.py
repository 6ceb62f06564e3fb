"""What matching may see of anybody, held still: a field that is not here cannot decide."""

import re
from dataclasses import fields, is_dataclass

from app.linkage.matching.rules import values

SEEN = {
    "Span": "starts ends",
    "Point": "lat lon",
    "Way": "mode minutes",
    "Asker": "request person since agreed adult rests leaves_today gender genders languages interpreter needs likeness "
    "routes belongs listing on point ways late_minutes free avoids barred again puts_first",
    "Candidate": "person adult kinds not_ready checked_until rests_until gender company languages helps routes belongs "
    "tags point ways late_minutes free cap week offers walks new_this_week last_matched meets again",
    "Meeting": "id listing starts ends routes is_open venue point online access",
    "Facts": "blocked dual answered parted",
    "Limits": "cap week offers margin notice horizon widest apart late_from",
    "Ground": "facts now limits",
}
NEVER = re.compile(
    r"stage|laps|drug|substance|alcohol|drink|opi|prescri|medic|methadone|dose|script|engag|attend|missed|show|score"
    r"|checkin|answer_to|diagnos|health|depriv|postcode|income|ethnic|relig|offence|convict|name|note|motiv|readiness",
)


def test_matching_sees_these_fields_and_no_other() -> None:
    found = {
        name: " ".join(each.name for each in fields(kind))
        for name, kind in vars(values).items()
        if isinstance(kind, type) and is_dataclass(kind)
    }

    assert found == SEEN


def test_no_field_says_how_somebody_is_doing_or_what_they_took() -> None:
    assert [word for line in SEEN.values() for word in line.split() if NEVER.search(word)] == []
    assert NEVER.search("current_stage") and NEVER.search("relapses") and NEVER.search("no_shows")
