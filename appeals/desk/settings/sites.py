"""Where else the city's form stands: sites of authorities and companies."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from appeals.administration import sites as book
from appeals.desk.forms.fields import line, text
from appeals.desk.settings.entry import administrators, page, put
from appeals.desk.settings.fields import Plain
from appeals.errors import BadInput
from appeals.models import Site
from tenants.accounts.actor import Actor


class SiteForm(Plain):
    """A site: its name and the addresses its pages have."""

    name = line(_("Название"))
    addresses = text(_("Адреса сайта"))
    is_active = forms.BooleanField(label=_("Форма показывается"), required=False)


@require_safe
@administrators
def sites(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All sites that were ever listed."""
    return page(request, actor, "sites", {"rows": list(Site.objects.all())})


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def site(request: HttpRequest, actor: Actor, site_id: int | None = None) -> HttpResponse:
    """A new site, or one of them with the line its people copy."""
    known = Site.objects.filter(pk=site_id).first() if site_id else None
    if site_id and known is None:
        raise Http404
    initial: dict[str, object] = {"is_active": True}
    if known is not None:
        addresses = "\n".join(known.origins)
        initial = {"name": known.name, "addresses": addresses, "is_active": known.is_active}
    form = SiteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            saved = book.set_site(
                site_id,
                name=told["name"],
                addresses=told["addresses"].splitlines(),
                is_active=told["is_active"],
                by=actor,
                at=timezone.now(),
            )
        except BadInput as error:
            put(form, error)
        else:
            messages.success(request, gettext("Сайт сохранён."))
            return redirect("desk:settings_site", saved.pk)
    context = {"form": form, "site": known, **(_snippet(request, known) if known else {})}
    status = 422 if form.is_bound else 200
    return page(request, actor, "sites", context, template="site", status=status)


def _snippet(request: HttpRequest, site: Site) -> dict[str, str]:
    """What is put on the site's page: one script, and a plain link for where scripts are off."""
    link = request.build_absolute_uri(f"/widget/{site.code}/")
    script = request.build_absolute_uri(f"/widget.js?site={site.code}")
    words = gettext("Сообщить о проблеме")
    return {
        "link": link,
        "snippet": f'<script src="{script}" async></script>'
        f'<noscript><a href="{link}">{words}</a></noscript>',
    }
