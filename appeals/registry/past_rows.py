"""A row of an archive of past appeals, read and checked. Pure: zone and moment are passed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from hashlib import sha256

from appeals.registry import values
from appeals.registry.layouts import Layout
from appeals.registry.problems import Problem
from appeals.registry.tables import Row
from appeals.registry.wording import folded

_LONGEST_TEXT = 20_000
_EARLIEST_YEAR = 2000

# Words of other systems for where an appeal stands. What is not closed begins anew at the desk.
STATUSES = {
    "archived": ("архив", "закрыто", "закрыта", "завершено", "завершена", "исполнено", "исполнена",
                 "выполнено", "выполнена", "решено", "решена", "отработано", "снято с контроля",
                 "closed", "done", "resolved", "archived", "completed"),
    "rejected": ("отклонено", "отклонена", "отказ", "отказано", "не подтверждено", "rejected"),
    "registered": ("новое", "новая", "зарегистрировано", "зарегистрирована", "в работе", "принято",
                   "принята", "назначено", "на исполнении", "открыто", "open", "new", "in progress",
                   "registered", "assigned", "accepted"),
}  # fmt: skip
_BY_WORD = {word: status for status, words in STATUSES.items() for word in words}


@dataclass(slots=True)
class PastRow:
    """One past appeal as the archive tells it."""

    line: int
    text: str
    registered_at: datetime
    status: str
    outside_id: str = ""
    category: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    organisation: str = ""
    accepted_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    channel: str = ""
    applicant: str = ""
    phone: str = ""
    flat: str = ""

    @property
    def key(self) -> str:
        """The same for the same appeal in a repeated import."""
        told = self.outside_id or f"{self.registered_at.isoformat()}\n{self.text}\n{self.address}"
        return sha256(f"import\n{told}".encode()).hexdigest()


class PastReader:
    """Reads rows one after another and remembers what was wrong."""

    def __init__(
        self, layout: Layout, header: Sequence[str], *, zone: tzinfo, now: datetime
    ) -> None:
        self.problems: list[Problem] = []
        self._layout, self._header, self._zone, self._now = layout, header, zone, now
        self._seen: dict[str, int] = {}

    def read(self, row: Row) -> PastRow | None:
        """The appeal of a row, or None with the reasons among `problems`."""
        if len(row.cells) > self._layout.width and any(row.cells[self._layout.width :]):
            found, wanted = len(row.cells), self._layout.width
            return self._refuse(row, "broken_row", f"Столбцов {found}, а в заголовке {wanted}.")
        value = self._layout.value
        text = value(row, "text")[:_LONGEST_TEXT]
        if not text:
            return self._refuse(row, "no_text", "Текст обращения пуст.")
        filed = self._date(row, "registered_at")
        if filed is None or filed.year < _EARLIEST_YEAR:
            shown = value(row, "registered_at")
            return self._refuse(row, "no_date", f"Дата обращения «{shown}» не читается.", shown)
        if filed > self._now:
            shown = value(row, "registered_at")
            return self._refuse(row, "future_date", f"Дата обращения {shown} ещё не наступила.")
        past = PastRow(
            line=row.line,
            text=text,
            registered_at=filed,
            status=self._status(row),
            outside_id=value(row, "outside_id"),
            category=value(row, "category"),
            address=value(row, "address"),
            organisation=value(row, "organisation"),
            channel=value(row, "channel"),
            applicant=value(row, "applicant"),
            phone=value(row, "phone"),
            flat=value(row, "flat"),
        )
        self._times(row, past)
        self._point(row, past)
        return self._once(row, past)

    def _once(self, row: Row, past: PastRow) -> PastRow | None:
        before = self._seen.setdefault(past.key, row.line)
        if before != row.line:
            return self._refuse(row, "repeated", f"То же обращение, что в строке {before}.")
        return past

    def _status(self, row: Row) -> str:
        word = folded(self._layout.value(row, "status"))
        if not word:
            return "archived"
        status = _BY_WORD.get(word)
        if status is None:
            sentence = f"Статус «{word}» неизвестен: взято как закрытое."
            self.problems.append(Problem(row.line, "unknown_status", sentence, False))
        return status or "archived"

    def _times(self, row: Row, past: PastRow) -> None:
        """Later moments in their order; one that breaks it is left out with a remark."""
        latest = past.registered_at
        for name in ("accepted_at", "resolved_at", "closed_at"):
            moment = self._date(row, name)
            shown = self._layout.value(row, name)
            if moment is None:
                if shown:
                    sentence = f"Дата «{shown}» не читается: взято без неё."
                    self.problems.append(Problem(row.line, "bad_date", sentence, False))
                continue
            if not latest <= moment <= self._now:
                sentence = f"Дата «{shown}» раньше предыдущей или в будущем: взято без неё."
                self.problems.append(Problem(row.line, "date_order", sentence, False))
                continue
            setattr(past, name, moment)
            latest = moment

    def _point(self, row: Row, past: PastRow) -> None:
        latitude, longitude = (self._layout.value(row, name) for name in ("latitude", "longitude"))
        if not latitude or not longitude:
            return
        try:
            point = values.number(latitude), values.number(longitude)
        except values.NotANumber:
            point = (91.0, 0.0)
        if -90 <= point[0] <= 90 and -180 <= point[1] <= 180:
            past.latitude, past.longitude = point
        else:
            sentence = f"Координаты «{latitude}; {longitude}» не читаются: взято без точки."
            self.problems.append(Problem(row.line, "bad_point", sentence, False))

    def _date(self, row: Row, name: str) -> datetime | None:
        text = self._layout.value(row, name)
        return values.moment(text, self._zone) if text else None

    def _refuse(self, row: Row, reason: str, sentence: str, value: str = "") -> PastRow | None:
        """Remember why the row is not taken; the answer of `read` for such a row."""
        self.problems.append(Problem(row.line, reason, sentence, True, "", value))
        return None
