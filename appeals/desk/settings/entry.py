"""What every page of the settings shares: who may come, the list of pages, a refused form."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appeals.desk import sections
from appeals.desk.entry import show, staff
from appeals.errors import BadInput
from tenants.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the settings: its name in code, its word, its address, what it is about."""

    name: str
    title: str | Promise
    route: str
    about: str | Promise


CHAPTERS = (
    Chapter(
        "topics",
        _("Темы и сроки"),
        "desk:settings_topics",
        _("О чём обращаются, сколько времени на каждый шаг и откуда срок взят."),
    ),
    Chapter(
        "rules",
        _("Правила направления"),
        "desk:settings_rules",
        _("Кому уходит обращение, когда дом не назван в реестре. С проверкой на прошлых."),
    ),
    Chapter(
        "causes",
        _("Причины"),
        "desk:settings_causes",
        _("От чего случилось: список, из которого выбирают при закрытии."),
    ),
    Chapter(
        "policy",
        _("Порядок работы"),
        "desk:settings_policy",
        _("Обратные звонки, вопросы заявителю, возвраты, аварии, тихие часы."),
    ),
    Chapter(
        "calendar",
        _("Календарь"),
        "desk:settings_calendar",
        _("Дни, когда город работает не как вся страна."),
    ),
    Chapter(
        "houses",
        _("Дома"),
        "imports:book",
        _("Реестр домов и кто что обслуживает: загрузить, посмотреть, поправить."),
    ),
    Chapter(
        "districts",
        _("Районы"),
        "desk:settings_districts",
        _("Сколько в них жителей: для показателей на 10 тысяч."),
    ),
    Chapter(
        "notices",
        _("Объявления"),
        "desk:settings_notices",
        _("Что видят жители на портале и когда подают обращение."),
    ),
    Chapter(
        "sites",
        _("Форма на других сайтах"),
        "desk:settings_sites",
        _("Где ещё стоит форма города: строка для сайта и список тех, кому можно."),
    ),
    Chapter(
        "agreements",
        _("Соглашения"),
        "connecting:settings",
        _("Сторона города, тексты соглашений, доверенные удостоверяющие центры."),
    ),
    Chapter(
        "launch",
        _("Запуск и вид города"),
        "launch:checklist",
        _("Что осталось до открытия; герб, цвета, телефон, день открытия."),
    ),
    Chapter(
        "people",
        _("Люди и роли"),
        "desk:settings_people",
        _("Диспетчеры, контролёры, администраторы."),
    ),
    Chapter(
        "domain",
        _("Свой адрес"),
        "launch:domain",
        _("Сайт города на его собственном адресе: одна запись у регистратора."),
    ),
    Chapter(
        "support",
        _("Вход поддержки"),
        "launch:support",
        _("Кто с платформы смотрел город, по чьему согласию и какие страницы."),
    ),
    Chapter(
        "billing",
        _("Тариф и оплата"),
        "paying:home",
        _("Сколько город платит, что использует, счета, акты, договор."),
    ),
    Chapter(
        "export",
        _("Выгрузка данных"),
        "launch:export",
        _("Всё, что есть у города, одним архивом: если город уходит с платформы."),
    ),
    Chapter(
        "changes",
        _("Журнал настроек"),
        "desk:settings_changes",
        _("Кто, когда и что изменил."),
    ),
)

administrators = staff(sections.SETTINGS)


def page(
    request: HttpRequest,
    actor: Actor,
    chapter: str,
    context: dict[str, Any],
    *,
    template: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page of the settings with the list of all of them."""
    facts = {"chapters": CHAPTERS, "chapter": chapter} | context
    name = f"settings/{template or chapter}.html"
    return show(request, actor, name, facts, section=sections.SETTINGS, status=status)


def put(form: forms.Form, error: BadInput) -> None:
    """Show the sentences of a refusal at their fields; what was typed stays."""
    for name, sentence in error.fields.items():
        form.add_error(name if name in form.fields else None, sentence)
