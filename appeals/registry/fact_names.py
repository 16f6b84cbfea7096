"""What the fields of a house's passport are called, for residents and for staff alike."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: Mapping[str, str | Promise] = {
    "built_year": _("Год постройки"),
    "floors": _("Этажей"),
    "entrances": _("Подъездов"),
    "flats": _("Квартир"),
    "area_m2": _("Площадь"),
    "walls": _("Стены"),
    "lifts": _("Лифты"),
    "heat_line": _("Откуда тепло"),
    "heat_meter": _("Счётчик тепла"),
    "cold_pipes": _("Трубы холодной воды"),
    "hot_pipes": _("Трубы горячей воды"),
    "wiring": _("Электропроводка"),
    "roof_repair": _("Ремонт крыши"),
}
