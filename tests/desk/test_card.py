"""The page of one appeal: every clock with its source, every record, no name of a resident."""

from datetime import timedelta

from django.utils import timezone

from appeals import actions
from appeals.desk import card
from appeals.models import Appeal
from tests import make


def test_each_clock_names_its_source_and_whether_it_was_met(vodokanal, member, dispatcher, city):
    start = timezone.now() - timedelta(hours=5)
    appeal = make.appeal(at=start)
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=start)
    actions.accept(appeal.pk, by=member, at=start + timedelta(hours=3))
    lines = {
        line.name: line for line in card.read(Appeal.objects.get(pk=appeal.pk), dispatcher).clocks
    }

    assert lines["Принять"].source.startswith("соглашение")
    assert lines["Принять"].late_by == timedelta(hours=1)
    assert not lines["Принять"].runs
    assert lines["Устранить"].runs
    assert all(line.source for line in lines.values())


def test_the_reason_of_the_route_names_who_should_have_got_it(desk, city):
    trial = make.organisation("УК «Арбеково»", stage="trial")
    house = make.house()
    make.serving(house, trial, "cold_water")
    appeal = make.appeal(house_id=house.pk, category="cold_water_off")

    page = desk.get(f"/desk/appeals/{appeal.latin_number}/").text

    assert "Должна решать УК «Арбеково»." in page
    assert "тестовом режиме" in page


def test_a_resident_is_never_named_in_the_journal(desk, city):
    resident = make.RESIDENT.__class__(role="resident", user_id=5, name="Мария Петровна")
    appeal = make.appeal(by=resident)

    journal = card.read(Appeal.objects.get(pk=appeal.pk), make.DISPATCHER).journal

    assert [line.who for line in journal] == ["заявитель"]


def test_the_journal_is_newest_first_and_quotes_what_was_said(desk, vodokanal, dispatcher, city):
    appeal = make.appeal(at=timezone.now())
    actions.assign(
        appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now(), comment="Срочно"
    )
    page = desk.get(f"/desk/appeals/{appeal.latin_number}/").text

    assert page.index("Передано исполнителю") < page.index("<b>Зарегистрировано</b>")
    assert "<q>Срочно</q>" in page


def test_the_page_follows_the_stream_by_its_own_partial(desk, city):
    appeal = make.appeal()
    address = f"/desk/appeals/{appeal.latin_number}/"

    assert f'data-live="/live/?appeal={appeal.latin_number}&amp;seen=1"' in desk.get(address).text
    partial = desk.get(address, {"partial": "appeal"}).text
    for part in ("appeal-state", "appeal-moves", "appeal-journal"):
        assert f'id="{part}" data-live-part' in partial


def test_a_page_costs_twelve_statements(desk, vodokanal, dispatcher, city, statements):
    appeal = make.appeal(at=timezone.now(), phone="+79001234567")
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())

    with statements(12):
        assert desk.get(f"/desk/appeals/{appeal.latin_number}/").status_code == 200
