"""What the city takes with it: the archive, how far it is, until when it lies here."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from appeals.desk.settings.entry import administrators
from onboarding.cities.entry import page
from tenants.accounts.actor import Actor
from tenants.isolation import scope
from tenants.lifecycle import export
from tenants.models import Offboarding


@require_safe
@administrators
def leaving(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The closing under way, or how a city asks for it."""
    return page(request, actor, "export", {"row": _under_way(), "kept": _kept()})


@require_safe
@administrators
def archive(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The archive itself."""
    row = _under_way()
    if row is None or not row.archive or actor.support:
        raise Http404
    path = export.folder(scope.require().schema) / row.archive
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=row.archive)


def _kept() -> list[Offboarding]:
    """Closings that were cancelled: that there was an archive of the city does not go unsaid."""
    rows = Offboarding.objects.filter(tenant=scope.require().role)
    return list(rows.exclude(cancelled_at=None)[:10])


def _under_way() -> Offboarding | None:
    return Offboarding.objects.filter(
        tenant=scope.require().role, cancelled_at=None, deleted_at=None
    ).first()
