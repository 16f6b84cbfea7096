"""The house book: found by address, leafed through by street, looked through for what is missing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from appeals import digits
from appeals.desk.imports.entry import page, today
from appeals.desk.settings.entry import administrators
from appeals.models import Street
from appeals.registry import book as shelves
from appeals.registry import search
from tenants.accounts.actor import Actor

_FOUND = 20


@require_safe
@administrators
def book(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?q=` finds, `?lack=point` or `company` lists what is missing, else the streets."""
    query, lack = request.GET.get("q", "").strip()[:200], request.GET.get("lack", "")
    context: dict[str, Any] = {"q": query, "lack": lack, "full": shelves.fullness(today())}
    after = request.GET.get("after", "")
    if query:
        context["hits"] = search.houses(query, limit=_FOUND)
    elif lack in shelves.LACKS:
        context["houses"], following = shelves.lacking(lack, today(), digits.key(after) or 0)
        context["following"] = following or ""
    else:
        context["streets"], context["following"] = shelves.streets(after)
    return page(request, actor, "book", context)


@require_safe
@administrators
def street(request: HttpRequest, actor: Actor, street_id: int) -> HttpResponse:
    """The houses of a street."""
    found = Street.objects.filter(pk=street_id).first() if street_id < 2**63 else None
    if found is None:
        raise Http404
    context = {"street": found, "houses": shelves.of_street(found, today())}
    return page(request, actor, "book", context, template="street")
