"""Doors of the workplaces: what is not theirs is missing, and what they need not know stays covered."""

import gzip
import sys
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from appeals import actions
from appeals.actions import contractor
from appeals.actions.photos import take
from appeals.models import Appeal, DigestLine, Member, Message
from appeals.notifications import control, digest
from appeals.registry.tables import BadFile, open_table
from tenants.accounts.models import User
from tests import make
from tests.conftest import FRIDAY_NOON
from tests.desk.conftest import browser

PLACE = "Шуист, 5, кв. 77, Канарейкина Мария Петровна, 89021112233"
CANARIES = ("кв. 77", "Канарейкина", "89021112233")
LATER = FRIDAY_NOON + timedelta(hours=1)


def assigned(to, **fields):
    appeal = make.appeal(address=PLACE, landmark=PLACE, **fields)
    return actions.assign(appeal.pk, organisation=to, by=make.DISPATCHER, at=timezone.now())


def hides(page: str) -> bool:
    return not any(canary in page for canary in CANARIES)


@pytest.mark.parametrize("spoiled", [{"kind": "never"}, {"key": "none"}])
def test_a_deed_that_cannot_be_read_tells_a_crew_nothing_of_foreign_tasks(vodokanal, city, spoiled):
    """Before, a foreign number answered 422 and a missing one 404."""
    crew = vodokanal.crews.create(name="Бригада 2")
    actor = make.member(vodokanal, position=Member.CREW, crew=crew)
    phone = browser(User.objects.get(pk=actor.user_id))
    foreign = make.appeal()
    told = {"key": uuid4(), "kind": "crew_note", "text": "Тут", **spoiled}

    answers = [
        phone.post("/desk/tasks/deeds/", {**told, "number": number}, headers={"accept": accept})
        for number in (foreign.latin_number, "PNZ-2026-000777")
        for accept in ("application/json", "text/html")
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_a_key_used_before_tells_a_crew_nothing_of_foreign_tasks(vodokanal, member):
    crew = vodokanal.crews.create(name="Бригада 2")
    actor = make.member(vodokanal, position=Member.CREW, crew=crew)
    phone = browser(User.objects.get(pk=actor.user_id))
    own = actions.accept(assigned(vodokanal).pk, by=member, at=timezone.now())
    actions.dispatch_crew(own.pk, crew=crew, by=member, at=timezone.now())
    foreign = make.appeal()
    told = {"key": uuid4(), "kind": "crew_note", "text": "Тут"}
    headers = {"accept": "application/json"}

    kept = phone.post("/desk/tasks/deeds/", {**told, "number": own.latin_number}, headers=headers)
    again = phone.post(
        "/desk/tasks/deeds/", {**told, "number": foreign.latin_number}, headers=headers
    )

    assert (kept.status_code, again.status_code) == (200, 404)


def test_a_crew_fills_no_disk_with_late_photos(vodokanal, member, monkeypatch):
    """Whoever once had a task may report on it for ever; not with any number of photos."""
    monkeypatch.setattr(sys.modules["appeals.actions.report_late"], "MOST", 2)
    crew = vodokanal.crews.create(name="Бригада 2")
    actor = make.member(vodokanal, position=Member.CREW, crew=crew)
    phone = browser(User.objects.get(pk=actor.user_id))
    own = actions.accept(assigned(vodokanal).pk, by=member, at=timezone.now())
    actions.dispatch_crew(own.pk, crew=crew, by=member, at=timezone.now())
    actions.resolve(own.pk, report="Готово", by=member, at=timezone.now())
    told = {"number": own.latin_number, "kind": "photo", "photo_kind": "after", "as_report": "on"}

    answers = [
        phone.post(
            "/desk/tasks/deeds/",
            {**told, "key": uuid4(), "photo": make.picture()},
            headers={"accept": "application/json"},
        ).status_code
        for _ in range(3)
    ]

    assert answers == [200, 200, 422]


def test_a_contractor_reads_no_flat_and_no_name_in_the_address(vodokanal, member):
    appeal = actions.accept(assigned(vodokanal).pk, by=member, at=timezone.now())
    _link, token = contractor.lend(appeal.pk, contractor="ИП Петров", by=member, at=timezone.now())

    page = Client(headers={"host": "penza.localhost"}).get(f"/contractor/{token}/").text

    assert "Шуист, 5" in page
    assert hides(page)


def test_a_report_to_one_organisation_does_not_keep_the_next_from_lending(
    vodokanal, member, stranger
):
    appeal = make.appeal()
    actions.assign(appeal.pk, organisation=vodokanal, by=make.DISPATCHER, at=FRIDAY_NOON)
    actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)
    first, token = contractor.lend(appeal.pk, contractor="ИП", by=member, at=FRIDAY_NOON)
    contractor.report(token, words="Готово", after=[take(make.picture())], at=LATER)
    actions.return_to_desk(appeal.pk, reason="Не наше", by=member, at=LATER)
    other = Member.objects.get(user_id=stranger.user_id).organisation
    actions.assign(appeal.pk, organisation=other, by=make.DISPATCHER, at=LATER)
    actions.accept(appeal.pk, by=stranger, at=LATER)

    second, _token = contractor.lend(appeal.pk, contractor="ООО", by=stranger, at=LATER)

    first.refresh_from_db()
    assert first.revoked_at == LATER
    assert second.organisation_id == other.pk


def test_an_organisation_reads_no_flat_in_the_address_before_it_accepts(vodokanal, member):
    office = browser(User.objects.get(pk=member.user_id))
    appeal = assigned(vodokanal)
    pages = (
        "/desk/queue/?view=accept",
        f"/desk/queue/?view=accept&appeal={appeal.latin_number}",
        f"/desk/appeals/{appeal.latin_number}/",
    )

    assert all(hides(office.get(page).text) for page in pages)
    actions.accept(appeal.pk, by=member, at=timezone.now())
    assert not hides(office.get(pages[2]).text)


def test_the_summary_names_no_typed_address_and_nothing_that_went_elsewhere(
    vodokanal, member, stranger
):
    ours, gone = assigned(vodokanal), assigned(vodokanal)
    other = Member.objects.get(user_id=stranger.user_id).organisation
    for number, appeal in enumerate((ours, gone)):
        DigestLine.objects.create(
            organisation_id=vodokanal.pk, event="breach", appeal_id=appeal.pk,
            journal_id=900_000 + number, at=FRIDAY_NOON - timedelta(minutes=5),
        )  # fmt: skip
    Appeal.objects.filter(pk=gone.pk).update(organisation=other)

    digest.write(at=FRIDAY_NOON)

    text = Message.objects.get(event="digest", user_id=member.user_id).text
    assert ours.number in text
    assert gone.number not in text
    assert hides(text)


def test_what_staff_write_to_each_other_leaves_the_house_masked(vodokanal, member, city):
    controller = make.user("controller", name="Ольга", email="olga@example.org")
    by = make.Actor(role="controller", user_id=controller.pk, name="Ольга")
    appeal = actions.accept(assigned(vodokanal).pk, by=member, at=timezone.now())
    until = timezone.now() + timedelta(days=3)
    actions.ask_postpone(
        appeal.pk, until=until, reason=f"Нет доступа, {PLACE}", by=member, at=timezone.now()
    )
    control.tell_staff([{"postpone_asked": appeal.pk}])
    actions.refuse_postpone(appeal.pk, words=f"Звоните: {PLACE}", by=by, at=timezone.now())
    control.tell_staff([{"postpone_decided": appeal.postponements.get().pk}])

    told = list(Message.objects.filter(event="work").values_list("text", flat=True))

    assert len(told) >= 2
    assert all(hides(text) for text in told)


def test_a_file_that_unpacks_into_too_much_is_refused_at_once(tmp_path):
    """Ten megabytes that an organisation may send hold ten gigabytes of nothing."""
    bomb = tmp_path / "houses.csv.gz"
    bomb.write_bytes(gzip.compress(b"\n" * (40 << 20)))

    with pytest.raises(BadFile):
        open_table(bomb, most_bytes=32 << 20)


def test_a_sheet_of_lone_cells_far_to_the_right_is_refused(tmp_path):
    """A row of one cell in the last column is sixteen thousand cells to whoever reads it."""
    book = openpyxl.Workbook()
    for row in range(2, 200):
        book.active.cell(row, 16_384, "1")
    book.active.cell(1, 1, "Адрес")
    book.save(tmp_path / "houses.xlsx")
    table = open_table(tmp_path / "houses.xlsx", most_bytes=8 << 20)

    with pytest.raises(BadFile):
        list(table.rows())


@pytest.mark.parametrize("endpoint", ["https://[", "https://push.example\x00/"])
def test_an_address_that_is_none_is_refused_and_not_stumbled_over(city, endpoint):
    resident = browser(make.user("resident", email="r@example.org"))

    answer = resident.post(
        "/accounts/notifications/devices/",
        {"endpoint": endpoint, "public_key": "", "secret": ""},
    )

    assert answer.status_code == 422


def test_a_place_of_five_thousand_figures_is_no_fault(city):
    desk = browser(make.user("controller", name="Ольга"))
    place = {"title": "Ответ", "text": "Готово", "position": "9" * 5000}

    assert desk.post("/desk/templates/", place).status_code == 302
