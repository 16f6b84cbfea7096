"""Forms of the house book."""

from typing import Any

from django import forms

from appeals.administration.house_book import service_names
from appeals.desk.forms.fields import line
from appeals.desk.settings.fields import Plain
from appeals.models import Organisation, RegistryImport
from appeals.registry.imports.choose_columns import LEAST_RADIUS_KM, MOST_RADIUS_KM
from appeals.registry.imports.findings import DEFAULT_RADIUS_KM
from appeals.registry.layouts import present, titles

_NUMBER = {
    "invalid": "Введите число.",
    "min_value": "Не меньше %(limit_value)s.",
    "max_value": "Не больше %(limit_value)s.",
}
_LONGEST_SAMPLE = 40


class UploadForm(Plain):
    """A file with a table."""

    file = forms.FileField(
        label="Файл с таблицей",
        error_messages={
            "required": "Выберите файл.",
            "empty": "Файл пуст. Проверьте, тот ли вы выбрали.",
            "invalid": "Файл не дошёл. Выберите его ещё раз.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.gz,.xlsx,.ods"}),
    )


class ColumnsForm(Plain):
    """Which column is which field, and what to do in doubt."""

    def __init__(self, run: RegistryImport, data: Any = None) -> None:
        super().__init__(data)
        self._names = titles(run.kind)
        choices = [
            ("", "— нет в файле —"),
            *((str(n), _column(run, n)) for n in range(len(run.header))),
        ]
        for field, title in self._names.items():
            self.fields[f"place_{field}"] = forms.TypedChoiceField(
                label=title,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=str(run.places[field]) if field in run.places else "",
                error_messages={"invalid_choice": "Выберите столбец из списка."},
            )
        if run.kind == RegistryImport.HOUSES:
            self._of_houses(run)
        else:
            self._of_matrix(run)

    def _of_houses(self, run: RegistryImport) -> None:
        told = run.options
        self.fields["radius_km"] = forms.IntegerField(
            label="Дом дальше от центра города — ошибка, км",
            min_value=LEAST_RADIUS_KM,
            max_value=MOST_RADIUS_KM,
            initial=told.get("radius_km", DEFAULT_RADIUS_KM),
            error_messages={**_NUMBER, "required": "Введите число."},
        )
        self.fields["drop_far_points"] = forms.BooleanField(
            label="дома с далёкими координатами принять без точки на карте",
            required=False,
            initial=told.get("drop_far_points", False),
        )
        self.fields["source"] = line("Откуда перечень")
        self.fields["source"].initial = told.get("source", "")

    def _of_matrix(self, run: RegistryImport) -> None:
        self.fields["ends_older"] = forms.BooleanField(
            label="если услугу дома уже даёт другая организация, закончить её запись днём начала новой",
            required=False,
            initial=run.options.get("ends_older", False),
        )

    @property
    def place_fields(self) -> list[forms.BoundField]:
        """The choices of columns."""
        return [self[f"place_{field}"] for field in self._names]

    def places(self) -> dict[str, int]:
        """Field → column, of those that were chosen."""
        told = {field: self.cleaned_data[f"place_{field}"] for field in self._names}
        return {field: place for field, place in told.items() if place is not None}

    def options(self) -> dict[str, Any]:
        """Everything that is no column."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith("place_")
        }


class LineForm(Plain):
    """A line of the matrix for one house."""

    service = forms.ChoiceField(label="Услуга", required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Организация",
        required=False,
        empty_label="— выберите —",
        error_messages={"invalid_choice": "Выберите организацию из списка."},
    )
    since = forms.DateField(
        label="Действует с",
        required=False,
        error_messages={"invalid": "Введите день, например 01.09.2026."},
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last_day = forms.DateField(
        label="Действует по (последний день)",
        required=False,
        error_messages={"invalid": "Введите день, например 31.08.2027."},
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = line("Основание")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["service"]
        choices.choices = [("", "— выберите —"), *service_names().items()]
        organisations: Any = self.fields["organisation"]
        organisations.queryset = Organisation.objects.exclude(stage="ended").order_by("name")


class EndForm(Plain):
    """The last day of a line, and why."""

    last_day = forms.DateField(
        label="Последний день",
        error_messages={
            "invalid": "Введите день, например 31.08.2027.",
            "required": "Введите последний день.",
        },
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = line("Основание")


class PointForm(Plain):
    """Where a house stands."""

    latitude = forms.FloatField(
        label="Широта",
        error_messages={
            "invalid": "Нужны градусы, например 53.1950.",
            "required": "Введите широту.",
        },
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    longitude = forms.FloatField(
        label="Долгота",
        error_messages={
            "invalid": "Нужны градусы, например 45.0190.",
            "required": "Введите долготу.",
        },
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


def _column(run: RegistryImport, place: int) -> str:
    """A column with what stands in its first filled row: «ADDRESS · ул. Ленина, 5»."""
    title = run.header[place] or f"столбец {place + 1}"
    first = next(filter(None, (present(row, place) for row in run.sample)), "")[:_LONGEST_SAMPLE]
    return f"{title} · {first}" if first else title
