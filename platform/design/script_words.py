"""What scripts say to residents: Russian in the scripts themselves, the rest brought by the page."""

import json

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from design.language import RUSSIAN

# Exactly what stands in say("…") of the scripts (tests/unit/design/test_script_words.py).
WORDS = (
    _("Нет связи с"),
    _("Приостановлено в"),
    _("Приостановлено, новых: {count}, с"),
    _("Продолжить"),
    _("{typed} из {most} знаков"),
    _("Адреса"),
    _("Нет вашего дома? Допишите адрес словами, мы найдём"),
    _("Такого дома в списке города нет. Оставьте адрес словами, мы разберёмся"),
    _("Можно приложить не больше {most} снимков: лишние не добавлены"),
    _("«{name}» не снимок: приложите JPEG, PNG или WebP"),
    _("Больше 15 МБ: не примем, выберите другой"),
    _("Убрать"),
    _("Убрать снимок «{name}»"),
    _("{size} КБ"),
    _("{size} МБ"),
)


def told() -> str:
    """The words of the page's language as JSON; nothing for a Russian page."""
    if get_language() == RUSSIAN:
        return ""
    return json.dumps({word: gettext(word) for word in WORDS}, ensure_ascii=False)
