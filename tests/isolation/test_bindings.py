"""FAULTS 2, 3, 6, 8, 9: what A holds is worth nothing in B."""

import pytest
from allauth.account.forms import default_token_generator
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.test import Client

from appeals.models import ApiKey, Appeal
from tenants.accounts.models import Mail
from tenants.isolation import keys, scope
from tests import make


def browser(host: str, **cookies: str) -> Client:
    client = Client(headers={"host": host}, enforce_csrf_checks=True)
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def signed_in(tenant) -> str:
    """The session cookie of a dispatcher of this city."""
    with scope.in_tenant(tenant):
        client = Client(headers={"host": tenant.host})
        client.force_login(make.user("dispatcher"))
        return client.cookies["session"].value


def test_a_session_of_one_city_is_nobody_in_another(committed):
    cookie = signed_in(committed.penza)

    assert browser("penza.localhost", session=cookie).get("/desk/hall/").status_code == 200
    foreign = browser("kazan.localhost", session=cookie).get("/desk/hall/")
    assert foreign.status_code == 302
    assert "/accounts/login/" in foreign["Location"]
    console = browser("console.localhost", session=cookie).get("/")
    assert console.status_code in (302, 401, 403, 404)


def test_a_copied_session_row_is_not_believed(committed):
    cookie = signed_in(committed.penza)
    with scope.in_tenant(committed.penza):
        from django.contrib.sessions.models import Session

        row = Session.objects.get()
        key, data, expires = row.session_key, row.session_data, row.expire_date
    with scope.in_tenant(committed.kazan):
        make.user("dispatcher")
        Session.objects.create(session_key=key, session_data=data, expire_date=expires)

    assert browser("kazan.localhost", session=cookie).get("/desk/hall/").status_code == 302


def test_an_api_key_opens_its_own_city_only(committed):
    with scope.in_tenant(committed.penza):
        key = ApiKey.issue(name="ЕДДС", role="dispatcher")
    header = {"authorization": f"Bearer {key}"}

    assert browser("penza.localhost").get("/api/v1/appeals/", headers=header).status_code == 200
    assert browser("kazan.localhost").get("/api/v1/appeals/", headers=header).status_code == 401
    # Even its digest copied into the other city's table does not help.
    with scope.in_tenant(committed.kazan):
        ApiKey.objects.create(name="x", role="dispatcher", digest=ApiKey.digest_of(key))
    assert browser("kazan.localhost").get("/api/v1/appeals/", headers=header).status_code == 401


def test_a_csrf_token_of_one_city_is_refused_in_another(committed):
    page = browser("penza.localhost").get("/accounts/login/")
    token = page.context["csrf_token"]
    cookie = page.cookies["csrf"].value
    form = {"login": "a@example.org", "password": "x", "csrfmiddlewaretoken": str(token)}

    own = browser("penza.localhost", csrf=cookie).post("/accounts/login/", form)
    foreign = browser("kazan.localhost", csrf=cookie).post("/accounts/login/", form)

    assert own.status_code == 200
    assert foreign.status_code == 403


def test_a_password_reset_token_holds_in_its_own_city(committed):
    with scope.in_tenant(committed.penza):
        person = make.user("resident")
        token = default_token_generator.make_token(person)
        assert default_token_generator.check_token(person, token)
    with scope.in_tenant(committed.kazan):
        # The worst case: a twin with the same key, address and password hash.
        type(person).objects.bulk_create([person])
        twin = type(person).objects.get(pk=person.pk)
        assert not default_token_generator.check_token(twin, token)


def test_a_tracking_code_is_unknown_in_another_city(committed):
    with scope.in_tenant(committed.penza):
        code = make.appeal().tracking_code

    assert browser("penza.localhost").get(f"/track/{code}/").status_code == 200
    assert browser("kazan.localhost").get(f"/track/{code}/").status_code == 404


def test_a_files_address_is_unknown_in_another_city(committed):
    from appeals.actions import attach, photos

    with scope.in_tenant(committed.penza):
        shot = attach(
            make.appeal().pk,
            photos.take(make.picture()),
            kind="reported",
            by=make.RESIDENT,
            at=make.FRIDAY_NOON,
        )
        assert default_storage.exists(shot.path)
    with scope.in_tenant(committed.kazan):
        assert not default_storage.exists(shot.path)

    assert browser("penza.localhost").get(f"/media/{shot.key}.jpg").status_code == 200
    assert browser("kazan.localhost").get(f"/media/{shot.key}.jpg").status_code == 404


def test_the_same_primary_key_across_cities_looks_like_a_missing_one(committed):
    with scope.in_tenant(committed.penza):
        foreign = make.appeal()
        latin = foreign.latin_number
    with scope.in_tenant(committed.kazan):
        assert not Appeal.objects.filter(year=foreign.year, serial=foreign.serial).exists()
        key = ApiKey.issue(name="ЕДДС", role="dispatcher")
    asked = browser("kazan.localhost")
    header = {"authorization": f"Bearer {key}"}

    for number in (latin, latin.replace("PNZ", "KZN")):
        card = asked.get(f"/api/v1/appeals/{number}/", headers=header)
        move = asked.post(f"/api/v1/appeals/{number}/archive/", {}, headers=header)
        missing_card = asked.get("/api/v1/appeals/KZN-2026-999999/", headers=header)
        missing_move = asked.post("/api/v1/appeals/KZN-2026-999999/archive/", {}, headers=header)
        assert (card.status_code, card.content) == (404, missing_card.content)
        assert (move.status_code, move.content) == (missing_move.status_code, missing_move.content)
        assert move.status_code == 404
    with scope.in_tenant(committed.kazan):
        # The other city's code stays foreign even where the same serial exists.
        own = make.appeal()
        Appeal.objects.filter(pk=own.pk).update(year=foreign.year, serial=foreign.serial)
    assert asked.get(f"/api/v1/appeals/{latin}/", headers=header).status_code == 404


def test_a_poisoned_cache_key_is_a_miss_in_another_city(committed):
    with scope.in_tenant(committed.penza):
        cache.set("anything", "of Пенза")
        assert cache.get("anything") == "of Пенза"
        assert keys.salt("x") != "kazan:x"
    with scope.in_tenant(committed.kazan):
        assert cache.get("anything") is None


def test_a_path_cannot_climb_into_another_citys_folder(city):
    from django.core.exceptions import SuspiciousFileOperation

    for path in ("../kazan/a.jpg", "/etc/passwd", "a/../../kazan/a.jpg"):
        with pytest.raises(SuspiciousFileOperation):
            default_storage.save(path, ContentFile(b"x"))


@pytest.mark.parametrize(
    "host",
    [
        "samara.localhost",
        "evil@penza.localhost",
        "penza.localhost.evil.example",
        "",
        "penza..localhost",
    ],
)
def test_an_unknown_host_gets_a_neutral_404_that_names_nobody(committed, host):
    answer = Client().get("/", headers={"host": host})

    assert answer.status_code == 404
    text = answer.content.decode()
    assert "Пенза" not in text
    assert "penza" not in text


@pytest.mark.parametrize("host", ["PENZA.localhost", "penza.localhost.", "penza.localhost:8000"])
def test_other_spellings_of_a_host_are_the_same_city(committed, host):
    assert "Пенза" in Client().get("/", headers={"host": host}).content.decode()


def test_a_forwarded_host_is_not_believed(committed):
    answer = Client().get(
        "/", headers={"host": "penza.localhost", "x-forwarded-host": "kazan.localhost"}
    )

    assert "Пенза" in answer.content.decode()
    assert "Казань" not in answer.content.decode()


def test_links_in_letters_use_the_stored_host(committed):
    with scope.in_tenant(committed.penza):
        make.user("resident", email="person@example.org")
    client = Client(headers={"host": "PENZA.localhost:4444"})

    client.post("/accounts/password/reset/", {"email": "person@example.org"})

    with scope.in_tenant(committed.penza):
        letter = Mail.objects.get()
        assert "//penza.localhost/" in letter.body
        assert "4444" not in letter.body


def test_a_letter_without_a_city_is_refused(committed):
    with pytest.raises(scope.NoTenant):
        send_mail("Тема", "Текст", "a@example.org", ["b@example.org"])


def test_cookies_are_bound_to_the_host_outside_local_development():
    """The settings as production reads them."""
    import os
    import subprocess
    import sys

    code = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_DOMAIN,"
        " s.CSRF_COOKIE_DOMAIN)"
    )
    environment = {
        **os.environ,
        "OTKLIK_ENV": "production",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    out = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert out.stdout.split() == [
        "__Host-session", "__Host-csrf", "True", "True", "True", "None", "None",
    ]  # fmt: skip


def test_a_session_cookie_names_no_domain(committed):
    with scope.in_tenant(committed.penza):
        person = make.user("dispatcher")
    client = Client(headers={"host": "penza.localhost"})
    client.post("/accounts/login/", {"login": person.email, "password": make.PASSWORD})

    assert client.cookies["session"]["domain"] in ("", None)
    assert client.cookies["session"]["httponly"]
