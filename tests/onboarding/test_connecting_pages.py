"""Pages of an organisation's way: who sees what, files byte for byte, few statements."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from appeals.models import Member, Organisation
from onboarding.organisations.agreements import party
from onboarding.organisations.agreements.paper import record_paper
from onboarding.organisations.models import Agreement, CityParty, Details, TrustedCertificate
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User
from tests import make
from tests.desk.conftest import browser
from tests.onboarding import keys

CITY = Actor(role=Role.ADMINISTRATOR, user_id=900, name="Анна, администратор")
HOME = "/desk/connecting/"
INN, CITY_INN = "7707083893", "7736050003"
NOW = datetime.now(UTC)


@pytest.fixture
def city_seat(city):
    return browser(make.user("administrator"))


@pytest.fixture
def company(city) -> Organisation:
    party.set_party(
        told={
            "name": "Администрация города",
            "inn": CITY_INN,
            "address": "пл. Мира, 1",
            "head_position": "глава",
            "head_name": "Кузнецова Елена Игоревна",
        },
        by=CITY,
        at=NOW,
    )
    organisation = make.organisation("Водоканал", stage="agreement")
    organisation.inn, organisation.services = INN, ["cold_water"]
    organisation.save()
    Details.objects.create(
        organisation=organisation,
        address="ул. Попова, 5",
        head_position="директор",
        head_name="Иванов Иван Иванович",
    )
    return organisation


@pytest.fixture
def head_seat(company):
    return browser(User.objects.get(pk=make.member(company, position=Member.HEAD).user_id))


def send(city_seat, company) -> Agreement:
    """A draft written and sent on the screen."""
    answer = city_seat.post(
        f"{HOME}{company.pk}/agreement/",
        {"services": ["cold_water"], "houses": "none", "since": "2026-11-20", "send": "1"},
    )
    assert answer.status_code == 302, answer.content.decode()
    return Agreement.objects.get()


def test_the_list_costs_as_much_for_many_as_for_one(city_seat, django_assert_max_num_queries):
    for number in range(60):
        make.organisation(f"Организация {number:02}")

    with django_assert_max_num_queries(14):
        page = city_seat.get(HOME)

    assert "Дальше" in page.content.decode()
    following = city_seat.get(HOME, {"after": page.context["listing"].next})
    assert "Организация 59" in following.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"stage": "live"}, "Живая"),
        ({"attention": "expiring"}, "Кончается"),
        ({"attention": "over"}, "Кончилась"),
        ({"q": "кончается"}, "Кончается"),
    ],
)
def test_the_list_is_narrowed(city_seat, asked, found):
    make.organisation("Живая")
    for name, until in (("Кончается", "2026-12-01"), ("Кончилась", "2026-11-01")):
        one = make.organisation(name, stage="live")
        one.agreement_until = until
        one.save()
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("django.utils.timezone.now", lambda: make.FRIDAY_NOON)
        text = city_seat.get(HOME, asked).content.decode()

    assert f"{found}</a>" in text


def test_a_page_costs_few_statements(city_seat, company, django_assert_max_num_queries):
    record_paper(company, number="1", since=NOW.date(), by=CITY, at=NOW)

    with django_assert_max_num_queries(40):
        page = city_seat.get(f"{HOME}{company.pk}/")

    assert "Соглашение № 1" in page.content.decode()


def test_the_head_writes_the_details_and_a_refusal_keeps_what_was_typed(head_seat, company):
    address = f"{HOME}{company.pk}/details/"
    told = {"name": "ООО «Водоканал»", "inn": "1", "address": "новый адрес", "phone": "12"}

    refused = head_seat.post(address, told)
    assert refused.status_code == 422
    assert "новый адрес" in refused.content.decode()
    assert "В ИНН 10 цифр" in refused.content.decode()

    kept = head_seat.post(address, told | {"inn": INN, "phone": "8 841 200-00-14"})
    assert kept.status_code == 302
    assert Organisation.objects.get(pk=company.pk).phone == "+78412000014"


def test_another_organisation_sees_nothing_of_it(company, city_seat):
    agreement = send(city_seat, company)
    other = make.member(make.organisation("Тепло", stage="agreement"), position=Member.HEAD)
    seat = browser(User.objects.get(pk=other.user_id))

    for path in (
        f"{company.pk}/",
        f"{company.pk}/details/",
        f"agreements/{agreement.pk}/",
        f"agreements/{agreement.pk}/document.pdf",
    ):
        assert seat.get(f"{HOME}{path}").status_code == 404
    assert seat.post(f"{HOME}agreements/{agreement.pk}/sign/").status_code == 404


def test_the_document_is_given_byte_for_byte(city_seat, head_seat, company):
    agreement = send(city_seat, company)

    for seat in (city_seat, head_seat):
        answer = seat.get(f"{HOME}agreements/{agreement.pk}/document.pdf")
        assert hashlib.sha256(answer.content).hexdigest() == agreement.pdf_sha256
        assert answer["Content-Disposition"].startswith("attachment")
    assert head_seat.get(f"{HOME}agreements/{agreement.pk}/document.docx").status_code == 200
    assert head_seat.get(f"{HOME}agreements/{agreement.pk}/signature/city/").status_code == 404


def test_support_takes_no_agreement_away(city_seat, company, monkeypatch):
    agreement = send(city_seat, company)
    scan = SimpleUploadedFile("a.png", make.picture(form="PNG").read())
    address = f"{HOME}agreements/{agreement.pk}/"
    city_seat.post(f"{address}sign/", {"kind": "scan", "file": scan})
    assert "document.pdf" in city_seat.get(address).content.decode()
    looking = replace(CITY, name="Инженер, поддержка", support="Инженер")
    monkeypatch.setattr("appeals.desk.entry.actor_of", lambda *_args, **_options: looking)

    page = city_seat.get(address).content.decode()

    assert "document.pdf" not in page
    assert "Скачать скан" not in page
    for path in ("document.pdf", "document.docx", "signature/city/"):
        assert city_seat.get(f"{address}{path}").status_code == 403
    assert city_seat.get(f"{HOME}{company.pk}/agreement/preview.pdf").status_code == 403


def test_the_city_reads_before_sending_whether_the_details_were_checked(city_seat, company):
    address = f"{HOME}{company.pk}/agreement/"
    assert "город этого не проверял" in city_seat.get(address).content.decode()

    Details.objects.filter(organisation=company).update(checked_at=NOW)

    assert "Сведения проверены" in city_seat.get(address).content.decode()


@pytest.mark.parametrize("lines", ["[" * 100_000, "{}", '{"a": 1}', "[[1e999, {}]]", "[[1]]"])
def test_lines_that_no_page_sent_are_told_in_a_sentence(city_seat, company, lines):
    refused = city_seat.post(f"{HOME}invite/file/", {"lines": lines})

    assert refused.status_code == 422
    assert "Список устарел" in refused.content.decode()


def test_a_draft_is_the_citys_own(city_seat, head_seat, company):
    city_seat.post(
        f"{HOME}{company.pk}/agreement/",
        {"services": ["cold_water"], "houses": "all", "since": "2026-11-20"},
    )
    draft = Agreement.objects.get()

    assert head_seat.get(f"{HOME}agreements/{draft.pk}/").status_code == 404
    assert "Черновик" not in head_seat.get(f"{HOME}{company.pk}/").content.decode()
    shown = city_seat.get(f"{HOME}{company.pk}/agreement/preview.pdf")
    assert shown.content.startswith(b"%PDF")


def test_a_wrong_draft_is_refused_with_everything_typed(city_seat, company):
    refused = city_seat.post(
        f"{HOME}{company.pk}/agreement/",
        {"services": ["cold_water"], "houses": "chosen", "where": "", "since": "31.02.2026"},
    )

    assert refused.status_code == 422
    assert "пока не выбран ни один" in refused.content.decode()


def test_both_sides_sign_on_the_screen(city_seat, head_seat, company, tmp_path):
    agreement = send(city_seat, company)
    address = f"{HOME}agreements/{agreement.pk}/"
    pdf = head_seat.get(f"{address}document.pdf").content
    signature = keys.signed(pdf, keys.identity(inn=INN), tmp_path)

    assert head_seat.post(f"{address}sign/", {"kind": "electronic"}).status_code == 422
    file = SimpleUploadedFile("a.sig", signature)
    assert (
        head_seat.post(f"{address}sign/", {"kind": "electronic", "file": file}).status_code == 302
    )
    assert "подпись верна" in head_seat.get(address).content.decode()
    kept = city_seat.get(f"{address}signature/organisation/")
    assert kept.content == signature
    scan = SimpleUploadedFile("a.png", make.picture(form="PNG").read())
    assert city_seat.post(f"{address}sign/", {"kind": "scan", "file": scan}).status_code == 302

    assert Organisation.objects.get(pk=company.pk).stage == "training"
    assert "действует" in city_seat.get(address).content.decode()


def test_a_bad_ending_stands_at_its_form(city_seat, company):
    record_paper(company, number="1", since=NOW.date(), by=CITY, at=NOW)
    agreement = Agreement.objects.get()

    refused = city_seat.post(
        f"{HOME}agreements/{agreement.pk}/terminate/", {"since": "2020-01-01", "reason": ""}
    )
    assert refused.status_code == 422
    assert "не раньше" in refused.content.decode()


def test_the_citys_side_texts_and_authorities_are_settings(city_seat):
    home = f"{HOME}settings/"
    assert city_seat.post(home, {"name": "Администрация", "inn": "1"}).status_code == 422
    assert city_seat.post(home, {"name": "Администрация", "inn": CITY_INN}).status_code == 302
    assert CityParty.of_city().inn == CITY_INN

    text = {"title": "Соглашение", "text": "{организация} и {кто-то}"}
    refused = city_seat.post(f"{home}texts/main/", text)
    assert refused.status_code == 422
    assert "Таких мест нет: {кто-то}" in refused.content.decode()
    text["text"] = "{организация}"
    sample = city_seat.post(f"{home}texts/main/", text | {"preview": "1"})
    assert sample.content.startswith(b"%PDF")
    assert city_seat.post(f"{home}texts/main/", text).status_code == 302

    assert city_seat.post(f"{home}trust/").status_code == 422
    file = SimpleUploadedFile("ca.cer", keys.authority().pem)
    assert city_seat.post(f"{home}trust/", {"file": file}).status_code == 302
    centre = TrustedCertificate.objects.get()
    assert city_seat.post(f"{home}trust/{centre.pk}/remove/").status_code == 302
    assert TrustedCertificate.objects.get().withdrawn_at is not None
