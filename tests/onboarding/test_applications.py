"""A city asks to be let in: from the form on the public site to an order for the steward."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from onboarding.cities import applications, directory
from onboarding.cities.applications import letters
from onboarding.cities.models import Admission, Application
from onboarding.cities.tasks import forget_applications
from tenants import directory as hosts
from tenants.accounts.models import Mail
from tenants.isolation import scope
from tenants.isolation.logs import scrubbed
from tenants.management.commands import steward
from tests.make import FRIDAY_NOON

KUZNETSK = directory.exactly("Кузнецк")
TOLD = {
    "city": "Кузнецк",
    "organisation": "Администрация города Кузнецка",
    "inn": "7707083893",
    "email": "Priem@Kuznetsk.example",
    "person": "Анна Сергеева",
    "position": "Заместитель главы",
    "phone": "8 (841-57) 3-20-20",
    "consent": "on",
}


@pytest.fixture
def site(committed):
    """A browser on the platform's public site."""
    with scope.entered(None):
        hosts.by_schema("office")
    return Client(headers={"host": "localhost"})


def letter(stage, subject: str) -> str:
    with scope.in_tenant(stage.office):
        return Mail.objects.filter(subject__startswith=subject).latest("id").body


def told(stage) -> list[Application]:
    with scope.in_tenant(stage.office):
        return list(Application.objects.order_by("id"))


def filed(site, stage, **changes) -> str:
    """File, and the path of the letter's link."""
    answer = site.post("/join/", {**TOLD, **changes})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == "/join/sent/"
    return re.search(r"http://localhost(\S+)", letter(stage, "Подтвердите"))[1]


def confirmed(site, stage, **changes) -> str:
    """Confirm too, and the path of the applicant's page."""
    return site.post(filed(site, stage, **changes))["Location"]


def test_a_confirmed_application_waits_for_an_operator(site, committed):
    link = filed(site, committed)
    assert told(committed)[0].state == "asked"

    page = site.get(link).content.decode()
    assert "Подключить город Кузнецк?" in page.replace("\n", " ")
    assert told(committed)[0].state == "asked"  # looking confirms nothing

    steps = site.post(link)["Location"]
    (application,) = told(committed)
    assert (application.state, application.email) == ("waiting", "priem@kuznetsk.example")
    assert application.phone == "+78415732020"
    assert "Заявка у оператора" in site.get(steps).content.decode()
    assert steps in letter(committed, "Заявка принята")


def test_the_letter_s_link_holds_once_and_not_for_ever(site, committed):
    link = filed(site, committed)
    with scope.in_tenant(committed.office):
        token = link.split("/")[-2]
        with pytest.raises(applications.LinkSpent):
            applications.waiting_for(token, at=timezone.now() + timedelta(days=3, seconds=1))
    site.post(link)

    for answer in (site.get(link), site.post(link), site.get("/join/confirm/forged/")):
        assert answer.status_code == 404
        assert "Ссылка уже использована или устарела" in answer.content.decode()
    assert len(told(committed)) == 1


def test_nothing_is_asked_of_a_letter_box_but_a_click(site, committed):
    filed(site, committed, person="Зайдите на http://evil.example", organisation="evil.example")

    # Whoever types a stranger's address sends them no words of their own.
    assert "evil.example" not in letter(committed, "Подтвердите")


def test_the_same_application_sent_again_is_one_with_a_new_link(site, committed):
    first, second = filed(site, committed), filed(site, committed)

    assert len(told(committed)) == 1
    assert site.get(first).status_code == 404
    assert site.get(second).status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"city": ""}, "Выберите город из списка"),
        ({"city": "Атлантида"}, "Выберите город из списка"),
        ({"city": "Заречный"}, "Таких городов несколько"),
        ({"city": "Пенза"}, "Пенза уже на «Отклике»: http://penza.localhost/"),
        ({"organisation": " "}, "Назовите администрацию"),
        ({"inn": "7707083894"}, "не сходится с контрольной цифрой"),
        ({"inn": ""}, "здесь 0"),
        ({"email": "глава"}, "Адрес почты с ошибкой"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "Адрес почты с ошибкой"),
        ({"phone": "123"}, "Не хватает 7 цифр"),
        ({"phone": ""}, "Введите телефон"),
        ({"person": ""}, "Введите имя"),
        ({"consent": ""}, "Отметьте согласие"),
    ],
)
def test_every_slip_is_a_sentence_and_nothing_is_kept(site, committed, changes, sentence):
    answer = site.post("/join/", {**TOLD, **changes})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Заместитель главы"' in page
    assert told(committed) == []


def test_twins_are_chosen_by_a_mark(site, committed):
    page = site.post("/join/", {**TOLD, "city": "Заречный"}).content.decode()
    first = directory.find("Заречный")[0]
    assert f'value="{first.fias}"' in page

    filed(site, committed, city="Заречный", place=first.fias)

    assert told(committed)[0].region == "Пензенская область"


def test_a_second_application_stands_beside_and_the_form_tells_nobody(site, committed):
    confirmed(site, committed)
    page = confirmed(site, committed, email="drugoy@kuznetsk.example")

    assert [each.state for each in told(committed)] == ["waiting", "beside"]
    shown = site.get(page).content.decode()
    assert "По этому городу заявка уже есть" in shown
    assert "priem@" not in shown


def test_a_mail_box_is_not_flooded(site, committed):
    for _ in range(3):
        filed(site, committed)

    answer = site.post("/join/", TOLD)

    assert answer.status_code == 422
    assert "уже ушло 3 письма" in answer.content.decode()


def test_a_trial_at_once_where_the_platform_says_so(site, committed, operator, orders):
    operator.post("/applications/admission/", {"instant": "yes"})

    page = confirmed(site, committed)
    (application,) = told(committed)
    assert (application.state, application.decided_by) == ("approved", "автоматически")
    assert "Роль базы, схема и таблицы" in site.get(page).content.decode()

    confirmed(site, committed, city="Сердобск", email="serdobsk@mail.ru")
    assert told(committed)[1].state == "waiting"  # anybody may have such a box


def test_an_approved_city_is_made_and_its_page_follows_the_steps(site, committed, operator, orders):
    page = confirmed(site, committed)
    (application,) = told(committed)
    assert "Кузнецк" in operator.get("/applications/").content.decode()
    assert (
        "контрольная цифра сходится"
        in operator.get(f"/applications/{application.pk}/").content.decode()
    )

    answer = operator.post(f"/applications/{application.pk}/approve/")
    assert answer["Location"] == "/cities/kuznetsk/"
    hosts.forget()
    steward.work_off()

    shown = site.get(f"{page}?partial=steps").content.decode()
    assert "Город на связи" in shown
    assert "<html" not in shown
    made = hosts.by_schema("kuznetsk")
    assert (made.name, made.code, made.time_zone) == ("Кузнецк", "КЗЦ", "Europe/Moscow")
    assert not made.is_public
    with scope.in_tenant(made):
        assert Mail.objects.get().to == "priem@kuznetsk.example"
    again = operator.post(f"/applications/{application.pk}/approve/")
    assert again.status_code == 409


def test_a_refusal_carries_its_reason(site, committed, operator):
    page = confirmed(site, committed)
    (application,) = told(committed)
    address = f"/applications/{application.pk}/refuse/"

    assert "Напишите причину" in operator.post(address, {"reason": "нет"}).content.decode()
    operator.post(address, {"reason": "Письмо пришло не из администрации: пришлите с её домена."})

    assert "пришлите с её домена" in letter(committed, "Ответ на заявку")
    assert "пришлите с её домена" in site.get(page).content.decode()
    assert operator.post(address, {"reason": "Ещё раз то же самое."}).status_code == 409


def test_twins_get_addresses_of_their_own(site, committed, operator, orders):
    for place in directory.find("Заречный"):
        confirmed(
            site, committed, city="Заречный", place=place.fias, email=f"{place.oktmo}@z.example"
        )
    jobs = [
        operator.post(f"/applications/{one.pk}/approve/")["Location"] for one in told(committed)
    ]

    assert jobs == ["/cities/zarechnyy/", "/cities/zarechnyy_sverdlovskaya/"]


def test_a_forged_page_of_an_applicant_is_no_page(site, committed):
    confirmed(site, committed)

    assert site.get("/join/1/").status_code == 404
    assert site.get("/join/1:forged/").status_code == 404


def test_applications_are_the_office_s_alone(site, committed):
    confirmed(site, committed)

    for tenant in (None, committed.penza):
        with (
            scope.entered(tenant),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT * FROM public.cities_application")


def test_the_database_keeps_one_waiting_application_a_city(site, committed):
    confirmed(site, committed)
    (application,) = told(committed)
    application.pk = None

    with scope.entered(committed.office), pytest.raises(IntegrityError), transaction.atomic():
        application.save(force_insert=True)


def test_people_of_forgotten_applications_are_forgotten(site, committed):
    filed(site, committed)
    with scope.in_tenant(committed.office):
        Application.objects.update(token_until=FRIDAY_NOON - timedelta(days=400))

    assert forget_applications() == 1
    assert told(committed) == []


def test_the_rule_of_admission_is_one_row(committed, operator):
    operator.post("/applications/admission/", {"instant": "yes"})
    operator.post("/applications/admission/", {"instant": "no"})

    with scope.in_tenant(committed.office):
        assert [str(row) for row in Admission.objects.all()] == ["после проверки"]
        assert letters.of_page_key("1:x") is None


def test_the_box_s_owner_sees_whom_they_confirm(site, committed):
    filed(site, committed)
    link = filed(site, committed, person="Чужой Человек", phone="8 (927) 000-00-01")

    page = site.get(link).content.decode()

    assert "Чужой Человек" in page
    assert "000-00-01" in page


def test_an_applicants_page_runs_out_and_stands_in_no_log(site, committed):
    steps = confirmed(site, committed)
    key = steps.split("/")[2]
    for path in (
        steps,
        steps.replace(":", "%3A"),
        "/join/confirm/abcDEF/",
        "/certificates/abcDEF/",
    ):
        told = scrubbed(f'"GET {path} HTTP/1.1" 200')
        assert key not in told
        assert "abcDEF" not in told
    assert scrubbed("GET /join/sent/ 200") == "GET /join/sent/ 200"

    with patch.object(letters, "PAGE_HOLDS", timedelta(seconds=-1)):
        assert letters.of_page_key(key) is None
    assert letters.of_page_key(key) is not None
