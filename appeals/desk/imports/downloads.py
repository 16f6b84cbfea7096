"""Files to take away: a sample, the reports of an import, the book and the matrix."""

import tempfile
from collections.abc import Mapping

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from appeals.desk.settings.entry import administrators
from appeals.models import RegistryImport
from appeals.registry import exports
from appeals.registry.imports import files
from tenants.accounts.actor import Actor
from tenants.isolation import scope

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"
_REPORTS: Mapping[str, tuple[str, str]] = {
    "wrong": (files.WRONG, "исправить"),
    "changes": (files.CHANGES, "изменения"),
}
_SAMPLES = {
    RegistryImport.HOUSES: (
        "Адрес;Район;Широта;Долгота;Год постройки;Этажей;Квартир;Управляющая компания;"
        "ИНН управляющей организации;Дата начала управления\n"
        "ул. Ленина, д. 5, корп. 2;Октябрьский;53.1950;45.0190;1987;9;144;ООО «Уют»;"
        "7700000000;01.09.2021\n"
    ),
    RegistryImport.MATRIX: (
        "Адрес;Услуга;Организация;ИНН;С;По\n"
        "ул. Ленина, д. 5, корп. 2;Холодная вода;Горводоканал;7700000000;01.01.2020;\n"
        "ул. Ленина, д. 5, корп. 2;Отопление;Теплосеть;;01.10.2019;31.12.2026\n"
    ),
}


@require_safe
@administrators
def sample(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """A table as it may look, to be filled in."""
    if kind not in _SAMPLES:
        raise Http404
    answer = HttpResponse("\ufeff" + _SAMPLES[kind], content_type=_CSV)
    answer["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return answer


@require_safe
@administrators
def report(request: HttpRequest, actor: Actor, pk: int, what: str) -> HttpResponseBase:
    """The rows to mend, or everything that changes."""
    run = RegistryImport.objects.filter(pk=pk).first() if pk < 2**63 else None
    if run is None or what not in _REPORTS:
        raise Http404
    name, title = _REPORTS[what]
    path = files.path_of(run.folder, name)
    if not path.exists():
        raise Http404
    stem = run.file_name.rsplit(".", 1)[0]
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"{stem} — {title}.xlsx",
        content_type=_XLSX,
    )


@require_safe
@administrators
def export(request: HttpRequest, actor: Actor, what: str, form: str) -> HttpResponseBase:
    """The whole book or the whole matrix; what is mended in it can be brought in again."""
    table, tenant = exports.BY_NAME.get(what), scope.require()
    if table is None or form not in ("csv", "xlsx"):
        raise Http404
    name = f"{table.name} {tenant.name}.{form}"
    if form == "csv":
        answer = StreamingHttpResponse(exports.as_csv(table, tenant), content_type=_CSV)
        answer["Content-Disposition"] = content_disposition_header(True, name) or ""
        return answer
    out = tempfile.TemporaryFile()  # noqa: SIM115 — the answer closes it
    exports.as_xlsx(table, tenant, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name, content_type=_XLSX)
