"""Whatever is sent to whatever form, by somebody who may use it: a clear answer, and nothing half done."""

from dataclasses import replace
from urllib.parse import quote_plus

import pytest

from tests.access.conftest import Site, on_one_database
from tests.access.hostile import POSTS, trial

TEXTS = {
    "signs that no page may hold": b"a%00%ED%A0%80%FF%FE%C3%28"
    + quote_plus("\u202ekcab\u202c\ufffe\uffff\ufdd0\x85\u2028\r\nX-Evil: 1\r\n\r\n🫶🏽{{7*7}}%s%n").encode(),
    "only a NUL": b"%00",
    "spaces": b"+%09%0A+",
    "a number too large": b"99999999999999999999",
    "digits of other scripts": quote_plus("٣٤²").encode(),
    "long": b"x" * 30_000,
}
FORMS = [name for name, row in POSTS.items() if not row.is_json and not row.is_slow]
SCRIPTED = [name for name, row in POSTS.items() if row.is_json]
FLOOD = b"&".join([b"routes=na&languages=en&days=1&which=1&open_weeks=1&areas=x"] * 900)
ID = '"id": "eHg", "rawId": "eHg", "type": "public-key"'
JSON = (
    "null", "[]", "0", '"x"', "{", "", "NaN", '{"id": null}', "[" * 20_000, f'{{{ID}, "response": []}}',
    '{"id": "\\ud800", "rawId": "\\u0000", "type": "public-key", "response": {}, "next": "\\ud800"}',
    '{"id": {}, "rawId": [], "type": 1, "response": null, "next": {}}',
    '{"id": 1e999, "rawId": 1e999, "type": "public-key", "response": {"clientDataJSON": 1e999}}',
    f'{{{ID}, "response": {{"clientDataJSON": 5, "attestationObject": {{}}, "transports": 7}}}}',
    f'{{{ID}, "response": {{"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA",'
    ' "signature": "AA", "userHandle": "\\ud800", "transports": {"a": 1}}}',
    f'{{{ID}, "response": {{"clientDataJSON": "eyJjaGFsbGVuZ2UiOiJcdWQ4MDAifQ", "attestationObject": "n59h",'
    ' "authenticatorData": "AA", "signature": "AA", "userHandle": 9}}',
)  # fmt: skip


@pytest.mark.parametrize("endpoint", FORMS)
def test_sr_067_no_text_in_a_field_is_an_error_of_ours_and_nothing_is_half_done(site: Site, endpoint: str) -> None:
    with trial(site, endpoint) as form:
        faults = {
            f"{name}: {what}": form.send(form.with_field(name, text))
            for name in {*form.valid, "why"}
            for what, text in TEXTS.items()
        }

    assert {name: fault for name, fault in faults.items() if fault} == {}


@on_one_database
@pytest.mark.parametrize("endpoint", FORMS)
def test_sr_067_neither_a_flood_of_fields_nor_another_sort_of_body_is_an_error_of_ours(
    site: Site, endpoint: str
) -> None:
    flood = "\r\n".join(["--x", 'Content-Disposition: form-data; name="a"', "", "b"] * 1500).encode()
    with trial(site, endpoint) as form:
        valid = form.with_field("x", b"")
        faults = [
            form.send(valid + b"&" + FLOOD),
            form.send(b"&".join([b"a=b"] * 10_000)),
            form.send(b"x" * 1_000_000),
            form.send(valid.decode().encode("utf-16")),
            form.send(valid, "application/x-www-form-urlencoded; charset=utf-7"),
            form.send(flood, "multipart/form-data; boundary=x"),
            form.send(b"--x", "multipart/form-data"),
            form.send(b"{", "application/json"),
        ]

    assert [fault for fault in faults if fault] == []


@pytest.mark.parametrize("endpoint", SCRIPTED)
def test_sr_067_a_passkey_address_answers_whatever_a_script_sends(site: Site, endpoint: str) -> None:
    with trial(site, endpoint) as form:
        faults = {text[:60]: form.send(text.encode(), "application/json") for text in (*JSON, "x" * 1_000_000)}
        faults["no UTF-8"] = form.send(b'{"id": "\xff\xfe"}', "application/json")

    assert {text: fault for text, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("field", ["listing", "venue"])
def test_sr_067_a_choice_of_nothing_but_spaces_is_none(site: Site, field: str) -> None:
    endpoint = "organisations.invite" if field == "listing" else "care_dates.save_moved"
    with trial(site, endpoint) as form:
        valid = dict(form.valid) | ({"role": "group_representative"} if field == "listing" else {})
        fault = replace(form, valid=valid).send(replace(form, valid=valid).with_field(field, b"+%09%0A+"))

    assert fault == ""
