"""Inviting organisations: one by one and by a table; the head comes in by the letter."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from openpyxl import Workbook

from appeals.errors import BadInput, NotAllowed, RefusedMove
from appeals.models import Member, Organisation
from onboarding.organisations.inviting import bulk
from onboarding.organisations.inviting.answer import NoInvitation, accept, by_key
from onboarding.organisations.inviting.invite import HOLDS, invite, invite_again, withdraw
from onboarding.organisations.inviting.order import Order
from onboarding.organisations.models import Invitation, Step
from onboarding.organisations.scope import Scope, others_serving
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import Mail, User
from tests import make
from tests.desk.conftest import PENZA, browser
from tests.make import FRIDAY_NOON

CITY = Actor(role=Role.ADMINISTRATOR, user_id=900, name="Анна, администратор")
INN, OTHER_INN = "7707083893", "7736050003"


def order(**fields) -> Order:
    fields = {
        "kind": "water",
        "name": "МУП «Водоканал»",
        "inn": INN,
        "email": "director@vodokanal.ru",
        "scope": Scope(("cold_water",), "all"),
    } | fields
    return Order(**fields)


def key_of_the_letter() -> str:
    found = re.search(r"/desk/connecting/invitation/([\w-]+)/", Mail.objects.latest("pk").body)
    return found[1]


def test_an_invitation_makes_the_organisation_and_writes_to_its_head(city):
    organisation = invite(order(ogrn="1027700132195"), by=CITY, at=FRIDAY_NOON)

    letter = Mail.objects.get()
    assert letter.to == "director@vodokanal.ru"
    assert "МУП «Водоканал»" in letter.body
    assert (organisation.stage, organisation.inn) == ("invited", INN)
    assert Invitation.objects.get().holds(FRIDAY_NOON + HOLDS - timedelta(seconds=1))
    assert [step.what for step in Step.objects.all()] == ["invited"]


@pytest.mark.parametrize(
    ("fields", "wrong", "words"),
    [
        ({"inn": "7707083894"}, "inn", "опечатка"),
        ({"inn": ""}, "inn", "Укажите ИНН"),
        ({"inn": "77070838"}, "inn", "10 цифр"),
        ({"ogrn": "1027700132190"}, "ogrn", "опечатка"),
        ({"email": "директор"}, "email", "почту руководителя"),
        ({"email": "a@b.ru\nBcc: c@d.ru"}, "email", "почту руководителя"),
        ({"name": " "}, "name", "как в уставе"),
        ({"kind": "bank"}, "kind", "что за организация"),
        ({"phone": "123"}, "phone", "телефона"),
    ],
)
def test_a_wrong_field_is_told_in_a_sentence(city, fields, wrong, words):
    with pytest.raises(BadInput) as refused:
        invite(order(**fields), by=CITY, at=FRIDAY_NOON)

    assert words in refused.value.fields[wrong]
    assert not Mail.objects.exists()


def test_a_company_of_the_house_registry_is_taken_over(city):
    imported = Organisation.objects.create(
        name="ООО УК Уют", outside_id="77", kind="management", services=["management"]
    )

    invited = invite(
        order(kind="management", name="ООО «УК Уют»", scope=Scope(("management",), "registry")),
        by=CITY,
        at=FRIDAY_NOON,
    )

    assert invited.pk == imported.pk
    assert (invited.outside_id, invited.inn) == ("77", INN)
    assert Organisation.objects.count() == 1


def test_nobody_is_invited_twice(city):
    invite(order(), by=CITY, at=FRIDAY_NOON)

    with pytest.raises(BadInput, match="уже приглашена"):
        invite(order(email="other@vodokanal.ru"), by=CITY, at=FRIDAY_NOON)
    with pytest.raises(BadInput, match="На этот адрес"):
        invite(order(inn=OTHER_INN, name="ООО «Тепло»"), by=CITY, at=FRIDAY_NOON)


def test_only_the_administrator_invites(city):
    for role in (Role.DISPATCHER, Role.CONTROLLER, Role.ORGANISATION):
        with pytest.raises(NotAllowed):
            invite(order(), by=Actor(role=role), at=FRIDAY_NOON)


def test_the_head_comes_in_by_the_letter_and_sets_a_password(city, client):
    organisation = invite(order(), by=CITY, at=FRIDAY_NOON)
    address = f"/desk/connecting/invitation/{key_of_the_letter()}/"
    Invitation.objects.update(expires_at=FRIDAY_NOON + timedelta(days=9999))

    assert "МУП «Водоканал»" in client.get(address).content.decode()
    refused = client.post(address, {"name": " "})
    assert refused.status_code == 422
    answer = client.post(address, {"name": "Иванов Иван"})

    assert "/accounts/password/reset/key/" in answer["Location"]
    place = Member.objects.get(organisation=organisation)
    assert (place.user.email, place.position) == ("director@vodokanal.ru", "head")
    assert Organisation.objects.get().stage == "agreement"
    assert client.get(address).status_code == 404


def test_the_head_of_an_organisation_on_its_way_begins_at_its_page(city):
    invite(order(), by=CITY, at=FRIDAY_NOON)
    person = accept(key_of_the_letter(), name="Иванов Иван", at=FRIDAY_NOON)
    seat = browser(person)

    home = seat.get("/desk/")

    assert home["Location"] == "/desk/connecting/"
    page = seat.get("/desk/connecting/", follow=True)
    assert page.status_code == 200
    assert "Соглашение" in page.content.decode()
    assert seat.get("/desk/queue/").status_code == 403


def test_a_link_dies_with_time_withdrawal_and_a_newer_letter(city):
    organisation = invite(order(), by=CITY, at=FRIDAY_NOON)
    first = key_of_the_letter()
    with pytest.raises(NoInvitation):
        by_key(first, at=FRIDAY_NOON + HOLDS)

    later = FRIDAY_NOON + HOLDS + timedelta(days=1)
    invite_again(organisation.pk, by=CITY, at=later, email="new@vodokanal.ru")
    second = key_of_the_letter()
    with pytest.raises(NoInvitation):
        by_key(first, at=later)
    assert by_key(second, at=later).email == "new@vodokanal.ru"

    withdraw(organisation.pk, by=CITY, at=later)
    with pytest.raises(NoInvitation):
        accept(second, name="Иванов", at=later)
    with pytest.raises(RefusedMove):
        invite_again(organisation.pk, by=CITY, at=later)


def test_the_preview_tells_who_gives_the_service_now(city):
    house = make.house()
    make.serving(house, make.organisation("Старый водоканал"))

    others = others_serving(Scope(("cold_water",), "all"), None)

    assert others == [("Старый водоканал", 1)]


# --- by a table ---------------------------------------------------------------------------------


@pytest.fixture
def table(tmp_path):
    def write(*rows):
        book = Workbook()
        head = ("Тип", "Название", "ИНН", "Почта", "Услуги", "Дома")
        for row in (head, *rows):
            book.active.append(row)
        path = tmp_path / "list.xlsx"
        book.save(path)
        return bulk.read(path)

    return write


def _inn(number: int) -> str:
    nine = f"58{number:07d}"
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    control = sum(int(digit) * weight for digit, weight in zip(nine, weights, strict=True))
    return f"{nine}{control % 11 % 10}"


def line(number: int, **cells):
    told = {
        "kind": "УК",
        "name": f"ООО «УК {number}»",
        "inn": _inn(number),
        "email": f"uk{number}@example.ru",
        "services": "",
        "houses": "по реестру",
    } | cells
    return tuple(told.values())


def test_twenty_one_organisations_are_invited_at_once(city, table, django_assert_max_num_queries):
    lines = table(*(line(number) for number in range(1, 22)))

    invited = bulk.invite_all(lines, only_right=False, by=CITY, at=FRIDAY_NOON)

    assert len(invited) == 21
    assert Mail.objects.count() == 21
    assert Organisation.objects.filter(stage="invited").count() == 21


def test_wrong_rows_are_told_and_nothing_is_half_taken(city, table):
    lines = table(
        line(1),
        line(2, inn="5800000000"),
        line(3, email="uk1@example.ru"),
        line(4, kind="банк"),
        line(5, services="магия"),
        line(6, houses="ул. Мира"),
    )

    rows = bulk.preview(lines)
    with pytest.raises(BadInput):
        bulk.invite_all(lines, only_right=False, by=CITY, at=FRIDAY_NOON)

    assert [sorted(row.problems) for row in rows] == [
        *([], ["inn"], ["email"], ["kind"], ["services"], ["houses"])
    ]
    assert rows[2].problems["email"] == "То же, что в строке 2."
    assert not Organisation.objects.exists()
    assert len(bulk.invite_all(lines, only_right=True, by=CITY, at=FRIDAY_NOON)) == 1


def test_the_screen_shows_the_rows_before_anything_is_sent(city, table, tmp_path):
    table(line(1), line(2, inn="5800000000"))
    seat = browser(make.user("administrator"))

    with (tmp_path / "list.xlsx").open("rb") as file:
        shown = seat.post("/desk/connecting/invite/file/", {"file": file})
    assert "опечатка" in shown.content.decode()
    assert not Mail.objects.exists()

    lines = shown.context["lines"]
    refused = seat.post("/desk/connecting/invite/file/", {"lines": lines, "send": "all"})
    assert refused.status_code == 422
    sent = seat.post("/desk/connecting/invite/file/", {"lines": lines, "send": "right"})
    assert sent.status_code == 302
    assert Mail.objects.count() == 1


def test_a_file_that_is_no_list_is_refused_in_a_sentence(city):
    seat = browser(make.user("administrator"))
    address = "/desk/connecting/invite/file/"

    assert seat.post(address).status_code == 422
    assert seat.post(address, {"lines": "[[1, 2]]", "send": "all"}).status_code == 422
    assert seat.get("/desk/connecting/invite/sample.xlsx").status_code == 200


def test_strangers_find_no_invitation(city):
    nobody = Client(headers=PENZA)

    assert nobody.get("/desk/connecting/invitation/abc/").status_code == 404
    assert User.objects.count() == 0
