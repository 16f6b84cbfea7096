"""A resident registers on the city's site: by a code from a letter, telling nobody who is known."""

from tenants.accounts.models import User
from tenants.isolation import scope
from tenants.models import OutboxMessage
from tests import make
from tests.accounts.conftest import PASSWORD

MARIA = {
    "name": "Мария",
    "email": "maria@example.org",
    "phone": "8 (927) 123-45-67",
    "password1": PASSWORD,
}


def test_the_code_from_the_letter_opens_the_account(committed, browser, code_in):
    maria = browser()
    asked = maria.post("/accounts/signup/", MARIA, follow=True)
    assert asked.status_code == 200
    assert "Введите код из письма" in asked.content.decode()

    maria.post("/accounts/confirm-email/", {"code": code_in("maria@example.org")})

    assert maria.get("/accounts/profile/").status_code == 200
    with scope.in_tenant(committed.penza):
        user = User.objects.get()
        assert (user.name, user.phone, user.role) == ("Мария", "+79271234567", "resident")
        assert user.identity_level == 1


def test_the_letter_waits_in_the_city_and_its_number_in_the_outbox(committed, browser, letters):
    browser().post("/accounts/signup/", MARIA)

    (letter,) = letters("maria@example.org")
    assert letter.subject == "Код для регистрации"
    assert letters("maria@example.org", committed.kazan) == []
    with scope.entered(None):
        (message,) = OutboxMessage.objects.filter(topic="mail")
    assert (message.tenant, message.payload) == ("t_penza", {"mail": letter.pk})


def test_a_known_address_gets_the_same_page_and_another_letter(committed, browser, letters):
    with scope.in_tenant(committed.penza):
        make.user(email="maria@example.org")

    known = browser().post("/accounts/signup/", MARIA, follow=True)
    new = browser().post("/accounts/signup/", {**MARIA, "email": "new@example.org"}, follow=True)

    assert known.redirect_chain == new.redirect_chain
    page = known.content.decode().replace("maria@", "new@")
    assert _without_tokens(page) == _without_tokens(new.content.decode())
    assert letters("maria@example.org")[-1].subject == "Вы уже зарегистрированы"


def test_a_phone_of_somebody_else_is_left_out_and_told_of_by_letter(committed, browser, letters):
    with scope.in_tenant(committed.penza):
        make.user(phone="+79271234567")

    page = browser().post("/accounts/signup/", MARIA, follow=True)

    assert "Введите код из письма" in page.content.decode()
    with scope.in_tenant(committed.penza):
        assert User.objects.get(email="maria@example.org").phone is None
    assert "Телефон не добавлен" in {letter.subject for letter in letters("maria@example.org")}


def test_a_role_in_the_form_is_not_taken(committed, browser):
    browser().post("/accounts/signup/", {**MARIA, "role": "administrator", "identity_level": "3"})

    with scope.in_tenant(committed.penza):
        user = User.objects.get()
    assert (user.role, user.identity_level) == ("resident", 0)


def test_every_mistake_is_a_sentence_at_its_field(committed, browser):
    page = browser().post(
        "/accounts/signup/", {"email": "нет", "phone": "12", "password1": "123456789"}
    )

    text = page.content.decode()
    assert "Адрес почты с ошибкой" in text
    assert "Не хватает 8 цифр" in text
    assert "Пароль короткий: нужно не меньше 10 знаков" in text


def test_a_line_break_in_the_name_is_refused(committed, browser, letters):
    page = browser().post("/accounts/signup/", {**MARIA, "name": "Мария\nBcc: all@example.org"})

    assert "Имя пишется в одну строку" in page.content.decode()
    assert letters("maria@example.org") == []


def test_nobody_registers_at_the_console(committed, browser):
    page = browser("console.localhost").get("/accounts/signup/")

    assert "Здесь не регистрируются" in page.content.decode()
    browser("console.localhost").post("/accounts/signup/", MARIA)
    with scope.in_tenant(committed.office):
        assert not User.objects.exists()


def _without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)
