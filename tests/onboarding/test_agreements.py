"""Agreements: drafted, numbered without gaps, signed by both, in force, ended; nothing is rewritten."""

import io
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from docx import Document as Word

from appeals import actions
from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal, House, Message, Organisation, RoutingRule, Serving
from onboarding.organisations import details, steps
from onboarding.organisations.agreements import (
    document,
    drafting,
    ending,
    kept,
    party,
    sending,
    standing,
    templates,
    upkeep,
)
from onboarding.organisations.agreements.drafting import Wanted
from onboarding.organisations.agreements.paper import record_paper
from onboarding.organisations.models import (
    Agreement,
    AgreementTemplate,
    AnnexHouse,
    Details,
    Signature,
    Step,
)
from onboarding.organisations.scope import Scope
from onboarding.organisations.signing import sign
from onboarding.organisations.signing.refusal import SignatureRefused
from onboarding.organisations.states import State
from onboarding.organisations.urgent import tell_of_accidents
from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope
from tests import make
from tests.onboarding import keys

CITY = Actor(role=Role.ADMINISTRATOR, user_id=900, name="Анна, администратор")
CITY_INN, INN = "7736050003", "7707083893"
# Signatures are made by programs with clocks of their own: these tests live in the real now.
NOW = datetime.now(UTC)
TODAY = NOW.date()


@pytest.fixture
def vodokanal(city) -> Organisation:
    """An organisation that has come in and told its details."""
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
    organisation.inn = INN
    organisation.services = ["cold_water"]
    organisation.emergency_phone = "+78412000015"
    organisation.save()
    Details.objects.create(
        organisation=organisation,
        address="ул. Попова, 5",
        head_position="директор",
        head_name="Иванов Иван Иванович",
    )
    return organisation


@pytest.fixture
def head(vodokanal) -> Actor:
    return make.member(vodokanal, position="head")


def wanted(**fields) -> Wanted:
    fields = {
        "scope": Scope(("cold_water",), "all"),
        "terms": {"accept": "15m"},
        "since": TODAY,
    } | fields
    return Wanted(**fields)


def sent(organisation, **fields) -> Agreement:
    made = drafting.draft(organisation.pk, wanted(**fields), by=CITY, at=NOW)
    return sending.send(made.pk, by=CITY, at=NOW)


def both_sign(agreement, head, folder) -> None:
    content = kept.read(agreement.pdf_path, agreement.pdf_sha256)
    own = keys.identity(inn=INN)
    city = keys.identity("Кузнецова Елена Игоревна", organisation="Администрация", inn=CITY_INN)
    at = datetime.now(UTC)
    sign.sign_electronically(agreement.pk, keys.signed(content, own, folder), by=head, at=at)
    sign.sign_electronically(agreement.pk, keys.signed(content, city, folder), by=CITY, at=at)


def agreed(organisation, **fields) -> Agreement:
    """In force by scans: quicker where the signatures are not the point."""
    agreement = sent(organisation, **fields)
    at = fields.get("at", NOW)
    scan = b"%PDF-1.7 scan %%EOF"
    leader = Actor(role=Role.ORGANISATION, organisation_id=organisation.pk, position="head")
    sign.sign_by_scan(agreement.pk, scan, by=leader, at=at)
    sign.sign_by_scan(agreement.pk, scan, by=CITY, at=at)
    organisation.refresh_from_db()
    return agreement


def state(agreement, day=TODAY) -> State:
    return standing.state_of(sending.one(agreement.pk, CITY), day)


# --- the document --------------------------------------------------------------------------------


def test_a_sent_agreement_has_its_number_its_documents_and_its_annex(vodokanal):
    make.house()
    make.house("ул. Попова, 7")

    agreement = sent(vodokanal)

    assert agreement.number == f"1-{TODAY.year}"
    pdf = kept.read(agreement.pdf_path, agreement.pdf_sha256)
    assert pdf.startswith(b"%PDF-")
    word = Word(io.BytesIO(kept.read(agreement.docx_path, agreement.docx_sha256)))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "ООО «Водоканал»" in text
    assert "директор Иванов Иван Иванович" in text
    assert "холодная вода" in text
    assert "принять – 15 минут" in text
    assert "ул. Ладожская: 97" in text
    assert AnnexHouse.objects.count() == 2
    assert "PAGE" in word.sections[0].footer.paragraphs[0]._p.xml
    assert Step.objects.filter(what="agreement_sent").exists()


def test_numbers_have_no_gaps_though_a_sending_fails(vodokanal):
    first = sent(vodokanal)
    second = make.organisation("Тепло", stage="agreement")
    made = drafting.draft(second.pk, wanted(), by=CITY, at=NOW)
    with pytest.raises(BadInput, match="Заполните сведения организации"), transaction.atomic():
        sending.send(made.pk, by=CITY, at=NOW)
    Organisation.objects.filter(pk=second.pk).update(inn="7728168971")
    Details.objects.create(
        organisation=second, address="тут", head_position="директор", head_name="Петров П. П."
    )

    numbered = sending.send(made.pk, by=CITY, at=NOW)

    assert (first.serial, numbered.serial) == (1, 2)


def test_numbers_are_given_once_though_many_are_sent_at_once(committed):
    """Eight threads take a number each, every third one fails after taking it."""
    taken = []

    def take(turn: int) -> None:
        try:
            with scope.in_tenant(committed.penza):
                agreement = Agreement(since=TODAY)
                sending._number(agreement, NOW)
                if turn % 3 == 0:
                    raise RuntimeError("the sending failed")
                taken.append(agreement.serial)
        except RuntimeError:
            pass
        finally:
            connection.close()

    threads = [Thread(target=take, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == [1, 2, 3, 4, 5]


def test_a_text_with_an_unknown_place_is_refused_in_a_sentence(city):
    with pytest.raises(BadInput, match=r"Таких мест нет: \{директор\}"):
        templates.write("main", title="Соглашение", text="{директор}", by=CITY, at=NOW)


def test_a_new_version_leaves_older_documents_as_they_are(vodokanal):
    first = sent(vodokanal)
    templates.write("main", title="Договор", text="Стороны: {организация}", by=CITY, at=NOW)

    assert first.template.version == 1
    assert templates.latest("main").version == 2
    with pytest.raises(ProgrammingError), transaction.atomic():
        AgreementTemplate.objects.update(text="другой")


def test_houses_stand_street_by_street_in_their_order(city):
    for number in ("10", "9", "9а"):
        make.house(f"ул. Попова, {number}")

    places = document.places_of(House.objects.all())

    assert document.by_street(places) == ([("ул. Попова", "9, 9а, 10")], 3)


def test_terms_may_be_shorter_and_never_longer(vodokanal):
    with pytest.raises(BadInput, match="Соглашение сокращает сроки"):
        drafting.draft(vodokanal.pk, wanted(terms={"accept": "30cd"}), by=CITY, at=NOW)


# --- signing -------------------------------------------------------------------------------------


def test_two_electronic_signatures_put_it_in_force(vodokanal, head, tmp_path):
    house = make.house()
    agreement = sent(vodokanal)
    assert state(agreement) == State.SENT

    both_sign(agreement, head, tmp_path)

    vodokanal.refresh_from_db()
    assert state(agreement) == State.IN_FORCE
    assert vodokanal.agreement_number == agreement.number
    assert vodokanal.agreed_on(TODAY)
    assert vodokanal.terms == {"accept": "15m"}
    assert vodokanal.stage == "training"
    line = Serving.objects.get(house=house)
    assert (line.organisation, line.since, line.service) == (vodokanal, TODAY, "cold_water")
    assert RoutingRule.objects.filter(organisation=vodokanal).exists()


def test_one_signature_waits_for_the_other(vodokanal, head, tmp_path):
    agreement = sent(vodokanal)
    content = kept.read(agreement.pdf_path, agreement.pdf_sha256)
    signature = keys.signed(content, keys.identity(inn=INN), tmp_path)
    at = datetime.now(UTC)

    sign.sign_electronically(agreement.pk, signature, by=head, at=at)

    assert state(agreement) == State.SIGNED_BY_ONE
    with pytest.raises(RefusedMove, match="уже подписала"):
        sign.sign_electronically(agreement.pk, signature, by=head, at=at)
    with pytest.raises(SignatureRefused, match="другой организации"):
        sign.sign_electronically(agreement.pk, signature, by=CITY, at=at)


def told_by(organisation, **fields) -> dict[str, str]:
    """The details as they stand, with what somebody changes."""
    known = Details.objects.get(organisation=organisation)
    as_they_are = {name: getattr(organisation, name) for name in details.OF_ORGANISATION}
    return as_they_are | {name: getattr(known, name) for name in details.OF_DETAILS} | fields


def test_the_head_cannot_change_the_number_by_which_signatures_are_checked(vodokanal, head):
    told = told_by(vodokanal, inn=CITY_INN)

    with pytest.raises(BadInput, match="ИНН меняет администратор города"):
        details.change(vodokanal.pk, told=told, by=head, at=NOW)

    details.change(vodokanal.pk, told=told, by=CITY, at=NOW)
    vodokanal.refresh_from_db()
    assert vodokanal.inn == CITY_INN


@pytest.mark.parametrize("field", ["name", "ogrn", "head_name", "head_position", "basis"])
def test_whom_an_agreement_names_is_checked_anew_after_the_heads_change(vodokanal, head, field):
    details.change(vodokanal.pk, told=told_by(vodokanal), by=CITY, at=NOW)
    vodokanal.refresh_from_db()
    details.change(vodokanal.pk, told=told_by(vodokanal, licence="1"), by=head, at=NOW)
    assert Details.objects.get(organisation=vodokanal).checked_at == NOW

    new = "1027700132195" if field == "ogrn" else "Петров Пётр Петрович"
    details.change(vodokanal.pk, told=told_by(vodokanal, **{field: new}), by=head, at=NOW)

    assert Details.objects.get(organisation=vodokanal).checked_at is None
    assert "городу нужно проверить" in steps.course(vodokanal)[0].words


def test_a_sent_document_expects_whom_it_named(vodokanal, head, tmp_path):
    agreement = sent(vodokanal)
    told = told_by(vodokanal, inn=CITY_INN, head_name="Петров Пётр Петрович")
    details.change(vodokanal.pk, told=told, by=CITY, at=NOW)
    content = kept.read(agreement.pdf_path, agreement.pdf_sha256)
    other = keys.signed(content, keys.identity("Петров Пётр Петрович", inn=CITY_INN), tmp_path)
    named = keys.signed(content, keys.identity(inn=INN), tmp_path)
    at = datetime.now(UTC)

    with pytest.raises(SignatureRefused, match=f"организации с ИНН {INN}"):
        sign.sign_electronically(agreement.pk, other, by=head, at=at)
    taken = sign.sign_electronically(agreement.pk, named, by=head, at=at)

    assert not any("Подписал не тот" in each for each in taken.warnings)


def test_what_was_sent_and_signed_is_never_rewritten(vodokanal):
    agreement = agreed(vodokanal)

    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(number="2-1999")
    for rows in (Signature.objects, Step.objects):
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.update(by_name="другой")
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.all()._raw_delete("default")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk)._raw_delete("default")


def test_a_file_changed_past_the_product_is_noticed(vodokanal):
    from django.core.files.storage import default_storage

    agreement = sent(vodokanal)
    with open(default_storage.path(agreement.pdf_path), "ab") as file:
        file.write(b" ")

    with pytest.raises(kept.FileChanged):
        kept.read(agreement.pdf_path, agreement.pdf_sha256)


# --- the matrix and additional agreements ---------------------------------------------------------


def test_an_additional_agreement_changes_houses_and_terms_from_its_day(vodokanal):
    kept_house, dropped = make.house(), make.house("ул. Попова, 7")
    main = agreed(vodokanal)
    later = TODAY + timedelta(days=10)

    extra = agreed(
        vodokanal,
        is_additional=True,
        scope=Scope(("cold_water",), "chosen", (kept_house.pk,)),
        terms={"accept": "10m"},
        since=later,
    )

    assert extra.number == f"{main.number}/1"
    assert Serving.objects.get(house=dropped).until == later
    assert Serving.objects.get(house=kept_house).until is None
    assert vodokanal.terms == {"accept": "15m"}
    upkeep.look_at(vodokanal, at=NOW + timedelta(days=10))
    vodokanal.refresh_from_db()
    assert vodokanal.terms == {"accept": "10m"}
    assert vodokanal.agreement_number == main.number


def test_whoever_served_the_houses_before_ends_where_the_agreement_begins(vodokanal):
    house = make.house()
    old = make.serving(house, make.organisation("Старый водоканал"), since=date(2020, 1, 1))

    agreed(vodokanal)

    old.refresh_from_db()
    assert old.until == TODAY
    assert Serving.objects.get(until=None).organisation == vodokanal


def test_a_line_the_organisation_has_already_is_left_as_it_is(vodokanal):
    line = make.serving(make.house(), vodokanal, since=date(2020, 1, 1), source="реестр")

    agreed(vodokanal)

    assert list(Serving.objects.all()) == [line]


# --- time ------------------------------------------------------------------------------------------


@pytest.fixture
def at_work(vodokanal):
    """Live, with a member who reads, under an agreement of forty days."""
    make.member(vodokanal)
    house = make.house()
    agreement = agreed(vodokanal, until=TODAY + timedelta(days=40))
    Organisation.objects.filter(pk=vodokanal.pk).update(stage="live")
    vodokanal.refresh_from_db()
    return agreement, house


def test_both_sides_hear_of_the_end_a_month_before_and_once(vodokanal, at_work, head):
    agreement, _ = at_work
    make.user("administrator")
    soon = NOW + timedelta(days=15)

    for _again in range(3):
        upkeep.keep_agreements(at=soon)

    assert state(agreement, TODAY + timedelta(days=15)) == State.EXPIRING
    assert Step.objects.filter(what="agreement_expiring").count() == 1
    assert Message.objects.filter(key__startswith="agreement:expiring").count() >= 2


def test_an_expired_agreement_sends_the_open_work_to_the_desk(vodokanal, at_work):
    agreement, house = at_work
    appeal = make.appeal(house_id=house.pk, category="cold_water_off", at=NOW)
    assert appeal.organisation == vodokanal
    over = NOW + timedelta(days=41)

    upkeep.keep_agreements(at=over)
    upkeep.keep_agreements(at=over)

    appeal.refresh_from_db()
    assert state(agreement, over.date()) == State.EXPIRED
    assert (appeal.status, appeal.organisation) == ("returned", None)
    assert appeal.named_organisation == vodokanal
    assert "соглашение с ней не действует" in appeal.routed_why
    assert appeal.returned_count == 0
    assert Step.objects.filter(what="agreement_over").count() == 1
    later = make.appeal(house_id=house.pk, category="cold_water_off", at=over)
    assert (later.organisation, later.named_organisation) == (None, vodokanal)
    assert "соглашение с ней не действует" in later.routed_why
    with pytest.raises(BadInput, match="Соглашение с"):
        actions.assign(later.pk, organisation=vodokanal, by=make.DISPATCHER, at=over)


def test_a_termination_takes_the_work_back_at_once(vodokanal, at_work):
    agreement, house = at_work
    appeal = make.appeal(house_id=house.pk, category="cold_water_off", at=NOW)

    ending.terminate(agreement.pk, since=TODAY, reason="по соглашению сторон", by=CITY, at=NOW)

    appeal.refresh_from_db()
    assert state(agreement) == State.TERMINATED
    assert appeal.organisation is None
    assert Organisation.objects.get(pk=vodokanal.pk).agreement_until == TODAY


def test_what_has_not_begun_ends_on_its_first_day(vodokanal):
    begins = TODAY + timedelta(days=10)
    agreement = agreed(vodokanal, since=begins)

    ending.terminate(agreement.pk, since=TODAY, reason="передумали", by=CITY, at=NOW)

    vodokanal.refresh_from_db()
    assert (vodokanal.agreement_since, vodokanal.agreement_until) == (begins, begins)
    assert not vodokanal.agreed_on(begins)


def test_nothing_is_added_to_what_no_longer_holds(vodokanal, head):
    main = agreed(vodokanal)
    extra = sent(vodokanal, is_additional=True)
    ending.terminate(main.pk, since=TODAY, reason="долги", by=CITY, at=NOW)

    with pytest.raises(RefusedMove, match="уже не действует"):
        sign.sign_by_scan(extra.pk, b"%PDF-1.7 scan %%EOF", by=head, at=NOW)


def test_an_organisation_leaves_with_a_months_notice(vodokanal, at_work, head):
    agreement, _ = at_work

    with pytest.raises(BadInput, match="не раньше"):
        ending.terminate(agreement.pk, since=TODAY, reason="уходим", by=head, at=NOW)
    ending.terminate(
        agreement.pk, since=TODAY + timedelta(days=30), reason="уходим", by=head, at=NOW
    )


def test_a_withdrawn_document_keeps_its_number_and_makes_room(vodokanal):
    first = sent(vodokanal)
    with pytest.raises(RefusedMove, match="ещё на подписи"):
        drafting.draft(vodokanal.pk, wanted(), by=CITY, at=NOW)

    ending.withdraw(first.pk, reason="опечатка", by=CITY, at=NOW)

    assert state(first) == State.WITHDRAWN
    assert sent(vodokanal).serial == 2


def test_a_renewal_that_follows_at_once_leaves_no_gap(vodokanal, at_work):
    agreement, _ = at_work
    agreed(vodokanal, since=TODAY + timedelta(days=40))

    assert vodokanal.agreement_number == agreement.number
    assert vodokanal.agreement_until is None


def test_between_two_agreements_the_work_is_the_desks(vodokanal, at_work):
    _, house = at_work
    appeal = make.appeal(house_id=house.pk, category="cold_water_off", at=NOW)
    agreed(vodokanal, since=TODAY + timedelta(days=60))

    upkeep.keep_agreements(at=NOW + timedelta(days=45))
    appeal.refresh_from_db()
    assert appeal.organisation is None

    upkeep.keep_agreements(at=NOW + timedelta(days=60))
    vodokanal.refresh_from_db()
    assert vodokanal.agreed_on(TODAY + timedelta(days=60))


def test_a_paper_agreement_counts_from_its_day(vodokanal):
    record_paper(vodokanal, number="12-п", since=TODAY, by=CITY, at=NOW)

    vodokanal.refresh_from_db()
    assert vodokanal.agreed_on(TODAY)
    assert vodokanal.agreement_number == "12-п"


# --- accidents -------------------------------------------------------------------------------------


def test_an_accident_reaches_the_phone_and_the_desk_without_an_agreement(
    vodokanal, at_work, settings
):
    settings.SMS_URL = "file:"
    agreement, house = at_work
    dispatcher = make.user("dispatcher")
    ending.terminate(agreement.pk, since=TODAY, reason="долги", by=CITY, at=NOW)
    appeal = make.appeal(house_id=house.pk, category="water_pipe_burst", at=NOW)
    assert appeal.is_emergency
    payload = {"appeal": appeal.pk, "kind": "register"}

    tell_of_accidents([payload])
    tell_of_accidents([payload])

    assert Appeal.objects.get(pk=appeal.pk).organisation is None
    sms = Message.objects.get(channel="sms")
    assert sms.to == vodokanal.emergency_phone
    assert appeal.number in sms.text
    alarm = Message.objects.get(event="alarm")
    assert alarm.user_id == dispatcher.pk
    assert "СМС на её круглосуточный телефон" in alarm.text
