"""What must be true before an organisation goes to live work, as both sides read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from appeals.models import Organisation
from onboarding.organisations.gate_facts import Facts, gather
from onboarding.organisations.models import GateRules
from onboarding.organisations.today import today


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a sentence, whether it is met, and how it stands in a few words.

    `advice` says what to do about one that is not met. One that `always` holds is asked anew when
    work that was suspended goes on.
    """

    sentence: str
    is_met: bool
    detail: str = ""
    advice: str = ""
    always: bool = False


def conditions(organisation: Organisation, at: datetime) -> list[Condition]:
    """Every condition, in the order of the way, by the city's own numbers."""
    facts = gather([organisation], day=today(at))[organisation.pk]
    return judged(facts, GateRules.of_city(), at)


def judged(facts: Facts, rules: GateRules, at: datetime) -> list[Condition]:
    """The conditions over facts that were read already."""
    return [
        _yes_no(
            "Соглашение подписано обеими сторонами и действует",
            facts.is_agreed,
            "Подпишите соглашение с обеих сторон.",
            always=True,
        ),
        *_certificates(facts, rules, at),
        _trained(facts, rules),
        _yes_no(
            "Есть сотрудник с допуском, который увидит обращения",
            facts.is_staffed,
            "Нужен хотя бы один сотрудник с пройденным курсом: иначе обращения никто не увидит.",
            always=True,
        ),
        _practised(facts, rules),
        _phone(facts, rules, at),
    ]


def missing(found: Sequence[Condition]) -> list[str]:
    """What stands between an organisation and live work, as sentences that say what to do."""
    return [each.advice for each in found if not each.is_met]


def _yes_no(sentence: str, is_met: bool, advice: str, *, always: bool = False) -> Condition:
    return Condition(sentence, is_met, "да" if is_met else "нет", advice, always)


def _certificates(facts: Facts, rules: GateRules, at: datetime) -> list[Condition]:
    if facts.certificate_ends is None:
        return []
    days = max(0, (facts.certificate_ends - at) // timedelta(days=1))
    is_met = days >= rules.certificate_days
    return [
        Condition(
            f"Сертификаты подписи действуют {rules.certificate_days} дн. и дольше",
            is_met,
            "да" if is_met else f"ещё {days} дн.",
            "Продлите сертификат подписи и подпишите соглашение заново.",
        )
    ]


def _trained(facts: Facts, rules: GateRules) -> Condition:
    passed, total = facts.trained
    whom = (
        "Обучены все, кто работает в очереди"
        if rules.trained_percent == 100
        else f"Обучено не меньше {rules.trained_percent} % сотрудников"
    )
    return Condition(
        whom,
        total > 0 and passed * 100 >= rules.trained_percent * total,
        f"{passed} из {total}",
        "Пройти курс должны те, кто его ещё не сдал; кто в системе не работает, того уберите из "
        "сотрудников.",
    )


def _practised(facts: Facts, rules: GateRules) -> Condition:
    on_time, total = facts.practised
    return Condition(
        f"Учебных обращений не меньше {rules.practice_least}, в срок не меньше "
        f"{rules.on_time_percent} %",
        total >= rules.practice_least and on_time * 100 >= rules.on_time_percent * total,
        f"{on_time} из {total}",
        f"Выполните учебные обращения: в срок {on_time} из {total}, нужно не меньше "
        f"{rules.practice_least}, из них в срок {rules.on_time_percent} %.",
    )


def _phone(facts: Facts, rules: GateRules, at: datetime) -> Condition:
    sentence, last = "Дежурный телефон отвечает круглосуточно", facts.phone_check
    if not facts.phone:
        advice = "Укажите круглосуточный телефон в сведениях организации."
        return Condition(sentence, False, "не указан", advice)
    if last is None:
        advice = "Город звонит на круглосуточный телефон и отмечает, что ответили."
        return Condition(sentence, False, "не проверен", advice)
    sentence = f"{sentence}, проверен {today(last.at):%d.%m.%Y}"
    if not last.is_answered:
        advice = "Круглосуточный телефон не ответил: проверьте номер, город позвонит ещё раз."
        return Condition(sentence, False, "не ответили", advice)
    if at - last.at >= timedelta(days=rules.phone_days):
        advice = "Проверка телефона устарела: город позвонит ещё раз."
        return Condition(sentence, False, "давно", advice)
    return Condition(sentence, True, "да")
