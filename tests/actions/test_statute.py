"""The second regime: who may file under 59-ФЗ, numbers without gaps, the law's clocks, the answer."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils.timezone import localdate

from appeals import actions
from appeals.actions import returns
from appeals.actions.watch import archive_confirmed
from appeals.actions.watch_statutory import note_statutory_breaches
from appeals.errors import BadInput, NotAllowed, RefusedMove
from appeals.models import Applicant, Event, OfficialLetter, Policy, StatutoryCase
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.faults.test_races import together
from tests.make import FRIDAY_NOON

DAY = timedelta(days=1)
CONTROLLER = Actor(role=Role.CONTROLLER, user_id=902, name="Ольга, контролёр")
MARIA = "Иванова Мария Петровна"
SIGNED = {"signed_by": "Ким О. Н.", "position": "начальник управления"}


def known(*, level: int = 2, full_name: str = MARIA) -> Actor:
    """A resident whose account has this level, signed in on the portal."""
    person = make.user(identity_level=level, full_name=full_name)
    return Actor(role=Role.RESIDENT, user_id=person.pk, name=person.name)


def statutory(*, by: Actor | None = None, at=FRIDAY_NOON, **fields):
    fields.setdefault("answer_address", "maria@example.org")
    return make.appeal(regime="statutory", by=by or known(), at=at, **fields)


def kinds(appeal) -> list[str]:
    return [event.kind for event in Event.objects.filter(appeal=appeal)]


def case_of(appeal) -> StatutoryCase:
    return StatutoryCase.objects.get(appeal=appeal)


@pytest.fixture
def filed(city):
    return statutory()


@pytest.fixture
def registered(filed, dispatcher):
    return actions.enter(filed.pk, by=dispatcher, at=FRIDAY_NOON + DAY)


class TestFiling:
    def test_it_is_filed_in_the_name_the_city_has_seen(self, city):
        appeal = statutory(name="Дед Мороз")

        who = Applicant.objects.get(appeal=appeal)
        assert (who.name, who.answer_address) == (MARIA, "maria@example.org")
        assert (appeal.regime, appeal.answer_owed) == ("statutory", True)
        assert case_of(appeal).clock == "register"
        assert localdate(case_of(appeal).register_by - timedelta(seconds=1)) == date(2026, 11, 23)

    @pytest.mark.parametrize(
        ("by", "word"),
        [
            (lambda: make.RESIDENT, "войдите"),
            (lambda: known(level=1), "покажите документ"),
            (lambda: Actor(role=Role.RESIDENT, user_id=known().user_id, channel="api"), "портале"),
            (lambda: Actor(role=Role.DISPATCHER, user_id=1, channel="phone"), "портале"),
        ],
    )
    def test_nobody_else_files_it_and_everybody_is_told_what_to_do(self, city, by, word):
        with pytest.raises(BadInput) as refused:
            statutory(by=by())

        assert word in refused.value.fields["regime"]
        assert "обычным сообщением" in refused.value.fields["regime"]

    def test_the_city_says_which_level_is_enough(self, city):
        Policy(pk=1, statutory_level=1).save()

        appeal = statutory(by=known(level=1, full_name=""), name="Петров Пётр")

        assert Applicant.objects.get(appeal=appeal).name == "Петров Пётр"

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"name": "Мария"}, "full_name"),
            ({"name": "Иванова Мария 2"}, "full_name"),
            ({"name": MARIA, "answer_address": "мария@"}, "answer_address"),
            ({"name": MARIA, "answer_address": "Пенза"}, "answer_address"),
        ],
    )
    def test_the_law_asks_for_a_name_in_full_and_an_address(self, city, fields, wrong):
        Policy(pk=1, statutory_level=1).save()

        with pytest.raises(BadInput) as refused:
            statutory(by=known(level=1, full_name=""), **fields)

        assert list(refused.value.fields) == [wrong]

    def test_a_postal_address_is_enough(self, city):
        appeal = statutory(answer_address="440000, Пенза, ул. Московская, 1, кв. 2")

        assert Applicant.objects.get(appeal=appeal).answer_address.startswith("440000")

    def test_without_consent_it_is_not_taken(self, city):
        with pytest.raises(BadInput) as refused:
            statutory(consent="")

        assert "consent" in refused.value.fields


class TestRegistration:
    def test_it_gets_the_number_of_the_year_and_the_laws_clocks(self, registered):
        case = case_of(registered)

        assert case.number == "ОГ-2026-00001"
        assert localdate(case.consider_by - timedelta(seconds=1)) == date(2026, 12, 21)
        assert localdate(case.forward_by - timedelta(seconds=1)) == date(2026, 11, 28)
        assert (case.clock, case.due_at) == ("consider", case.consider_by)
        assert "59-ФЗ ст. 12" in case.terms["consider"]["source"]
        assert case.terms["forward"]["mark"] == "check"
        assert kinds(registered)[-1] == "enter"

    def test_it_is_numbered_once(self, registered, dispatcher):
        with pytest.raises(RefusedMove, match="ОГ-2026-00001"):
            actions.enter(registered.pk, by=dispatcher, at=FRIDAY_NOON + DAY)

    def test_the_city_may_number_at_once(self, city):
        Policy(pk=1, registers_at_once=True).save()

        assert [case_of(statutory()).number for _ in range(2)] == ["ОГ-2026-00001", "ОГ-2026-00002"]

    def test_an_organisation_does_not_register(self, filed, member):
        with pytest.raises(NotAllowed):
            actions.enter(filed.pk, by=member, at=FRIDAY_NOON)

    def test_numbers_given_at_once_are_neither_shared_nor_skipped(self, committed, dispatcher):
        """Eight at the same moment, every third of them rolled back after it had its number."""
        from tenants.isolation import scope

        with scope.in_tenant(committed.penza):
            ours = [statutory().pk for _ in range(8)]

        def give(index: int, pk: int):
            def run():
                with transaction.atomic():
                    actions.enter(pk, by=dispatcher, at=FRIDAY_NOON)
                    if index % 3 == 0:
                        raise RefusedMove("передумали")

            return run

        outcomes = together(committed.penza, *(give(*pair) for pair in enumerate(ours)))

        assert sum(isinstance(outcome, RefusedMove) for outcome in outcomes) == 3
        with scope.in_tenant(committed.penza):
            numbers = StatutoryCase.objects.filter(serial__isnull=False)
            assert sorted(numbers.values_list("serial", flat=True)) == [1, 2, 3, 4, 5]
            late = actions.enter(ours[0], by=dispatcher, at=FRIDAY_NOON)
            assert case_of(late).serial == 6


class TestAnswer:
    def test_nothing_statutory_is_closed_without_it(self, registered, dispatcher):
        with pytest.raises(RefusedMove, match="ответьте заявителю письменно"):
            actions.reject(registered.pk, ground="no_breach", by=dispatcher, at=FRIDAY_NOON)
        with pytest.raises(RefusedMove), transaction.atomic():
            actions.duplicate(registered.pk, of=make.appeal(), by=dispatcher, at=FRIDAY_NOON)

    def test_the_database_keeps_to_it_too(self, registered):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(registered).objects.filter(pk=registered.pk).update(
                status="archived", closed_at=FRIDAY_NOON
            )

    def test_given_it_opens_the_way_to_closing(self, registered, dispatcher):
        actions.answer_in_writing(
            registered.pk,
            text="Провели проверку.",
            by=dispatcher,
            at=FRIDAY_NOON + 2 * DAY,
            **SIGNED,
        )

        assert case_of(registered).ending == "answered"
        assert case_of(registered).due_at is None
        closed = actions.reject(
            registered.pk, ground="no_breach", by=dispatcher, at=FRIDAY_NOON + 2 * DAY
        )
        assert closed.status == "rejected"

    def test_it_waits_for_the_number_and_a_signature(self, filed, dispatcher):
        with pytest.raises(RefusedMove, match="зарегистрируйте"):
            actions.answer_in_writing(filed.pk, text="Да", by=dispatcher, at=FRIDAY_NOON, **SIGNED)
        actions.enter(filed.pk, by=dispatcher, at=FRIDAY_NOON)
        with pytest.raises(BadInput) as refused:
            actions.answer_in_writing(
                filed.pk, text=" ", signed_by="", by=dispatcher, at=FRIDAY_NOON
            )
        assert set(refused.value.fields) == {"text", "signed_by"}

    def test_a_letter_is_never_changed(self, registered, dispatcher):
        actions.answer_in_writing(registered.pk, text="Да", by=dispatcher, at=FRIDAY_NOON, **SIGNED)
        with pytest.raises(ProgrammingError), transaction.atomic():
            OfficialLetter.objects.update(text="Нет")

    def test_a_satisfied_applicant_does_not_close_it_and_silence_does_not_either(
        self, registered, vodokanal, member, dispatcher
    ):
        at = FRIDAY_NOON + 2 * DAY
        actions.assign(registered.pk, organisation=vodokanal, by=dispatcher, at=at)
        actions.accept(registered.pk, by=member, at=at)
        actions.resolve(registered.pk, report="Готово", cause="unknown", by=member, at=at)
        returns.lapse_votes(at=at + 30 * DAY)
        registered.refresh_from_db()
        assert registered.status == "resolved"

        told = actions.record_callback(registered.pk, result="satisfied", by=dispatcher, at=at)
        assert told.status == "confirmed"
        assert archive_confirmed(at=at + 3 * DAY) == 0
        actions.answer_in_writing(registered.pk, text="Да", by=dispatcher, at=at, **SIGNED)
        assert archive_confirmed(at=at + 3 * DAY) == 1


class TestTerms:
    def test_extended_once_by_thirty_days_at_most(self, registered, dispatcher):
        at, before = FRIDAY_NOON + 5 * DAY, case_of(registered).consider_by
        with pytest.raises(BadInput):
            actions.extend(registered.pk, days=31, text="Ждём", by=dispatcher, at=at, **SIGNED)

        actions.extend(registered.pk, days=30, text="Ждём", by=dispatcher, at=at, **SIGNED)

        assert case_of(registered).consider_by == before + 30 * DAY
        assert OfficialLetter.objects.get().until == before + 30 * DAY
        with pytest.raises(RefusedMove, match="уже продлевали"):
            actions.extend(registered.pk, days=1, text="Ждём", by=dispatcher, at=at, **SIGNED)

    def test_what_is_over_is_not_extended(self, registered, dispatcher):
        with pytest.raises(RefusedMove, match="истёк"):
            actions.extend(
                registered.pk,
                days=5,
                text="Ждём",
                by=dispatcher,
                at=FRIDAY_NOON + 40 * DAY,
                **SIGNED,
            )

    def test_forwarding_closes_it_as_not_the_citys(self, registered, dispatcher):
        actions.forward(
            registered.pk,
            competent="Роспотребнадзор",
            text="Ваше обращение направлено.",
            by=dispatcher,
            at=FRIDAY_NOON + 3 * DAY,
            **SIGNED,
        )

        registered.refresh_from_db()
        assert (registered.status, registered.outcome) == ("rejected", "not_ours")
        assert case_of(registered).ending == "forwarded"
        told = Event.objects.get(appeal=registered, kind="forward")
        assert (told.details["competent"], told.details["late"]) == ("Роспотребнадзор", False)

    def test_with_an_organisation_it_is_not_forwarded(self, registered, vodokanal, dispatcher):
        actions.assign(registered.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)

        with pytest.raises(RefusedMove):
            actions.forward(
                registered.pk,
                competent="Суд",
                text="Да",
                by=dispatcher,
                at=FRIDAY_NOON,
                **SIGNED,
            )

    def test_a_term_that_ran_out_stands_in_the_journal_once(self, registered):
        late = FRIDAY_NOON + 40 * DAY

        assert [note_statutory_breaches(at=late), note_statutory_breaches(at=late)] == [1, 0]
        breach = Event.objects.get(appeal=registered, kind="breach")
        assert breach.details["clock"] == "consider"


class TestRegime:
    def test_a_senior_changes_it_with_a_reason(self, city, dispatcher):
        appeal = make.appeal(by=known(), email="maria@example.org")
        with pytest.raises(NotAllowed):
            actions.change_regime(appeal.pk, reason="Просит", by=dispatcher, at=FRIDAY_NOON)
        with pytest.raises(BadInput):
            actions.change_regime(appeal.pk, reason=" ", by=CONTROLLER, at=FRIDAY_NOON)

        changed = actions.change_regime(
            appeal.pk, reason="Заявитель просит ответ", by=CONTROLLER, at=FRIDAY_NOON
        )

        assert (changed.regime, changed.answer_owed) == ("statutory", True)
        assert kinds(appeal)[-1] == "regime"
        assert Applicant.objects.get(appeal=appeal).answer_address == "maria@example.org"

    def test_an_unknown_applicants_message_stays_a_message(self, city):
        with pytest.raises(RefusedMove, match="не подтверждена"):
            actions.change_regime(make.appeal().pk, reason="Просит", by=CONTROLLER, at=FRIDAY_NOON)

    def test_a_withdrawn_one_keeps_its_number_and_may_come_back(self, registered):
        at = FRIDAY_NOON + 2 * DAY
        back = actions.change_regime(registered.pk, reason="Отозвано", by=CONTROLLER, at=at)
        assert (back.regime, back.answer_owed) == ("request", False)
        assert case_of(back).ending == "withdrawn"

        again = actions.change_regime(registered.pk, reason="Передумал", by=CONTROLLER, at=at)

        assert case_of(again).number == "ОГ-2026-00001"
        assert case_of(again).due_at == case_of(again).consider_by
        assert again.answer_owed
