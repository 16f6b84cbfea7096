"""What an organisation's head sees behind the letter's link."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from appeals.errors import BadInput
from onboarding.organisations.inviting import answer
from onboarding.organisations.inviting.answer import NoInvitation
from onboarding.organisations.kinds import title_of
from onboarding.organisations.scope import Scope
from tenants.accounts.invitations import password_link
from tenants.isolation.middleware import roll_back


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Who invites and to what; accepted, the next page asks for a password."""
    now = timezone.now()
    problem = ""
    try:
        found = answer.by_key(key, at=now)
        if request.method == "POST":
            with transaction.atomic():
                person = answer.accept(key, name=request.POST.get("name", ""), at=now)
            return redirect(password_link(person))
    except NoInvitation as over:
        roll_back(request)
        return render(request, "onboarding/invitation_over.html", {"sentence": over}, status=404)
    except BadInput as wrong:
        roll_back(request)
        problem = str(wrong)
    scope = Scope.read(found.scope)
    context = {
        "invitation": found,
        "organisation": found.organisation,
        "kind": title_of(found.organisation.kind),
        "services": scope.service_names,
        "scope": scope,
        "name": request.POST.get("name", found.name),
        "problem": problem,
    }
    return render(request, "onboarding/invitation.html", context, status=422 if problem else 200)
