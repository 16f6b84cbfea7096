"""The form on other sites: for listed origins alone, without cookies, with the site told to the desk."""

import re

import pytest

from appeals import origins
from appeals.channels.widget import passes
from appeals.models import Appeal, Site
from tenants.isolation import scope
from tests import make
from tests.make import FRIDAY_NOON

PAGE = "https://vodokanal.example/appeals/?x=1"


@pytest.fixture
def site(city):
    return Site.objects.create(
        name="Горводоканал",
        origins=["https://vodokanal.example", "https://www.vodokanal.example:8443"],
        created_at=FRIDAY_NOON,
    )


def framed(client, site, page=PAGE):
    """The frame's page as a browser asks for it from a page around it."""
    return client.get(
        f"/widget/{site.code}/", headers={"Sec-Fetch-Dest": "iframe", "Referer": page}
    )


def told(page, **fields):
    hidden = dict(
        re.findall(r'<input type="hidden" name="(pass|key|opened)" value="([^"]*)"', page.text)
    )
    return {
        **hidden,
        "text": "Нет воды с утра",
        "address": "у сквера",
        "category": "other",
        **fields,
    }


def ancestors(answer):
    return re.search(r"frame-ancestors ([^;]+)", answer["Content-Security-Policy"])[1]


def test_the_line_loads_a_script_that_frames_the_form(client, site):
    answer = client.get("/widget.js", {"site": site.code})

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Vary"] == "Cookie"
    assert f"/widget/{site.code}/" in answer.text
    for code in ("", "unknown", "\x00", "</script>"):
        assert client.get("/widget.js", {"site": code}).status_code == 404


def test_only_the_sites_own_pages_may_frame_the_form(client, site):
    page = framed(client, site)

    assert ancestors(page) == "https://vodokanal.example https://www.vodokanal.example:8443"
    assert "X-Frame-Options" not in page
    assert framed(client, site, "https://www.vodokanal.example:8443/").status_code == 200
    for stranger in (
        "https://evil.example/",
        "http://vodokanal.example/",
        "https://vodokanal.example.evil.example/",
    ):
        refused = framed(client, site, stranger)
        assert refused.status_code == 404
        assert ancestors(refused) == "'none'"
        assert refused["X-Frame-Options"] == "DENY"
    assert ancestors(client.get("/new/")) == "'none'"


def test_pictures_switched_off_leave_the_form_in_its_frame(client, site):
    client.cookies["vision"] = "150.white.normal.off"
    page = framed(client, site)

    assert "img-src 'none'" in page["Content-Security-Policy"]
    assert ancestors(page) == "https://vodokanal.example https://www.vodokanal.example:8443"


def test_a_switched_off_site_shows_nothing(client, site):
    Site.objects.update(is_active=False)
    assert framed(client, site).status_code == 404
    assert client.get("/widget.js", {"site": site.code}).status_code == 404


def test_it_files_without_a_cookie_and_keeps_the_sites_code(client, site):
    page = framed(client, site)
    client.handler.enforce_csrf_checks = True
    sent = client.post(f"/widget/{site.code}/", told(page))

    appeal = Appeal.objects.get()
    assert sent["Location"] == f"/widget/{site.code}/accepted/{appeal.tracking_code}/"
    assert (appeal.channel, appeal.site) == ("widget", site.code)
    done = client.get(sent["Location"])
    assert appeal.number in done.text
    assert ancestors(done) == ancestors(page)
    assert not client.cookies
    assert "форму на другом сайте" in client.get(f"/appeals/{appeal.latin_number}/").text


@pytest.mark.parametrize("token", ["", "forged:1:2", "another site's"])
def test_without_a_pass_of_this_site_nothing_is_filed_and_nothing_typed_is_lost(
    client, site, token
):
    if token == "another site's":
        other = Site.objects.create(
            name="Управа", origins=["https://u.example"], created_at=FRIDAY_NOON
        )
        token = told(framed(client, other, "https://u.example/"))["pass"]
    page = framed(client, site)
    answer = client.post(f"/widget/{site.code}/", {**told(page), "pass": token})

    assert answer.status_code == 422
    assert "открыта слишком долго" in answer.text
    assert "Нет воды с утра" in answer.text
    assert not Appeal.objects.exists()
    assert client.post(f"/widget/{site.code}/", told(answer, key="k")).status_code == 302


def test_a_pass_holds_in_its_own_city_alone(site, stage):
    token = passes.given(site)

    assert passes.holds(token, site)
    with scope.entered(stage.kazan):
        assert not passes.holds(token, site)


def test_another_sites_page_cannot_send_the_form(client, site):
    page = framed(client, site)
    answer = client.post(
        f"/widget/{site.code}/", told(page), headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 404
    assert not Appeal.objects.exists()


def test_the_plain_link_opens_the_same_form_as_a_page(client, site):
    page = client.get(f"/widget/{site.code}/")

    assert page.status_code == 200
    assert 'name="text"' in page.text
    assert "<nav" not in page.text


def test_a_signed_in_person_is_nobody_in_a_frame(client, site):
    client.force_login(make.user("resident", name="Мария"))

    assert "Мария" not in framed(client, site).text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("vodokanal.example", "https://vodokanal.example"),
        (" HTTPS://Www.Example.RU:443/a/?b#c ", "https://www.example.ru"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("https://водоканал.рф", "https://xn--80aaagp0besk1a.xn--p1ai"),
    ],
)
def test_an_origin_is_what_browsers_call_it(typed, found):
    if "водоканал" in typed:
        found = f"https://{'водоканал.рф'.encode('idna').decode()}"
    assert origins.origin(typed) == found


@pytest.mark.parametrize(
    "typed",
    ["", "ftp://a.example", "https://a b", "https://*.example", "https://a;script-src *", "javascript:x",
     "https://user@a.example", "https://a.example:99999", "https://a.example'", "data://x y"],
)  # fmt: skip
def test_what_is_no_origin_never_reaches_a_header(typed):
    with pytest.raises(origins.NotAnOrigin):
        origins.origin(typed)
