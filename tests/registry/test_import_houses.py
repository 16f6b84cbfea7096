from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from appeals import actions
from appeals.models import House, ImportRecord, Member, Organisation, Serving, Street
from appeals.registry import importing
from appeals.registry.house_rows import Frame
from appeals.registry.layouts import recognise
from appeals.registry.tables import open_table
from tenants.accounts.actor import ANONYMOUS
from tenants.isolation import scope
from tests import make

TODAY = date(2026, 11, 20)
FRAME = Frame("Пенза", TODAY, 53.195, 45.019)
HEADER = "Адрес;Широта;Долгота;Год постройки;Этажей;УК;Код УК;Дата договора"
GOOD = "г. Пенза, ул. Ленина, д. 5;53.2;45.0;1967;5;ООО УК Уют;77;01.09.2015"


@pytest.fixture
def bring(city, tmp_path):
    def run(*rows, skip_bad=False, today=TODAY):
        path = tmp_path / "дома.csv"
        path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        table = open_table(path)
        layout = recognise("houses", table.header)
        outcome = importing.look(table, layout, FRAME)
        return importing.bring_in(outcome, layout, source="тест", today=today, skip_bad=skip_bad)

    return run


def test_a_house_comes_with_its_street_its_company_and_its_contract(bring):
    bring(GOOD)

    house = House.objects.get()
    assert (house.address, house.normal_number) == ("ул. Ленина, д. 5", "5")
    assert (house.built_year, house.floors, house.latitude) == (1967, 5, 53.2)
    line = Serving.objects.get()
    assert (line.house, line.service, line.since) == (house, "management", date(2015, 9, 1))
    assert (line.organisation.name, line.organisation.stage) == ("ООО УК Уют", "invited")
    assert line.organisation.outside_id == "77"


def test_a_former_name_comes_with_its_street_and_the_next_list_adds_to_it(city, tmp_path):
    def bring_in(*rows):
        path = tmp_path / "дома.csv"
        path.write_text("\n".join(["Адрес;Прежнее название улицы", *rows]), encoding="utf-8")
        table = open_table(path)
        layout = recognise("houses", table.header)
        outcome = importing.look(table, layout, FRAME)
        importing.bring_in(outcome, layout, source="тест", today=TODAY)

    bring_in(
        "г. Пенза, ул. Володарского, д. 5;ул. Лекарская",
        "г. Пенза, ул. Володарского (бывш. Лекарская), д. 7;",
    )
    bring_in("г. Пенза, ул. Володарского, д. 5;ул. Аптекарская")

    street = Street.objects.get()
    assert street.old_names == ["ул. Лекарская", "ул. Аптекарская"]
    assert street.old_search == "lekarskaia\naptekarskaia"


def test_the_same_list_twice_changes_nothing(bring):
    bring(GOOD)
    before = list(House.objects.values()), list(Serving.objects.values())

    again = bring(GOOD)

    assert again.houses == {"unchanged": 1}
    assert again.servings == {"unchanged": 1}
    assert (list(House.objects.values()), list(Serving.objects.values())) == before
    assert Organisation.objects.count() == Street.objects.count() == 1


def test_another_spelling_of_a_house_updates_it(bring):
    bring(GOOD)

    again = bring(GOOD.replace("ул. Ленина, д. 5", "улица ленина 5").replace(";5;", ";9;"))

    assert again.houses == {"updated": 1}
    assert House.objects.get().floors == 9


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("г. Артем, ул. Ленина, д. 5;53.2;45.0;;;;;", "other_town"),
        ("край. Приморский, тер. Мыс, ул. Ленина, д. 5;53.2;45.0;;;;;", "other_town"),
        ("г. Пенза, д. 94;53.2;45.0;;;;;", "no_street"),
        ("г. Пенза, ул. Ленина;53.2;45.0;;;;;", "no_house"),
        (";53.2;45.0;1967;;;;", "no_address"),
        ("ул. Ленина, д. 5;55.76;37.64;;;;;", "far"),
        ("ул. Ленина, д. 5;45.0;;;;;;", "bad_point"),
        ("ул. Ленина, д. 5;север;45;;;;;", "bad_point"),
        ("ул. Ленина, д. 5;953.2;45;;;;;", "bad_point"),
        ("ул. Ленина, д. 5;53.2;45.0;3013;;;;", "future_year"),
        ("ул. Ленина, д. 5;53.2;45.0;семь;;;;", "bad_number"),
        ("ул. Ленина, д. 5;53.2;45.0;1967;пять;;;", "bad_number"),
        ("ул. Ленина, д. 5;53.2;45.0;1967;-5;;;", "bad_number"),
        ("ул. Ленина, д. 5;53.2;45.0;1967;900;;;", "bad_number"),
        ("ул. Ленина, д. 5;53.2;45.0;1967;5;;;;;лишнее", "broken_row"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason_and_nothing_is_written(bring, row, reason):
    with pytest.raises(importing.NothingTaken) as refused:
        bring(GOOD, row)

    assert [(p.line, p.reason) for p in refused.value.outcome.problems if p.refuses] == [
        (3, reason)
    ]
    assert not House.objects.exists()


def test_bad_rows_are_left_out_when_asked(bring):
    outcome = bring(GOOD, "г. Артем, ул. Ленина, д. 5;53.2;45.0;;;;;", skip_bad=True)

    assert outcome.refused_lines == {3}
    assert House.objects.count() == 1


def test_of_two_rows_of_one_house_the_fuller_is_taken_and_the_other_named(bring):
    poor = "Пенза г, Ленина ул., 5;53.2;45.0;;;;;"
    outcome = bring(poor.replace("Пенза г, Ленина ул., 5", "г. Пенза, улица Ленина, дом 5"), GOOD,
                    skip_bad=True)  # fmt: skip

    assert [(p.line, p.reason) for p in outcome.problems] == [(2, "repeated")]
    assert "строке 3" in outcome.problems[0].sentence
    assert House.objects.get().floors == 5


def test_an_impossible_contract_date_is_a_remark(bring):
    outcome = bring(GOOD.replace("01.09.2015", "15.02.3013"))

    assert [(p.reason, p.refuses) for p in outcome.problems] == [("bad_date", False)]
    assert Serving.objects.get().since is None


def test_a_house_without_a_point_is_taken_with_a_remark(bring):
    outcome = bring(GOOD.replace("53.2;45.0", ";"))

    assert [p.reason for p in outcome.problems] == ["no_point"]
    assert House.objects.get().latitude is None


def test_a_house_with_a_foreign_point_may_be_taken_without_it(city, tmp_path):
    path = tmp_path / "дома.csv"
    path.write_text(f"{HEADER}\nул. Ленина, д. 5;55.76;37.64;;;;;")
    table = open_table(path)
    frame = replace(FRAME, drop_far_points=True)

    outcome = importing.look(table, recognise("houses", table.header), frame)

    assert [(p.reason, p.refuses) for p in outcome.problems] == [("far", False)]
    assert outcome.taken[0].latitude is None


def test_two_companies_of_one_name_stay_two(bring):
    bring(GOOD, GOOD.replace("д. 5", "д. 7").replace(";77;", ";78;"))

    assert sorted(Organisation.objects.values_list("outside_id", flat=True)) == ["77", "78"]


def test_a_company_that_the_city_entered_by_hand_keeps_its_stage(bring):
    Organisation.objects.create(name="ООО «УК Уют»", stage="live")

    bring(GOOD)

    assert Serving.objects.get().organisation.stage == "live"
    assert Organisation.objects.get().outside_id == "77"


def test_a_change_of_company_ends_the_old_line_where_the_new_contract_begins(bring):
    bring(GOOD)
    bring(GOOD.replace("УК Уют", "УК Рост").replace(";77;", ";79;").replace("2015", "2026"))

    lines = {line.organisation.name: line for line in Serving.objects.all()}
    assert lines["ООО УК Уют"].until == date(2026, 9, 1)
    assert (lines["ООО УК Рост"].since, lines["ООО УК Рост"].until) == (date(2026, 9, 1), None)


def test_a_line_of_the_matrix_written_by_hand_is_left_alone(bring):
    bring(GOOD.replace("ООО УК Уют;77", ";"))
    own = make.organisation("Своя УК")
    make.serving(House.objects.get(), own, "management")

    outcome = bring(GOOD)

    assert [p.reason for p in outcome.problems] == ["other_serving"]
    assert Serving.objects.get().organisation == own


def test_a_city_without_a_known_centre_takes_the_middle_of_its_houses(city, tmp_path):
    path = tmp_path / "дома.csv"
    near = [f"ул. Ленина, д. {n};53.2;45.0;;;;;" for n in range(1, 8)]
    path.write_text("\n".join([HEADER, *near, "ул. Ленина, д. 9;55.76;37.64;;;;;"]))
    table = open_table(path)

    outcome = importing.look(table, recognise("houses", table.header), Frame("Пенза", TODAY))

    assert [(p.line, p.reason) for p in outcome.problems if p.refuses] == [(9, "far")]


def command(*arguments):
    out = StringIO()
    call_command("import_houses", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def real(shared_data):
    path = shared_data / "vladivostok.csv.gz"
    if not path.exists():
        pytest.skip("нет ../shared/data/vladivostok.csv.gz")
    return str(path)


def test_the_command_refuses_the_register_of_another_town_whole(committed, real, tmp_path):
    report = tmp_path / "замечания.csv"
    with pytest.raises(CommandError, match="Ничего не записано"):
        command("penza", real, "--report", str(report))

    assert "дом другого города" in report.read_text(encoding="utf-8-sig")
    with scope.in_tenant(committed.penza):
        assert not House.objects.exists()


def test_the_command_writes_into_the_journal_of_imports(committed, tmp_path):
    path = tmp_path / "дома.csv"
    path.write_text(f"{HEADER}\n{GOOD}", encoding="utf-8")

    command("penza", str(path))

    with scope.in_tenant(committed.penza):
        record = ImportRecord.objects.get()
    assert (record.rows_taken, record.actor_name) == (1, "Команда import_houses")
    assert record.counts["houses"] == {"created": 1}


def test_an_appeal_at_an_imported_house_names_the_company_where_nobody_looks(bring):
    bring(GOOD)
    filing = make.filing(house_id=House.objects.get().pk, category="roof_leak")

    appeal = actions.register(filing, by=ANONYMOUS, at=make.FRIDAY_NOON)

    assert appeal.organisation is None
    assert appeal.named_organisation == Organisation.objects.get()
    assert "ещё не подключена" in appeal.routed_why


def test_an_appeal_at_an_imported_house_goes_to_its_company_once_that_is_live(bring):
    bring(GOOD)
    company = Organisation.objects.get()
    company.stage, company.agreement_since = "live", make.AGREED_ON
    company.save()
    make.member(company, position=Member.DISPATCHER)
    filing = make.filing(house_id=House.objects.get().pk, category="roof_leak")

    appeal = actions.register(filing, by=ANONYMOUS, at=make.FRIDAY_NOON)

    assert appeal.organisation == company
    assert appeal.status == "assigned"
