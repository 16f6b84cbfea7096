"""An operator orders a city; the steward, and nobody else, makes it."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from console.models import Action
from tenants.accounts.models import Mail, User
from tenants.isolation import scope
from tenants.management.commands import steward
from tenants.models import City, Domain
from tenants.provisioning import steps
from tests.console.conftest import order


def placed(operator: Client, **changes: str) -> str:
    answer = operator.post("/cities/new/", order(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def errors(operator: Client, **changes: str) -> str:
    answer = operator.post("/cities/new/", order(**changes))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_ordered_city_is_on_the_air_when_the_steward_has_passed(operator, orders, committed):
    page = placed(operator)
    assert "0 из 10" in operator.get(page).content.decode()
    assert Client(headers={"host": "kuznetsk.localhost"}).get("/").status_code == 404

    from tenants import directory

    directory.forget()
    steward.work_off()

    steps_shown = operator.get(f"{page}?partial=steps").content.decode()
    assert "Город на связи" in steps_shown
    assert "<html" not in steps_shown
    site = Client(headers={"host": "kuznetsk.localhost"}).get("/")
    assert "Кузнецк" in site.content.decode()
    made = directory.by_schema("kuznetsk")
    assert (made.code, made.latin_code, made.branding.phone) == (
        "КЗЦ", "KZTS", "8 (841-57) 3-20-20",
    )  # fmt: skip
    with scope.in_tenant(made):
        assert User.objects.get().role == "administrator"
        assert Mail.objects.get().to == "glava@example.org"


def test_the_order_stands_in_the_journal(operator, orders, committed):
    placed(operator)

    with scope.in_tenant(committed.office):
        (line,) = Action.objects.all()
    assert (line.verb, line.by_name, line.city) == ("ordered", "Оператор Первый", "Кузнецк")
    page = operator.get("/journal/").content.decode()
    assert "заказал город" in page
    assert "Кузнецк" in page


def test_what_was_left_empty_is_suggested_and_asked_again(operator, orders):
    page = errors(operator, name="Великие Луки", address="", code="", latin_code="")

    assert 'value="velikie-luki"' in page
    assert 'value="ВЛК"' in page
    assert 'value="VLK"' in page
    assert "проверьте и нажмите ещё раз" in page
    assert not orders.objects.using("owner").filter(schema_name="velikie_luki").exists()


def test_suggestions_leave_what_was_typed(operator):
    answer = operator.get("/cities/new/suggested/", {"name": "Пермь", "code": "ПРМ"})

    text = answer.content.decode()
    assert 'value="perm"' in text
    assert 'value="ПРМ"' in text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Введите название города"),
        ({"address": "penza"}, "Адрес penza.localhost уже занят"),
        ({"address": "console"}, "платформа оставила себе"),
        ({"address": "template-city"}, "платформа оставила себе"),
        ({"address": "public"}, "платформа оставила себе"),
        ({"address": "кузнецк"}, "латинские буквы, цифры и дефис"),
        ({"address": "a--b"}, "латинские буквы, цифры и дефис"),
        ({"address": 'k"; DROP SCHEMA penza'}, "латинские буквы, цифры и дефис"),
        ({"code": "ПНЗ"}, "Код ПНЗ уже у другого города"),
        ({"latin_code": "pnz"}, "Код PNZ уже у другого города"),
        ({"code": "КЗЦ1"}, "от 2 до 5 русских букв"),
        ({"colour": "#ffcc00"}, "контраст 1,5, нужно от 4,5"),
        ({"colour": "red"}, "Цвет выглядит так: #1a5fb4"),
        ({"phone": "12345678"}, "Не хватает 2 цифр"),
        ({"administrator_email": "глава"}, "Адрес почты с ошибкой"),
        ({"time_zone": "Mars/Olympus"}, "Mars/Olympus"),
    ],
)
def test_every_mistake_is_a_sentence_and_nothing_is_ordered(operator, orders, changes, sentence):
    assert sentence in errors(operator, **changes)
    with scope.entered(None):
        assert orders.objects.using("owner").count() == 3


def test_two_orders_do_not_share_a_code_or_an_address(operator, orders):
    placed(operator)

    page = errors(operator, address="kuznetsk", name="Другой Кузнецк")
    assert "Адрес kuznetsk.localhost уже занят" in page
    assert "Код КЗЦ уже у другого города" in page


def test_the_host_of_a_living_city_is_never_taken_over(operator, orders, committed):
    job = steps.order(
        "thief", {"name": "Вор", "host": "penza.localhost", "code": "ВОР", "latin_code": "VOR"},
        by="tests",
    )  # fmt: skip

    with pytest.raises(steps.CannotProvision, match="занят"):
        steps.carry_out(job)

    with scope.entered(None):
        assert Domain.objects.get(domain="penza.localhost").tenant_id == committed.penza.id
        assert not City.objects.filter(schema_name="thief").exists()


def test_a_stopped_order_is_corrected_and_carried_out(operator, orders, committed):
    page = placed(operator)
    with scope.entered(None):
        job = orders.objects.using("owner").get(schema_name="kuznetsk")
        job.wanted = {**job.wanted, "code": "ПНЗ"}
        job.save(using="owner")
    for _ in range(steward.ATTEMPTS):
        steward.work_off()

    stopped = operator.get(page).content.decode()
    assert "Шаг 1 не прошёл" in stopped
    assert "5 попыток" in stopped
    assert "нужно вмешаться: 1" in operator.get("/").content.decode()
    operator.post(f"{page}retries/")
    assert "Сами больше не пробуем" not in operator.get(page).content.decode()

    operator.post(f"{page}order/", order(code="КЗЦ"))
    steward.work_off()

    assert "Город на связи" in operator.get(page).content.decode()
    with scope.in_tenant(committed.office):
        verbs = [line.verb for line in Action.objects.filter(schema_name="kuznetsk")]
    assert verbs == ["corrected", "retried", "ordered"]
    assert operator.get(f"{page}order/").status_code == 404


def test_the_office_may_order_and_not_make(operator, committed):
    statements = (
        "CREATE SCHEMA mine",
        "DELETE FROM public.tenants_provisioningjob",
        "UPDATE public.tenants_city SET state = 'live'",
        "INSERT INTO public.tenants_domain (domain, is_primary, tenant_id) VALUES ('x', true, 1)",
        "SELECT * FROM penza.accounts_user",
    )
    for statement in statements:
        with (
            scope.entered(committed.office),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
