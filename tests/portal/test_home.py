from datetime import timedelta

from django.utils import timezone

from appeals.insight import tallies
from appeals.models import Flow
from tests import make
from tests.portal.counting import statements


def test_home_shows_counters_and_the_latest_changes(city, client):
    first = make.appeal(text="Не горит фонарь во дворе", at=timezone.now())
    tallies.rebuild()

    page = client.get("/").content.decode()

    assert "В работе сейчас" in page
    assert first.number in page
    assert f"/appeals/{first.latin_number}/" in page


def test_a_hidden_appeal_is_nowhere_on_the_home_page(city, client):
    hidden = make.appeal(is_public=False)

    assert hidden.number not in client.get("/").content.decode()


def test_the_moving_part_is_the_same_partial(city, client):
    make.appeal()

    part = client.get("/?partial=feed").content.decode()

    assert "<html" not in part
    assert 'id="feed" data-live-part' in part
    assert 'id="counters" data-live-part' in part
    assert 'id="feed" data-live-part' in client.get("/").content.decode()


def test_home_reads_rollups_and_counts_nothing(city, client):
    for _ in range(3):
        make.appeal()
    client.get("/?past=the-cache")

    with statements() as seen:
        client.get("/")

    assert len(seen) <= 8
    assert not [sql for sql in seen if "count(" in sql.lower()]


def test_an_empty_city_says_what_to_do(city, client):
    assert "Станьте первым" in client.get("/").content.decode()


def test_the_citys_colours_are_a_style_sheet_with_a_version(city, client):
    page = client.get("/").content.decode()
    link = page.split('href="/branding.css')[1].split('"')[0]

    sheet = client.get(f"/branding.css{link}")

    assert sheet["Content-Type"].startswith("text/css")
    assert f"--city: {city.branding.colour};" in sheet.content.decode()
    assert "31536000" in sheet["Cache-Control"]


def test_large_print_is_remembered_without_scripts(city, client):
    answer = client.post("/vision/", {"vision": "on", "next": "/track/"})
    assert answer["Location"] == "/track/#vision"
    assert 'data-vision="on"' in client.get("/track/").content.decode()

    client.post("/vision/", {"vision": "off", "next": "/"})
    assert "data-vision" not in client.get("/").content.decode()


def test_large_print_never_leads_to_another_site(city, client):
    for away in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert client.post("/vision/", {"vision": "on", "next": away})["Location"] == "/#vision"


def test_pages_about_the_site_open_and_others_do_not(city, client):
    for page in ("consent", "terms", "public", "accessibility"):
        assert client.get(f"/about/{page}/").status_code == 200
    assert client.get("/about/secrets/").status_code == 404


def test_organisations_are_listed_with_their_figures(city, vodokanal, client):
    make.organisation("Приглашённая", stage="invited")

    page = client.get("/organisations/").content.decode()

    assert vodokanal.name in page
    assert "Приглашённая" not in page


def test_home_shows_how_organisations_work_with_what_each_share_is_of(city, vodokanal, client):
    yesterday = timezone.localdate() - timedelta(days=1)
    for cut, value in (("organisation", vodokanal.pk), ("channel", "web")):
        Flow.objects.create(
            grain="day", start=yesterday, cut=cut, value=value, resolved=40, late=2, reopened=1
        )

    for _ in range(2):  # counted, then kept
        page = client.get("/?past=the-cache").content.decode()
        assert "95 %" in page
        assert "38 из 40" in page
        assert "1 из 40" in page
