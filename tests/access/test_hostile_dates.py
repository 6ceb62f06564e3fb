"""Days, times and rules that cannot be, as somebody who may change them sends them: a sentence, soon, and no change."""

import time
from collections.abc import Mapping
from typing import Any

import pytest

from tests.access.conftest import Site, on_one_database
from tests.access.hostile import encoded, trial
from tests.access.replay import differing, digest, undone
from tests.browser import Page

SLOWEST = 1.5
"""Seconds of processor time; with everything that a page of care shows."""
DAYS = (
    "0000-01-01",
    "29/02/2027",
    "31/04/2027",
    "2027-13-01",
    "-1",
    "10000-01-01",
    "99999999999-01-01",
    "1e9",
    "٢٠٢٧-٠١-٠١x",
)
HOURS = (
    "25:00",
    "24:00",
    "-1:00",
    "12:60",
    "1000000000",
    "19:30:61",
    "7pm",
    "19:30+01:00",
    "T19:30",
    "T",
    "999999999999:00",
)
MANY = "\n".join(f"{day:02}/{month:02}/{year}" for year in range(2027, 2030) for month in range(1, 13)
                 for day in range(1, 29))  # fmt: skip
TIMES: tuple[dict[str, Any], ...] = (
    *({"first": day} for day in DAYS),
    *({"until": day} for day in DAYS),
    *({"start": hour} for hour in HOURS),
    *({"end": hour} for hour in HOURS),
    *({"how": "weeks", "weeks": number} for number in ("0", "1", "-1", "53", "1000000000", "1.5", "1e3", "9999")),
    *({"how": "dates", "dates": text} for text in (MANY, "\n" * 9999, ",;" * 9999, "1" * 30_000, "29/02/2027", "")),
    {"until": "2026-12-01"}, {"start": "19:00", "end": "19:00"}, {"days": []}, {"days": ["7"]}, {"days": ["-1"]},
    {"how": "monthly"}, {"how": "monthly", "which": ["6"]}, {"how": "monthly", "which": ["0"]}, {"how": "as_is!"},
    {"how": "FREQ=SECONDLY"}, {"how": "weekly", "days": ["x"]},
)  # fmt: skip
FORMS: dict[str, tuple[dict[str, Any], ...]] = {
    "care_times.save_time": TIMES,
    "care_dates.save_moved": (
        *({"to_day": day} for day in (*DAYS, "0001-01-01", "2026-12-20")),
        *({"start": hour} for hour in HOURS), *({"end": hour} for hour in HOURS), {"venue": "nowhere"},
    ),
    "care_standing.save_pause": tuple({"until": day} for day in (*DAYS, "0001-01-01", "2026-12-21")),
    "care_closures.save_closed": (
        *({"first": day} for day in (*DAYS, "")), *({"last": day} for day in (*DAYS, "", "2027-01-31")),
        {"last": "9999-12-31"}, {"first": "0001-01-01"}, {"first": "2020-01-01", "last": "2020-01-02"},
    ),
}  # fmt: skip


@on_one_database
@pytest.mark.parametrize("endpoint", FORMS)
def test_sr_067_a_day_or_time_that_cannot_be_is_answered_with_a_sentence(site: Site, endpoint: str) -> None:
    faults = {str(change)[:80]: refused(site, endpoint, change) for change in FORMS[endpoint]}

    assert {change: fault for change, fault in faults.items() if fault} == {}


EDGES: tuple[Mapping[str, Any], ...] = (
    {"first": "0001-01-01"}, {"first": "9999-12-31"}, {"first": "9999-12-25", "how": "weeks", "weeks": "52"},
    {"first": "0001-01-01", "how": "weeks", "weeks": "52"}, {"until": "9999-12-31"}, {"first": "2028-02-29"},
    {"first": "0001-01-01", "until": "0001-01-01"}, {"how": "monthly", "which": ["5"], "first": "9999-12-01"},
    {"how": "monthly", "which": ["1", "2", "3", "4", "5", "-1"], "days": list("0123456"), "first": "0001-01-01"},
    {"how": "dates", "dates": "0001-01-01\n9999-12-31"}, {"how": "dates", "dates": "2027-01-01\n" * 200},
    {"start": "00:00", "end": "23:59"}, {"start": "23:59", "end": "00:00"},
)  # fmt: skip


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("step", ["look", "save"])
def test_sr_067_the_first_and_the_last_days_there_are_break_no_page(
    site: Site, edge: Mapping[str, Any], step: str
) -> None:
    with trial(site, "care_times.save_time") as form, undone(form.connection):
        headers = dict(form.case.headers)
        began = time.process_time()
        first = form.case.client.post(form.path, data=dict(form.valid) | dict(edge) | {"step": step}, headers=headers)
        took = time.process_time() - began
        care = f"/care/{form.case.ids['listing_id']}"
        pages = (care, f"{care}/times", "/meetings/listing-0", "/meetings/listing-0.ics", "/near/halifax?when=week")
        after = {path: form.case.client.get(path, headers=headers).status_code for path in pages}

    assert first.status_code < 500 and took < SLOWEST
    assert {path: status for path, status in after.items() if status != 200} == {}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0000-00-00", "2027-02-29", "x", "%00", "1e9"])
@pytest.mark.parametrize("end", ["cancel", "move"])
def test_sr_067_an_address_with_a_day_that_has_no_date_leads_nowhere(site: Site, day: str, end: str) -> None:
    ids = site.world.ids["mill"]
    path = f"/care/{ids['listing_id']}/dates/{ids['series_id']}/{day}/{end}"

    assert site.app.test_client(use_cookies=False).get(path, headers=site.world.headers["cora"]).status_code == 404


def refused(site: Site, endpoint: str, change: dict[str, Any]) -> str:
    """What is wrong with the answer to a form with these fields changed; empty for a sentence, soon, and no change."""
    with trial(site, endpoint) as form, undone(form.connection):
        before = digest(form.connection)
        began = time.process_time()
        body = encoded(dict(form.valid) | change).encode()
        answer = form.case.client.post(
            form.path, data=body, content_type="application/x-www-form-urlencoded", headers=dict(form.case.headers)
        )
        took = time.process_time() - began
        changed = differing(before, digest(form.connection)) - {"signed_in", "audit_event"}
        page = Page(answer)
    said = page.tree is not None and (page.all("p", class_="error") or page.all("div", role="alert"))
    is_right = answer.status_code in (400, 409) and said and not changed and took < SLOWEST
    return "" if is_right else f"{answer.status_code} {sorted(changed)} {took:.2f} s"
