from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template

from design import icons

NOON = datetime(2026, 11, 22, 11, 7, 12, tzinfo=UTC)


def rendered(source: str, **context) -> str:
    return Template("{% load design %}" + source).render(Context(context))


def test_every_icon_can_be_drawn():
    for name in icons.names():
        assert rendered("{% icon name %}", name=name).startswith(
            '<svg class="i" aria-hidden="true"'
        )


def test_an_icon_with_a_label_speaks_for_itself():
    html = rendered('{% icon "late" "просрочено" %}')
    assert 'role="img" aria-label="просрочено"' in html
    assert "aria-hidden" not in html


def test_an_icon_is_never_a_path():
    with pytest.raises(icons.NoSuchIcon):
        rendered('{% icon "../base" %}')


def test_a_status_pill_has_a_shape_and_a_word():
    html = rendered('{% status_pill "accepted" %}')
    assert "<svg" in html
    assert "Принято в работу" in html
    assert 'class="st st-work pill"' in html


@pytest.mark.parametrize(
    ("minutes", "css", "text"),
    [
        (-14, "clock breach", "−14\u00a0мин"),
        (12, "clock wait", "12\u00a0мин"),
        (80, "clock", "1\u00a0ч\u00a020"),
    ],
)
def test_a_due_clock_changes_its_shape(minutes, css, text):
    html = rendered("{% due at now %}", at=NOON + timedelta(minutes=minutes), now=NOON)
    assert f'class="{css}"' in html
    assert text in html


def test_a_missing_term_is_a_dash():
    assert rendered("{% due none %}", none=None) == '<span class="clock">—</span>'
    assert rendered("{{ n|number }}", n=None) == "—"


def test_hidden_places_are_bars_and_everything_else_is_escaped():
    html = rendered("{{ text|masked }}", text="<b>[телефон скрыт]</b> [см. фото]")
    assert html == '&lt;b&gt;<mark class="hid">телефон скрыт</mark>&lt;/b&gt; [см. фото]'


def test_an_excerpt_never_cuts_a_hidden_place():
    text = "Звоните [номер машины скрыт], код [телефон скрыт] дальше"
    assert rendered("{{ text|excerpt:2 }}", text=text) == "Звоните [номер машины скрыт], …"


class Contact(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label="Имя", error_messages={"required": "Введите имя"})
    phone = forms.CharField(
        label="Телефон", help_text="Позвоним", error_messages={"required": "Введите телефон"}
    )


def test_a_field_ties_its_error_and_hint_to_the_input():
    html = rendered("{% field form.phone %}", form=Contact({}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_phone-hint id_phone-error"' in html
    assert html.index("Введите телефон") < html.index("<input")


def test_the_summary_links_each_error_to_its_field_in_the_order_of_the_form():
    form = Contact({})
    form.is_valid()
    form.add_error(None, "И ещё одно")
    html = rendered("{% error_summary form %}", form=form)
    assert html.index("И ещё одно") < html.index("#id_name") < html.index("#id_phone")
    assert 'role="alert"' in html


def test_the_summary_is_absent_when_nothing_is_wrong():
    assert rendered("{% error_summary form %}", form=Contact()).strip() == ""
