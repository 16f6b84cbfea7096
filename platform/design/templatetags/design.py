"""The components of the design system as template tags: {% load design %}."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy

from design import (
    branding,
    clock,
    emblems,
    hidden,
    icons,
    language,
    rules,
    script_words,
    statuses,
    vision,
    words,
)
from design import styles as sheets
from tenants.isolation import scope
from tenants.isolation.scope import Branding

register = template.Library()

_VISION_WORDS = {
    **{("size", value): f"{value}\u00a0%" for value in vision.OFFERED["size"]},
    ("scheme", "white"): gettext_lazy("Чёрным по белому"),
    ("scheme", "black"): gettext_lazy("Белым по чёрному"),
    ("scheme", "blue"): gettext_lazy("Синим по голубому"),
    ("spacing", "normal"): gettext_lazy("Обычно"),
    ("spacing", "wide"): gettext_lazy("Свободно"),
    ("spacing", "widest"): gettext_lazy("Очень свободно"),
    ("images", "on"): gettext_lazy("Показывать"),
    ("images", "off"): gettext_lazy("Не показывать"),
}


@register.simple_tag
def icon(name: str, label: str = "", tone: str = "") -> SafeString:
    """A shape; with a label it speaks for itself, without one it stands beside its word."""
    drawing = mark_safe(icons.source(name))  # noqa: S308 — our own file, not a visitor's text
    classes = f"i {tone}".strip()
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"{}', classes, label, drawing)
    return format_html('<svg class="{}" aria-hidden="true" focusable="false"{}', classes, drawing)


@register.simple_tag
def status_pill(status: str, level: int = 0, plain: bool = False) -> SafeString:
    """A status for residents: shape, word, colour; plain leaves the fill out."""
    shown = statuses.for_residents(str(status), level)
    return format_html(
        '<span class="st st-{}{}">{}{}</span>',
        shown.tone,
        "" if plain else " pill",
        icon(shown.shape),
        shown.word,
    )


@register.simple_tag
def status_look(status: str, level: int = 0) -> statuses.Shown:
    """The word, shape and tone of a status, for a template that draws them large."""
    return statuses.for_residents(str(status), level)


@register.simple_tag
def status_tag(status: str, word: str = "") -> SafeString:
    """A status for staff: the dial and its word."""
    shown = statuses.for_staff(str(status))
    return format_html(
        '<span class="tag {}">{}{}</span>', shown.tone, icon(shown.shape), word or shown.word
    )


@register.simple_tag
def level_tag(level: int) -> SafeString:
    """Strict control: ◆ ур. 2; nothing at level 0."""
    if not level:
        return SafeString("")
    return format_html(
        '<span class="tag strict">{}ур.\u00a0{}</span>', icon("level", "усиленный контроль"), level
    )


@register.simple_tag
def due(
    at: datetime | None,
    now: datetime | None = None,
    started: datetime | None = None,
    brief: bool = False,
) -> SafeString:
    """The next clock in a staff column: 1 ч 20; ⧗ 6 мин when soon; ▲ −14 мин when over.

    `brief`: whole days where there are any, for the narrow column of the board.
    """
    if at is None:
        return mark_safe('<span class="clock">—</span>')
    moment = now or timezone.now()
    text = clock.span_short(at - moment, brief=brief)
    if at <= moment:
        return format_html(
            '<span class="clock breach">{}{}</span>', icon("late", "просрочено"), text
        )
    if clock.is_soon(at, moment, started):
        return format_html('<span class="clock wait">{}{}</span>', icon("soon", "скоро срок"), text)
    return format_html('<span class="clock">{}</span>', text)


@register.simple_tag
def time(at: datetime | None, form: str = "clock") -> SafeString:
    """A `<time>` in the city's zone: clock 14:07:12, short 14:07, moment 22 ноября, 14:07:12,
    day 22 ноября, until 21 ноября, 16:48 (today without the day), table 22.01, 14:24."""
    if at is None:
        return SafeString("—")
    today = clock.here(timezone.now()).date()
    text = {
        "clock": lambda: clock.seconds(at),
        "short": lambda: clock.minutes(at),
        "moment": lambda: clock.moment(at, today),
        "day": lambda: clock.day(at, today),
        "until": lambda: clock.until(at, today),
        "table": lambda: clock.until_short(at, today),
    }[form]()
    local = clock.here(at)
    return format_html('<time datetime="{}">{}</time>', local.isoformat("T", "seconds"), text)


@register.simple_tag
def remaining(at: datetime, now: datetime | None = None) -> str:
    """осталось 1 ч 20 мин, or просрочено на 14 мин."""
    return clock.remaining(at, now or timezone.now())


@register.filter
def duration(length: timedelta | None) -> str:
    """1 ч 20 мин; a dash when it is not known."""
    return clock.span(length) if length is not None else "—"


@register.filter
def duration_short(length: timedelta | None) -> str:
    """1 ч 20, for columns of staff."""
    return clock.span_short(length) if length is not None else "—"


@register.filter
def age(length: timedelta) -> str:
    """How old something is: 46 мин, 1 ч 51 мин, 12 дн."""
    unit = timedelta(days=1) if length >= timedelta(days=1) else timedelta(minutes=1)
    return clock.span(max(length // unit, 1) * unit)


@register.filter
def passed(start: datetime, end: datetime) -> timedelta:
    """The span from one moment to another, for {{ a|passed:b|duration }}."""
    return end - start


@register.filter
def same_day(one: datetime | None, other: datetime | None) -> bool:
    """Whether two moments fall on one day of the city's calendar."""
    if one is None or other is None:
        return False
    return clock.here(one).date() == clock.here(other).date()


@register.filter
def day(at: datetime | date | None) -> str:
    """22 ноября; with the year when it is not this one."""
    return clock.day(at, clock.here(timezone.now()).date()) if at is not None else "—"


@register.filter
def number(value: int | None) -> str:
    """1 284; a dash when it is not known yet."""
    return words.grouped(value) if value is not None else "—"


@register.filter
def rubles(kopecks: int | None) -> str:
    """19 000 ₽ of whole kopecks."""
    return words.rubles(kopecks) if kopecks is not None else "—"


@register.filter
def plural(value: int, forms: str) -> str:
    """{{ n|plural:"обращение,обращения,обращений" }}: the form that goes with the number."""
    one, few, many = forms.split(",")
    return words.plural(value, one, few, many)


@register.filter
def phone(value: str) -> str:
    """+7 841 212-34-56 for figures alone; a phone written by people stays as it is."""
    return words.phone(value or "")


@register.filter
def tel(value: str) -> str:
    """The address behind a phone: tel:+78412123456."""
    return f"tel:{words.dialled(value or '')}"


@register.filter
def masked(text: str) -> SafeString:
    """A public text with its hidden places shown as black bars that say what is hidden."""
    return hidden.shown(text)


@register.simple_tag
def styles(face: str) -> SafeString:
    """The links to the style sheets of a face: city or desk."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(path),) for path in sheets.paths(face))
    )


@register.filter
def branding_version(value: Branding) -> str:
    """The version of a city's colours, for the address of /branding.css."""
    return branding.version(value)


@register.filter
def excerpt(text: str, most: int) -> str:
    """The first words of a public text; a hidden place counts as one word and stays whole."""
    return hidden.excerpt(text, most)


@register.simple_tag
def emblem_of(branding: Branding | str) -> str:
    """The address of a city's emblem; a plain shield where there is no city, or it has none."""
    return emblems.address(branding if isinstance(branding, Branding) else Branding())


@register.simple_tag(takes_context=True)
def vision_on(context: template.Context) -> vision.Choice | None:
    """What this visitor chose of the version for the visually impaired; None: not in it."""
    request: Any = context.get("request")
    return vision.chosen(request) if request else None


@register.simple_tag
def vision_sides(name: str, now: str) -> list[dict[str, object]]:
    """The buttons of one side of the panel: value, word, whether it is the one that holds."""
    return [
        {"value": value, "word": _VISION_WORDS[name, value], "is_chosen": value == now}
        for value in vision.OFFERED[name]
    ]


@register.filter
def spoken(text: object) -> SafeString:
    """Words that are not ours (a name, an address, somebody's text), marked with their language
    where it is not the page's: a voice must not read Russian as if it were English."""
    told = conditional_escape(str(text))
    of = language.of_text(str(text))
    if not of or of == get_language():
        return told
    return format_html('<span lang="{}">{}</span>', of, told)


@register.filter
def numbered(number: str) -> str:
    """An appeal's number in the reader's letters: ПНЗ-2026-000123 is PNZ-2026-000123 in English."""
    tenant = scope.current()
    if get_language() != "en" or tenant is None or not tenant.latin_code:
        return number
    return f"{tenant.latin_code}-{number.removeprefix(f'{tenant.code}-')}"


@register.filter
def term_length(text: str) -> str:
    """A term's length, kept as Russian words, in the reader's language."""
    return rules.length(text)


@register.filter
def term_source(text: str) -> str:
    """Whose rule a term is, in the reader's language."""
    return rules.source(text)


@register.simple_tag(name="script_words")
def words_of_scripts() -> str:
    """What the page brings its scripts to say; nothing on a Russian page."""
    return script_words.told()


@register.simple_tag
def languages() -> Mapping[str, str]:
    """The languages the site can be read in, each by its own name."""
    return language.offered()


@register.inclusion_tag("design/field.html")
def field(
    bound: BoundField, hint: str = "", optional: bool = False, extra: str = "", kind: str = ""
) -> dict[str, Any]:
    """A form field with its label, hint and error; the error above the input, tied to it."""
    hint = hint or str(bound.help_text or "")
    described = [f"{bound.id_for_label}-hint"] if hint else []
    if bound.errors:
        described.append(f"{bound.id_for_label}-error")
    attributes: dict[str, Any] = {"class": f"input {extra}".strip()}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "widget": bound.as_widget(attrs={**bound.field.widget.attrs, **attributes}),
        "hint": hint,
        "optional": optional,
        "kind": kind,
    }


@register.inclusion_tag("design/errors.html")
def error_summary(form: BaseForm, title: str = "") -> dict[str, Any]:
    """Every error of the form on top of it, each a link to its field."""
    return {
        "form": form,
        "title": title,
        "items": [
            {"target": form[name].id_for_label if name in form.fields else "", "text": text}
            for name in [NON_FIELD_ERRORS, *form.fields]
            for text in form.errors.get(name, [])
        ],
    }
