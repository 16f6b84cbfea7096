"""Who registers with another's address gets nothing when its owner comes."""

from tenants.accounts.models import User
from tenants.isolation import scope
from tests.accounts.conftest import PASSWORD

VICTIM = "victim@example.org"


def register(browser) -> None:
    form = {"name": "Чужой", "email": VICTIM, "phone": "+79270000099", "password1": PASSWORD}
    assert browser.post("/accounts/signup/", form).status_code == 302


def enter_by_code(browser, code_in) -> None:
    browser.post("/accounts/login/code/", {"email": VICTIM})
    answer = browser.post("/accounts/login/code/confirm/", {"code": code_in(VICTIM)})
    assert answer["Location"] == "/accounts/home/"


def test_a_squatters_password_dies_when_the_owner_signs_in_by_code(committed, browser, code_in):
    squatter, owner = browser(), browser()
    register(squatter)

    enter_by_code(owner, code_in)

    assert owner.get("/accounts/profile/").status_code == 200
    again = browser().post("/accounts/login/", {"login": VICTIM, "password": PASSWORD})
    assert again.status_code == 200  # the form again, not the account
    assert squatter.get("/accounts/profile/").status_code == 302
    with scope.in_tenant(committed.penza):
        person = User.objects.get(email=VICTIM)
        assert not person.has_usable_password()
        assert person.phone is None


def test_whoever_finishes_the_registration_keeps_the_password(committed, browser, code_in):
    person = browser()
    register(person)
    person.post("/accounts/confirm-email/", {"code": code_in(VICTIM)})

    again = browser().post("/accounts/login/", {"login": VICTIM, "password": PASSWORD})

    assert again["Location"] == "/accounts/home/"


def test_a_code_later_on_leaves_the_password_alone(committed, browser, code_in):
    person = browser()
    register(person)
    person.post("/accounts/confirm-email/", {"code": code_in(VICTIM)})

    enter_by_code(browser(), code_in)

    again = browser().post("/accounts/login/", {"login": VICTIM, "password": PASSWORD})
    assert again["Location"] == "/accounts/home/"
