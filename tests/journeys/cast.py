"""Who lives and works in Пенза, and how they come in: the cast of the journeys."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from appeals.models import Appeal, Crew, House, Member, Organisation, Policy
from tenants.accounts.models import User
from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tests import make
from tests.portal.places import place
from tests.product import Product

HOUSE = "ул. Ладожская, д. 97"


@dataclass(frozen=True)
class Town:
    """A house, the organisation that serves it, and people with log-ins."""

    tenant: Tenant
    house: House
    organisation: Organisation
    crew: Crew
    dispatcher: User
    member: User

    def appeal(self, **fields) -> Appeal:
        """An appeal filed just now; it waits at the dispatch desk."""
        with scope.in_tenant(self.tenant):
            return make.appeal(at=now(), **fields)

    def newest(self) -> Appeal:
        """What was filed last."""
        with scope.in_tenant(self.tenant):
            return Appeal.objects.select_related("category", "applicant").latest("pk")

    def again(self, appeal: Appeal) -> Appeal:
        """The appeal as it is now."""
        with scope.in_tenant(self.tenant):
            return Appeal.objects.get(pk=appeal.pk)

    def count(self) -> int:
        """How many appeals the city has."""
        with scope.in_tenant(self.tenant):
            return Appeal.objects.count()

    def latin(self, appeal: Appeal) -> str:
        """The number as addresses carry it."""
        with scope.in_tenant(self.tenant):
            return appeal.latin_number


def settle(tenant: Tenant) -> Town:
    """People the city."""
    with scope.in_tenant(tenant):
        # Journeys are walked at any hour; nobody is woken by them.
        Policy.objects.create(pk=1, callback_from_hour=0, callback_till_hour=24)
        vodokanal = make.organisation("Горводоканал", accept="2h")
        crew = Crew.objects.create(organisation=vodokanal, name="Бригада 4")
        member = worker(vodokanal)
        place("ул. Ладожская, д. 99")
        place("ул. Кирова, д. 5")
        return Town(
            tenant=tenant,
            house=place(HOUSE),
            organisation=vodokanal,
            crew=crew,
            dispatcher=someone("dispatcher", name="Нина Орлова"),
            member=member,
        )


def someone(role: str, *, name: str) -> User:
    """A person whose password the running product can check (tests hash in a way of their own)."""
    user = make.user(role, name=name)
    user.password = _known()
    user.save(update_fields=["password"])
    return user


@cache
def _known() -> str:
    return make_password(make.PASSWORD, hasher=PBKDF2PasswordHasher())


def worker(of: Organisation, *, name: str = "Пётр Ильин", crew: Crew | None = None) -> User:
    """Somebody who works at an organisation, at its desk or in a crew."""
    user = someone("organisation", name=name)
    position = Member.CREW if crew else Member.DISPATCHER
    Member.objects.create(user=user, organisation=of, position=position, crew=crew, is_cleared=True)
    return user


def come_in(page: Page, product: Product, user: User, *, at: str = "penza") -> None:
    """Through the door everybody uses: the address, the password, «Войти»."""
    page.goto(product.url(at, "/accounts/login/"))
    page.get_by_label("Почта или телефон").fill(user.email)
    page.get_by_label("Пароль").fill(make.PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()
    expect(page).not_to_have_url(product.url(at, "/accounts/login/"))


def be(page: Page, product: Product, user: User, tenant: Tenant) -> None:
    """Somebody who came in earlier today: the session's cookie, without the door."""
    door = Client()
    with scope.in_tenant(tenant):
        door.force_login(user)
    session = {"name": "session", "value": door.cookies["session"].value}
    page.context.add_cookies([{**session, "url": product.url(tenant.host.split(".")[0])}])


def now() -> datetime:
    """The clock of the running product."""
    return timezone.now()
