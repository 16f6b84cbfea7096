"""The section «Уведомления» of one's account."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appeals.access import actor_of
from appeals.models import Device, Policy, Reach
from appeals.notifications import addresses, choosing, linking
from appeals.notifications.channels import vapid
from appeals.notifications.forms import ReachForm
from tenants.accounts.models import User


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """What by which channel, when not, and on which devices."""
    user = cast(User, request.user)
    actor = actor_of(user)
    reach = Reach.objects.filter(user_id=user.pk).first() or Reach(user_id=user.pk)
    asked = choosing.grid(user, actor, reach)
    form = ReachForm(actor, request.POST if request.method == "POST" else None, instance=reach)
    if request.method == "POST":
        asked = choosing.answered(asked, request.POST.getlist("wanted"))
    if form.is_valid():
        form.save()
        choosing.keep(user, asked)
        messages.success(request, _("Сохранено."))
        return redirect("notifications:preferences")
    context = {
        "form": form,
        "grid": asked,
        "policy": Policy.of_city(),
        "reach": reach,
        "has_bot": addresses.has_bot(),
        "bot_asked": linking.is_asked(reach, at=timezone.now()),
        "bot_link": linking.address(request.session.pop("telegram_code", "")),
        "push_key": vapid.public_key(),
        "device_count": Device.objects.filter(user_id=user.pk).count(),
    }
    return render(request, "notifications/preferences.html", context)
