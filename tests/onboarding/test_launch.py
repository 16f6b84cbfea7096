"""The way to the opening: what counts as done, who sees it, and what residents read before the day."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from appeals.models import SettingChange
from billing.ending import end_subscription
from billing.models import Subscription
from onboarding.cities import actions, checklist, colours, emblem
from onboarding.cities.ending import forget
from onboarding.cities.facts import Facts
from onboarding.cities.models import Launch
from onboarding.cities.tasks import count_launches
from tenants import directory
from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope
from tenants.models import Branding, City, Offboarding
from tests import make
from tests.make import FRIDAY_NOON

ANNA = Actor(role=Role.ADMINISTRATOR, user_id=7, name="Анна Сергеева")
NOTHING = Facts(
    has_emblem=False,
    phone="",
    host="penza.localhost",
    is_own_host=False,
    houses=0,
    served_houses=0,
    administrators=1,
    dispatchers=0,
    organisations=0,
    live_organisations=0,
    is_public=False,
    opens_on=None,
)


@pytest.fixture
def penza(committed):
    """Пенза; how it looks and whether it is open is put back afterwards."""
    with scope.entered(None), transaction.atomic("owner"):
        own = Branding.objects.using("owner").get(city_id=committed.penza.id)
    yield committed.penza
    with scope.entered(None), transaction.atomic("owner"):
        own.save(using="owner")
        City.objects.using("owner").filter(pk=committed.penza.id).update(
            is_public=True, opens_on=None
        )
        Launch.objects.using("owner").all().delete()
    directory.forget()
    for tenant in (committed.penza, committed.kazan, committed.office):
        directory.by_schema(tenant.schema)
        directory.by_host(tenant.host)


@pytest.fixture
def administrator(penza) -> Client:
    """A browser in which the city's administrator has signed in."""
    return signed_in(penza, "administrator")


def signed_in(city, role: str) -> Client:
    with scope.in_tenant(city):
        client = Client(headers={"host": city.host})
        client.force_login(make.user(role, name="Анна Сергеева"))
    return client


def close(penza, opens_on: date | None = None) -> None:
    with scope.entered(None), transaction.atomic("owner"):
        City.objects.using("owner").filter(pk=penza.id).update(is_public=False, opens_on=opens_on)
    directory.forget()
    directory.by_host(penza.host)


def picture(form: str = "PNG", size=(300, 400), mode: str = "RGBA", **options) -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size, (150, 30, 60, 255)[: len(mode)]).save(out, form, **options)
    out.seek(0)
    out.name = "герб.png"
    return out


def look(**changes) -> dict[str, str]:
    return {
        "colour": "#0b6e4f",
        "colour_2": "#d4a017",
        "phone": "8 (841-57) 3-20-20",
        "phone_title": "ЕДДС",
        "slogan": "Открытый город",
        "tt_name": "Пенза",
        "en_name": "Penza",
        **changes,
    }


def test_every_line_becomes_done_by_its_own_fact():
    done = {
        "look": {"has_emblem": True, "phone": "112"},
        "domain": {"is_own_host": True},
        "houses": {"houses": 1},
        "matrix": {"houses": 10, "served_houses": 8},
        "people": {"dispatchers": 1},
        "themes": {"marks": frozenset({"themes"})},
        "organisations": {"live_organisations": 1},
        "opening": {"opens_on": date(2026, 12, 1)},
    }
    assert checklist.percent(checklist.judge(NOTHING)) == 0
    for code, facts in done.items():
        lines = {
            line.item.code: line.is_done for line in checklist.judge(replace(NOTHING, **facts))
        }
        expected = {code} | ({"houses"} if code == "matrix" else set())
        assert {each for each, is_done in lines.items() if is_done} == expected


def test_the_percent_is_whole_only_when_everything_is():
    lines = checklist.judge(NOTHING)

    assert checklist.percent(lines) == 0
    assert checklist.stands_at(lines) == "look"
    assert checklist.title("gone") == "gone"


def test_the_page_counts_and_the_operators_see_it(penza, administrator, operator):
    page = administrator.get("/desk/launch/").content.decode()
    assert "Запуск города" in page
    assert "нет герба и телефона" in page

    administrator.post("/desk/launch/marks/themes/", {"done": "yes"})

    with scope.in_tenant(penza):
        launch = Launch.objects.get()
        assert launch.marks["themes"]["by"] == "Анна Сергеева"
        before = launch.percent
    shown = operator.get("/cities/penza/").content.decode()
    assert "просмотрены" in shown
    assert f"{before} %" in operator.get("/").content.decode()

    administrator.post("/desk/launch/marks/themes/", {"done": "no"})
    with scope.in_tenant(penza):
        assert Launch.objects.get().percent < before


def test_what_is_counted_cannot_be_said(administrator):
    assert administrator.post("/desk/launch/marks/houses/", {"done": "yes"}).status_code == 404


def test_days_without_change_are_counted_from_the_last_change(penza):
    with scope.in_tenant(penza):
        actions.count_launch(at=FRIDAY_NOON)
        again, _ = actions.count_launch(at=FRIDAY_NOON + timedelta(days=5))
        assert again.changed_at == FRIDAY_NOON

        make.house()
        moved, _ = actions.count_launch(at=FRIDAY_NOON + timedelta(days=6))
        assert moved.changed_at == FRIDAY_NOON + timedelta(days=6)


def test_the_page_is_a_handful_of_statements(administrator, django_assert_max_num_queries):
    administrator.get("/desk/launch/")
    with django_assert_max_num_queries(16):
        administrator.get("/desk/launch/")


def test_a_city_sees_and_writes_no_row_but_its_own(penza, committed):
    for tenant in (committed.penza, committed.kazan):
        with scope.in_tenant(tenant):
            actions.count_launch(at=FRIDAY_NOON)
    with scope.in_tenant(committed.kazan):
        assert [launch.tenant for launch in Launch.objects.all()] == ["t_kazan"]
        assert Branding.objects.count() == City.objects.count() == 1
        assert Branding.objects.filter(city_id=penza.id).update(colour="#000000") == 0
        assert City.objects.filter(pk=penza.id).update(is_public=False) == 0
    for statement in (
        "INSERT INTO cities_launch (tenant, changed_at, counted_at) VALUES ('t_penza', now(), now())",
        "UPDATE tenants_city SET name = 'Моя'",
        "UPDATE tenants_city SET state = 'deleted'",
        "DELETE FROM tenants_branding",
        "UPDATE tenants_branding SET city_id = 1",
    ):
        with (
            scope.entered(committed.kazan),
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_look_is_put_on_at_once(penza, administrator):
    answer = administrator.post("/desk/launch/look/", look(emblem=picture()))
    assert answer.status_code == 302, answer.content.decode()
    directory.forget()

    page = Client(headers={"host": "penza.localhost"}).get("/").content.decode()
    made = directory.by_host("penza.localhost").branding
    assert made.colour == "#0b6e4f"
    assert made.words["en"] == {"name": "Penza"}
    assert f"/emblem-{made.emblem_version}-104.png" in page
    drawn = Client(headers={"host": "penza.localhost"}).get(
        f"/emblem-{made.emblem_version}-104.png"
    )
    assert drawn["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(drawn.content)).size == (78, 104)
    icon = Client(headers={"host": "penza.localhost"}).get("/app-icon-any-192.png")
    colour = Image.open(io.BytesIO(icon.content)).convert("RGB").getpixel((96, 86))
    assert colour == (150, 30, 60)
    with scope.in_tenant(penza):
        assert SettingChange.objects.filter(subject="Вид города: герб").exists()

    administrator.post("/desk/launch/look/emblem/")
    directory.forget()
    assert directory.by_host("penza.localhost").branding.emblem_version == ""


def test_another_city_has_no_such_emblem(penza, committed, administrator):
    administrator.post("/desk/launch/look/", look(emblem=picture()))
    directory.forget()
    version = directory.by_host("penza.localhost").branding.emblem_version
    directory.by_host("kazan.localhost")

    kazan = Client(headers={"host": "kazan.localhost"})
    assert kazan.get(f"/emblem-{version}-104.png").status_code == 404


def test_an_unreadable_colour_comes_back_with_the_nearest_that_suits(penza, administrator):
    answer = administrator.post("/desk/launch/look/", look(colour="#ff9900"))
    page = answer.content.decode()
    offered = colours.readable("#ff9900")

    assert answer.status_code == 422
    assert "контраст 2,1, нужно от 4,5" in page
    assert f"Взять {offered} и сохранить" in page
    assert 'value="8 (841-57) 3-20-20"' in page

    assert administrator.post(
        "/desk/launch/look/", look(colour="#ff9900", take=offered)
    ).status_code == 302  # fmt: skip


@pytest.mark.parametrize(
    "colour", ["#ffffff", "#ff9900", "#00ff00", "#ffff00", "#1a5fb4", "#777777"]
)
def test_the_proposed_shade_passes_and_a_good_one_stays(colour):
    shade = colours.readable(colour)

    assert colours.contrast(shade) >= colours.READABLE
    assert colours.contrast(shade) < 5.2 or shade == colour


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG не принимаем"),
        (b'<?xml version="1.0"?><svg/>', "SVG не принимаем"),
        (b"\x89PNG\r\n\x1a\nnonsense", "Это не картинка"),
        (b"", "Это не картинка"),
        (picture(size=(20, 20)).getvalue(), "Картинка мала"),
        (picture(size=(900, 200)).getvalue(), "Герб слишком широк"),
        (picture(size=(6000, 6000), mode="L").getvalue(), "слишком много точек"),
        (b"x" * (5 * 1024 * 1024 + 1), "больше 5 МБ"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_emblem_is_refused_in_a_sentence(city, content, sentence):
    with pytest.raises(emblem.BadInput, match=sentence):
        emblem.take(io.BytesIO(content))


def test_nothing_but_points_of_a_picture_is_kept(city, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    secret = picture("JPEG", mode="RGB", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00")

    version = emblem.take(secret)

    assert b"Exif" not in emblem.read(version, 512)
    assert emblem.read("../../etc/passwd", 512) is None


def test_before_the_day_residents_read_when_it_opens(penza):
    close(penza, date(2099, 12, 1))
    resident = Client(headers={"host": "penza.localhost"})

    page = resident.get("/")
    assert page.status_code == 200
    assert "откроется 1 декабря" in page.content.decode().replace("\u00a0", " ")
    assert page["X-Robots-Tag"] == "noindex"
    assert resident.post("/new/", {}).status_code == 403
    for address in (
        "/map/",
        "/new/",
        "/houses/",
        "/numbers/",
        "/organisations/",
        "/feeds/city.atom",
    ):
        assert "откроется" in resident.get(address).content.decode(), address
    for address in ("/branding.css", "/about/terms/", "/accounts/login/", "/track/"):
        assert "откроется" not in resident.get(address).content.decode(), address


@pytest.mark.parametrize(("language", "words"), [("tt", "ачылачак"), ("en", "opens on")])
def test_the_calm_page_speaks_three_languages(penza, language, words):
    close(penza, date(2099, 12, 1))
    resident = Client(headers={"host": "penza.localhost"})
    resident.post("/language/", {"language": language, "next": "/"})

    assert words in resident.get("/").content.decode()


def test_staff_see_the_portal_as_it_will_be(penza, administrator):
    close(penza)

    page = administrator.get("/").content.decode()

    assert "Жители пока видят" in page
    assert "Сообщите о" in page
    assert "готовится к открытию" in signed_in(penza, "resident").get("/").content.decode()


def test_an_administrator_opens_the_city(penza, administrator):
    close(penza)
    assert administrator.get("/desk/")["Location"] == "/desk/launch/"

    late = administrator.post("/desk/launch/opening/", {"day": "2020-01-01"})
    assert "уже наступил" in late.content.decode()
    administrator.post("/desk/launch/opening/", {"day": "01.12.2026"})
    directory.forget()
    assert directory.by_host("penza.localhost").opens_on == date(2026, 12, 1)

    administrator.post("/desk/launch/opening/", {"do": "now"})
    directory.forget()
    assert directory.by_host("penza.localhost").is_public
    assert administrator.get("/desk/")["Location"] != "/desk/launch/"


def test_the_appointed_day_opens_by_itself_and_is_written_down(penza):
    close(penza, timezone.localdate())
    assert "Сообщите о" in Client(headers={"host": "penza.localhost"}).get("/").content.decode()

    assert count_launches() == 2

    directory.forget()
    assert directory.by_host("penza.localhost").is_public
    with scope.in_tenant(penza):
        assert SettingChange.objects.get().after == "открыт: назначенный день наступил"


def test_a_city_that_has_left_is_forgotten_and_its_name_is_free(penza):
    with scope.in_tenant(penza):
        actions.count_launch(at=FRIDAY_NOON)
    ended = Offboarding(
        city_id=penza.id, tenant=penza.role, schema_name="penza", deleted_at=FRIDAY_NOON
    )
    with scope.entered(None), transaction.atomic("owner"):
        for _ in range(2):
            forget(ended)
            end_subscription(ended)
        assert not Launch.objects.using("owner").filter(tenant=penza.role).exists()
        left = Subscription.objects.using("owner").get(city_id=penza.id)
        assert (left.state, left.ended_at) == ("ended", FRIDAY_NOON)
        assert left.tenant != penza.role
        transaction.set_rollback(True, using="owner")
