"""The city's own address: named, proved by a CNAME over real DNS, answered on, made the main one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from appeals.errors import BadInput
from onboarding.cities import domain_news, domains
from onboarding.cities.models import OwnDomain
from onboarding.cities.tasks import check_domains
from tenants import directory
from tenants.accounts import links
from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope
from tenants.lifecycle import hosts
from tenants.models import Domain, HostWish
from tests import make
from tests.desk.conftest import browser
from tests.fakes.dns import NameServer, name_server

HOST = "otklik.penza.example"
BY = Actor(role=Role.ADMINISTRATOR, user_id=1, name="Анна Сергеевна")


@pytest.fixture
def dns(settings) -> Iterator[NameServer]:
    """A name server that knows nothing yet."""
    with name_server() as server:
        settings.DNS_SERVER = server.address
        yield server


@pytest.fixture(autouse=True)
def hosts_as_they_were(committed) -> Iterator[None]:
    """Own hosts and wishes are gone afterwards."""
    yield
    with scope.entered(None), transaction.atomic("owner"):
        OwnDomain.objects.using("owner").all().delete()
        HostWish.objects.using("owner").all().delete()
        found = Domain.objects.using("owner").filter(tenant__schema_name="penza")
        found.exclude(domain="penza.localhost").delete()
        found.update(is_primary=True)
    _look_again(committed)


def _look_again(stage) -> None:
    directory.forget()
    for tenant in (stage.penza, stage.kazan, stage.office):
        directory.by_schema(tenant.schema)
        directory.by_host(directory.by_schema(tenant.schema).host)


@pytest.fixture
def administrator(committed) -> Client:
    """Anna at the settings."""
    with scope.in_tenant(committed.penza):
        return browser(make.user("administrator", name="Анна Сергеевна"))


def ask(stage, host: str = HOST, at=None) -> OwnDomain:
    with scope.in_tenant(stage.penza):
        return domains.ask(host, by=BY, at=at or timezone.now())


def carry(stage, row: OwnDomain, what: str = "check") -> OwnDomain:
    with scope.entered(stage.penza):
        domain_news.carry_out([{"domain": row.pk, "what": what}])
    hosts.work_off()
    _look_again(stage)
    return OwnDomain.objects.using("owner").get(pk=row.pk)


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("Otklik.Penza.Example.", HOST),
        ("https://otklik.penza.example:443/new/?a=1", HOST),
        ("отклик.пенза.рф", "xn--h1alfbhs.xn--80akzgdf.xn--p1ai"),
    ],
)
def test_a_host_is_one_however_it_is_typed(typed, host):
    if "xn--" in host:
        assert domains.normalised(typed).encode().decode("idna") == typed
        assert domains.normalised(typed).isascii()
    else:
        assert domains.normalised(typed) == host


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Введите имя"),
        ("penza", "Введите имя"),
        ("-a.example", "Введите имя"),
        ("a_b.example", "Введите имя"),
        ("a" * 64 + ".example", "Введите имя"),
        ("93.184.216.34", "из цифр"),
        ("kazan.localhost", "адрес платформы"),
        ("localhost", "Введите имя"),
        ("a..example", "Введите имя"),
        ("http://[::1]/", "Введите имя"),
        ("a b.example", "Введите имя"),
    ],
)
def test_what_is_no_host_of_the_citys_own_is_refused_in_words(typed, said):
    with pytest.raises(BadInput, match=said):
        domains.normalised(typed)


def test_with_its_record_the_host_answers_and_leads_to_the_main_one(dns, committed):
    dns.names[HOST] = "penza.localhost"
    row = carry(committed, ask(committed))

    assert row.state == "verified"
    answer = Client(headers={"host": HOST}).get("/houses/")
    assert (answer.status_code, answer["Location"]) == (301, "http://penza.localhost/houses/")


def test_made_the_main_one_it_stands_in_letters_and_the_old_one_leads_to_it(dns, committed):
    dns.names[HOST] = "penza.localhost"
    row = carry(committed, ask(committed))
    carry(committed, row, "primary")

    with scope.entered(directory.by_schema("penza")):
        assert links.absolute("/x/") == f"http://{HOST}/x/"
    assert Client(headers={"host": "penza.localhost"}).get("/")["Location"] == f"http://{HOST}/"
    assert Client(headers={"host": HOST}).get("/").status_code == 200

    carry(committed, row, "back")
    assert directory.by_schema("penza").host == "penza.localhost"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (None, "Такого имени"),
        ("", "записи CNAME у него нет"),
        ("kazan.localhost", "ведёт на kazan"),
    ],
)
def test_without_its_record_it_waits_and_says_what_to_do(dns, committed, record, said):
    if record is not None:
        dns.names[HOST] = record

    row = carry(committed, ask(committed))

    assert row.state == "waiting"
    assert said in row.sentence
    assert Client(headers={"host": HOST}).get("/").status_code == 404


def test_it_is_looked_at_again_with_growing_pauses(dns, committed):
    at = timezone.now()
    row = ask(committed, at=at)
    pauses = []
    for _ in range(8):
        with scope.entered(committed.office):
            row = domains.look(row.pk, at=at)
        pauses.append((row.next_at - at) // timedelta(minutes=1))
        at = row.next_at

    assert pauses == [1, 2, 5, 15, 30, 60, 60, 60]
    with scope.entered(committed.office):
        row = domains.look(row.pk, at=at + timedelta(days=8))
    assert row.state == "failed"
    assert "За неделю" in row.sentence


def test_a_silent_name_server_proves_nothing(dns, committed, monkeypatch):
    dns.is_silent = True
    monkeypatch.setattr("onboarding.cities.dns.TIMEOUT_SECONDS", 0.1)
    row = ask(committed)
    with scope.entered(committed.office):
        row = domains.look(row.pk, at=row.asked_at + timedelta(days=9))

    assert row.state == "waiting"
    assert "не отвечает" in row.sentence


def test_the_timetable_looks_at_what_is_due(dns, committed):
    ask(committed)

    assert check_domains() == 1
    assert check_domains() == 0
    assert dns.asked == [HOST]


def test_a_host_of_another_city_is_refused_even_with_a_record(dns, committed):
    dns.names["otklik.kazan.example"] = "penza.localhost"
    with scope.entered(None), transaction.atomic("owner"):
        kazan = Domain.objects.using("owner").get(domain="kazan.localhost").tenant
        theirs = Domain.objects.using("owner").create(
            tenant=kazan, domain="otklik.kazan.example", is_primary=False
        )
    try:
        row = carry(committed, ask(committed, "otklik.kazan.example"))
        assert row.state == "failed"
        assert "занят другим городом" in row.sentence
    finally:
        with scope.entered(None), transaction.atomic("owner"):
            theirs.delete(using="owner")


def test_a_city_cannot_say_itself_that_its_host_is_proved(dns, committed):
    row = ask(committed)

    with pytest.raises(DatabaseError), scope.in_tenant(committed.penza):
        OwnDomain.objects.filter(pk=row.pk).update(state="verified")
    with pytest.raises(DatabaseError), scope.in_tenant(committed.penza):
        OwnDomain.objects.create(
            tenant="t_penza", host="x.example", state="verified", asked_by="", asked_at=row.asked_at
        )
    with scope.in_tenant(committed.kazan):
        assert not OwnDomain.objects.exists()
    with scope.entered(committed.kazan):
        domain_news.carry_out([{"domain": row.pk, "what": "primary"}])
    assert not HostWish.objects.using("owner").exists()


def test_the_page_names_the_record_and_keeps_what_was_typed(administrator, dns, committed):
    page = administrator.post("/desk/launch/domain/", {"host": "пенза"}).content.decode()
    assert "Введите имя сайта" in page
    assert 'value="пенза"' in page

    administrator.post("/desk/launch/domain/", {"host": HOST})
    row = OwnDomain.objects.using("owner").get()
    dns.names[HOST] = "penza.localhost"
    administrator.post(f"/desk/launch/domain/{row.pk}/", {"what": "check"})
    carry(committed, row)
    page = administrator.get("/desk/launch/domain/").content.decode()

    assert "penza.localhost." in page
    assert "Сделать основным" in page
    again = administrator.post("/desk/launch/domain/", {"host": HOST}).content.decode()
    assert "уже есть в списке" in again


def test_a_withdrawn_host_answers_no_more(administrator, dns, committed):
    dns.names[HOST] = "penza.localhost"
    row = carry(committed, ask(committed))

    administrator.post(f"/desk/launch/domain/{row.pk}/", {"what": "withdraw"})
    with scope.entered(committed.penza):
        domain_news.carry_out([{"host": HOST, "what": "drop"}])
    hosts.work_off()
    _look_again(committed)

    assert Client(headers={"host": HOST}).get("/").status_code == 404
    assert not OwnDomain.objects.using("owner").exists()


def test_a_certificate_is_ordered_for_proved_hosts_alone(dns, committed):
    platform = Client(headers={"host": "localhost"})
    dns.names[HOST] = "penza.localhost"
    row = ask(committed)

    def asked(host: str) -> int:
        return platform.get("/ask", {"domain": host}).status_code

    assert asked(HOST) == 404
    carry(committed, row)
    assert [
        asked(host) for host in (HOST, "penza.localhost", "console.localhost", "localhost")
    ] == [200] * 4
    assert [asked(host) for host in ("evil.example", "", "a@b", "x" * 300)] == [404] * 4


def look_daily(stage, row: OwnDomain, days: int) -> OwnDomain:
    """So many daily looks, and whatever they order."""
    for day in range(1, days + 1):
        with scope.entered(stage.office):
            domains.look(row.pk, at=row.verified_at + timedelta(days=day, seconds=1))
    hosts.work_off()
    _look_again(stage)
    return OwnDomain.objects.using("owner").get(pk=row.pk)


def test_a_proved_host_is_looked_at_daily_and_lost_with_its_record(dns, committed):
    dns.names[HOST] = "penza.localhost"
    row = carry(committed, ask(committed))
    carry(committed, row, "primary")
    with scope.in_tenant(committed.office):
        assert domains.due(row.verified_at + timedelta(hours=23)) == []
        assert domains.due(row.verified_at + timedelta(hours=25)) == [row.pk]

    dns.names[HOST] = "somebody.example"
    once = look_daily(committed, row, 1)
    assert once.state == "verified"
    assert "Запись пропала" in once.sentence
    assert directory.by_schema("penza").host == HOST

    lost = look_daily(committed, row, 2)

    assert lost.state == "failed"
    assert directory.by_schema("penza").host == "penza.localhost"
    assert Client(headers={"host": HOST}).get("/").status_code == 404


def test_a_name_server_that_is_silent_for_days_takes_no_host_away(dns, committed, monkeypatch):
    dns.names[HOST] = "penza.localhost"
    row = carry(committed, ask(committed))
    dns.is_silent = True
    monkeypatch.setattr("onboarding.cities.dns.TIMEOUT_SECONDS", 0.05)

    assert look_daily(committed, row, 3).state == "verified"
    assert directory.by_host(HOST).schema == "penza"


def test_withdrawn_while_its_wishes_wait_nothing_of_it_stays(dns, committed):
    dns.names[HOST] = "penza.localhost"
    row = ask(committed)
    with scope.entered(committed.penza):
        domain_news.carry_out([{"domain": row.pk, "what": "check"}])
        domain_news.carry_out([{"domain": row.pk, "what": "primary"}])
    with scope.in_tenant(committed.penza):
        domains.withdraw(row.pk)
    with scope.entered(committed.penza):
        domain_news.carry_out([{"host": HOST, "what": "drop"}])
    hosts.work_off()
    _look_again(committed)

    assert directory.by_schema("penza").host == "penza.localhost"
    assert not Domain.objects.using("owner").filter(domain=HOST).exists()


def test_withdrawn_while_it_is_looked_for_it_is_given_no_more(dns, committed, monkeypatch):
    dns.names[HOST] = "penza.localhost"
    row = ask(committed)
    answer = domains.dns.cname

    def withdrawn_meanwhile(host: str):
        with scope.in_tenant(committed.penza):
            domains.withdraw(row.pk)
        return answer(host)

    monkeypatch.setattr(domains.dns, "cname", withdrawn_meanwhile)
    with scope.entered(committed.office):
        assert domains.look(row.pk, at=timezone.now()) is None

    assert not OwnDomain.objects.using("owner").exists()
    assert not HostWish.objects.using("owner").exists()


def test_a_city_cannot_drop_the_platforms_address(committed):
    with scope.entered(committed.penza):
        domain_news.carry_out([{"host": "penza.localhost", "what": "drop"}])

    assert not HostWish.objects.using("owner").exists()


def test_looks_are_not_without_number(committed, monkeypatch):
    monkeypatch.setattr(domains, "LOOKS_AN_HOUR", 2)
    row = ask(committed)
    with scope.in_tenant(committed.penza):
        domains.wish(row.pk, "check")
        with pytest.raises(BadInput, match="за час слишком много"):
            domains.wish(row.pk, "check")
