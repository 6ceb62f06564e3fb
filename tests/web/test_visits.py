"""Pages of one's own: whose form it was, what caches hear, what a page gives back, how far a half open door goes."""

import re
from urllib.parse import quote

import pytest
from flask import Flask

from app.people.models.entry import Level
from app.web.access import ANYONE, acts
from app.web.visits import ENROLLING, FRESH
from tests.browser import Browser, words
from tests.conftest import MakeApp
from tests.moving import Moving
from tests.people.entering import ROLES, Cast, letters

PERSONAL = ("/today", "/account", "/account/ways-in", "/account/ways-in/password", "/account/contact", "/account/prove",
            "/organisations", "/organisations/calder", "/organisations/calder/edit",
            "/organisations/calder/invite")  # fmt: skip
DOORS = ("/sign-in", "/sign-in/password", "/sign-in/link/x", "/join", "/join/x")
TELLING = re.compile(
    r"recover|addict|drug|alcohol|\bAA\b|\bNA\b|\bSMART\b|methadone|sober|champion|newcomer|meeting|opio|detox|rehab",
    re.IGNORECASE,
)
STALE = ("/account/ways-in", "/account/ways-in/password", "/account/contact")


@pytest.mark.parametrize("path", PERSONAL)
def test_sr_019_a_personal_page_is_kept_by_no_cache_and_listed_by_no_machine(app: Flask, cast: Cast, path: str) -> None:
    page = Browser(app).sign_in(cast["Cora"]).get(path)

    assert page.status == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Cookie" in page.headers["Vary"]


@pytest.mark.parametrize("path", DOORS)
def test_sr_011_a_page_for_getting_in_is_kept_nowhere_and_listed_nowhere(browser: Browser, path: str) -> None:
    page = browser.get(path)

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_sr_011_no_page_of_a_person_stands_in_the_sitemap(browser: Browser) -> None:
    listed = browser.get("/sitemap.xml").source

    assert not [path for path in (*PERSONAL, *DOORS, "/care", "/exit") if f"{path}<" in listed]


@pytest.mark.parametrize("path", [*PERSONAL, *DOORS])
def test_sr_020_no_title_tells_what_the_site_is_about(app: Flask, cast: Cast, path: str) -> None:
    browser = Browser(app).sign_in(cast["Cora"]) if path in PERSONAL else Browser(app)
    title = browser.get(path).all("title")[0].text or ""

    assert not TELLING.findall(title)


def test_sr_020_nor_the_title_of_a_page_that_a_form_answers_with(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    pages = [browser.post("/account/ways-in/codes"), browser.post("/account/prove/send"),
             browser.post("/account/contact", {"contact": "new@example.org"}),
             Browser(app).post("/sign-in", {"contact": "nia@example.org"}),
             Browser(app).post("/account/name")]  # fmt: skip

    assert [TELLING.findall(page.all("title")[0].text or "") for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize("code", [400, 404, 405, 409, 413, 429])
def test_sr_010_an_error_on_a_page_of_ones_own_says_as_little_and_is_kept_as_little(
    app: Flask, cast: Cast, code: int
) -> None:
    browser = Browser(app).sign_in(cast["Gus"])
    answers = {
        400: lambda: browser.post("/account/name", {"csrf_token": ""}),
        404: lambda: browser.get("/organisations/new"),
        405: lambda: browser.get("/account/name"),
        409: lambda: browser.post(f"/account/roles/{cast['Gus'].holdings[0].id}/hand-on"),
        413: lambda: browser.post("/account/name", {"name": "x" * 1_000_000}),
        429: lambda: [browser.post("/account/contact", {"contact": "a@example.org"}) for _turn in range(6)][-1],
    }
    page = answers[code]()

    assert page.status == code
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert not re.search(r"Traceback|werkzeug|Python/|Flask", page.source + str(page.headers))


@pytest.mark.parametrize("host", ["evil.example", "alongside.example.evil.example", "alongside.example:1@evil.example"])
def test_sr_030_another_host_is_refused(make_app: MakeApp, cast: Cast, host: str) -> None:
    app = make_app(hosts=("alongside.example",), base_url="https://alongside.example")
    client = app.test_client(use_cookies=False)

    for path in ("/sign-in", "/", "/account"):
        assert client.get(path, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded", "X-Forwarded-Server"])
def test_sr_030_no_address_that_is_made_holds_a_host_that_the_request_names(
    make_app: MakeApp, cast: Cast, name: str
) -> None:
    app = make_app(hosts=("alongside.example",), base_url="https://alongside.example")
    value = "host=evil.example" if name == "Forwarded" else "evil.example"
    headers = {"Host": "alongside.example", name: value}
    client = app.test_client(use_cookies=False)
    answers = [client.post("/sign-in", data={"contact": "nia@example.org"}, headers=headers),
               client.get("/account", headers=headers),
               client.get("/sign-in?next=/today", headers=headers)]  # fmt: skip

    assert all("evil.example" not in each.get_data(as_text=True) + str(each.headers) for each in answers)
    (sent,) = letters(app)
    assert sent.values["link"].startswith("https://alongside.example/sign-in/link/")


@pytest.mark.parametrize("name", [name for name in ROLES if name not in ("Nia", "Gus")])
def test_sr_039_who_still_has_to_set_up_two_factors_reaches_nothing_else(app: Flask, cast: Cast, name: str) -> None:
    browser = Browser(app).sign_in(cast[name], Level.ENROLLING)
    declared, reached = acts(app), set()
    for rule in app.url_map.iter_rules():
        act = declared.get(rule.endpoint, "")
        for method in (rule.methods or set()) & {"GET", "POST"} if act and act not in ANYONE else ():
            path = re.sub("<[^>]*>", "calder", re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule))
            answer = browser.get(path) if method == "GET" else browser.post(path)
            if (answer.status, answer.headers.get("Location")) != (303, "/account/ways-in"):
                reached.add(act)

    assert reached == ENROLLING == {"account.keys"}


@pytest.mark.parametrize("path", STALE)
def test_sr_040_who_did_not_just_show_that_it_is_them_is_asked(
    app: Flask, cast: Cast, clock: Moving, path: str
) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    clock.move(seconds=FRESH.total_seconds() - 2)
    assert browser.get(path).status == 200

    clock.move(seconds=4)
    assert browser.get(path).location == f"/account/prove?next={quote(path)}"


def test_a_page_that_asks_first_gives_back_what_was_typed_but_no_secret(app: Flask, cast: Cast, clock: Moving) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    typed = {"password": "grey otter under", "code": "135790", "token": "t-o-k-e-n"}
    clock.move(minutes=6)
    asked = browser.post("/account/ways-in/password", typed)
    assert asked.status == 403
    assert "t-o-k-e-n" in asked.source
    assert "grey otter" not in asked.source
    assert "135790" not in asked.source

    clock.move(hours=2)
    for path, form in (("/account/ways-in/password", typed), ("/account/ways-in/word", {"word": "grey otter under"}),
                       ("/account/prove", {"password": "grey otter under", "ref": "r-e-f"})):  # fmt: skip
        out = browser.post(path, form)
        assert out.status == 401
        for secret in ("grey otter", "135790", "t-o-k-e-n", "r-e-f"):
            assert secret not in out.source


@pytest.mark.parametrize(
    ("path", "form", "back", "told"),
    [
        ("/account/name", {"name": "Cal from the canal"}, "/account", {"Name to use": "Cal from the canal"}),
        ("/organisations/calder/invite", {"role": "champion", "listing": "0a1b", "name": "Zoe", "email": ""},
         "/organisations/calder/invite", {"Name to use (if you like)": "Zoe"}),
        ("/organisations/calder/people/0a/glass", {"category": "danger", "reason": "The door stood open."},
         "/organisations/calder/people/0a/glass", {"Your words": "The door stood open."}),
        ("/account/sessions/others/end", {}, "/account", {}),
    ],
)  # fmt: skip
def test_who_was_signed_out_gets_their_words_by_the_names_of_the_form_and_a_way_back_to_its_page(
    browser: Browser, path: str, form: dict[str, str], back: str, told: dict[str, str]
) -> None:
    page = browser.post(path, form)

    assert page.status == 401
    assert page.links()["Sign in again"] == f"/sign-in?next={back}"
    assert dict(zip(map(words, page.all("dt")), map(words, page.all("dd")), strict=True)) == told


def test_a_form_opened_before_signing_in_anew_changes_nothing_and_gives_back_what_was_typed(
    app: Flask, cast: Cast
) -> None:
    browser = Browser(app).sign_in(cast["Cal"])
    before = browser.csrf
    browser.sign_in(cast["Cal"])

    page = browser.post("/account/name", {"csrf_token": before, "name": "Cal from the canal", "word": "grey otter"})

    assert page.status == 400
    assert page.links()["Open the page again"] == "/account"
    assert words(page.one("dd")) == "Cal from the canal"
    assert before not in page.source
    assert "grey otter" not in page.source
    assert "canal" not in browser.get("/account").source


@pytest.mark.parametrize("sent", [b"[]", b"[1]", b'"x"', b"1", b"null", b"{", b'{"ceremony": []}', b'{"next": 1}'])
def test_whatever_a_script_sends_is_answered_and_never_an_error_of_ours(app: Flask, cast: Cast, sent: bytes) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    headers = {"Cookie": f"alongside={browser.token}", "X-CSRF-Token": browser.csrf}
    for path in ("/sign-in/passkey", "/account/prove/passkey", "/account/ways-in/passkey"):
        answer = browser.client.post(path, data=sent, content_type="application/json", headers=headers)
        assert answer.status_code == 400
