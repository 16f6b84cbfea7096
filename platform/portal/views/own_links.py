"""One-time links: asking for one, and what opens behind it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals import actions, followed
from appeals.actions import contact_links
from appeals.errors import BadInput
from appeals.models import ContactLink
from portal import visit
from portal.forms.contact import ContactForm
from portal.views import own_data
from portal.views.following import LETTERS_AN_HOUR
from portal.views.tracking import tracking_page
from tenants.accounts.limits import allowed


@never_cache
@require_POST
def ask_link(request: HttpRequest) -> HttpResponse:
    """Send a link to the contact, if anything is known by it. Here nobody looks whether it is: the
    answer, and the time it takes, are the same for every contact."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        return tracking_page(request, asking=form)
    contact = form.cleaned_data["contact"]
    if allowed("own-link", "".join(contact.values()), LETTERS_AN_HOUR, 3600):
        actions.ask_link(
            ContactLink.OPEN, **contact, language=get_language() or "ru", at=timezone.now()
        )
    return HttpResponseRedirect(reverse("portal:link_asked"))


@require_safe
def link_asked(request: HttpRequest) -> HttpResponse:
    """«Проверьте почту»: what comes, how long it holds, and what to do when nothing does."""
    what = request.GET.get("for", "")
    return render(request, "portal/link_asked.html", {"section": "track", "what": what})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, code: str) -> HttpResponse:
    """The page of the letter; its button opens the link, once. A mail guard that follows every link
    of a letter uses nothing up."""
    now = timezone.now()
    link = contact_links.look(code, at=now)
    if request.method == "POST" and link is not None:
        link = contact_links.use(code, at=now)
    if link is None:
        return render(request, "portal/link_over.html", {"section": "track"}, status=404)
    if request.method == "POST":
        visit.begin(request, link, at=now)
        return _opened(request, link)
    thing = followed.find(link.what, link.thing) if link.purpose == ContactLink.FOLLOW else None
    context = {"section": "track", "link": link, "thing": thing}
    response = render(request, "portal/link.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _opened(request: HttpRequest, link: ContactLink) -> HttpResponse:
    """Do what the link was asked for."""
    if link.purpose == ContactLink.FOLLOW:
        thing = followed.find(link.what, link.thing)
        if thing is None:
            messages.info(request, _("Этого обращения больше нет на портале, следить не за чем."))
            return HttpResponseRedirect(reverse("portal:follow"))
        seen = visit.current(request, at=timezone.now())
        try:
            actions.follow(
                seen.owner if seen else visit.owner(request, at=timezone.now()),
                thing,
                rhythm=link.rhythm,
                language=link.language,
                consent=link.consent,
                at=timezone.now(),
            )
        except BadInput as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Готово, будем сообщать."))
        return HttpResponseRedirect(reverse("portal:follow"))
    if link.purpose == ContactLink.ERASE:
        return own_data.begin(request, link)
    return HttpResponseRedirect(reverse("portal:tracking"))


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close what the link opened: somebody else's computer."""
    visit.end(request)
    messages.success(request, _("Закрыто. Этот браузер больше не показывает ваши обращения."))
    return HttpResponseRedirect(reverse("portal:tracking"))
