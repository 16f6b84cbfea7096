"""Following a thing: one page to begin, one list of everything that is followed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from appeals import actions, digits, followed
from appeals.errors import BadInput
from appeals.followed import Thing
from appeals.models import ContactLink, Following
from portal import consent, visit
from portal.forms.contact import FollowForm
from tenants.accounts.limits import allowed
from tenants.isolation.middleware import roll_back

# So many letters an hour may be asked for to one address; more are not sent, and nobody is told.
LETTERS_AN_HOUR = 3
# Where much happens, a letter about each would be too many.
_BUSY = frozenset({Following.DISTRICT, Following.CATEGORY})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """`?what=house&id=12`: follow it. Without them: the list of what one follows."""
    if "what" not in request.GET:
        return _list(request)
    thing = followed.find(request.GET["what"], request.GET.get("id", ""))
    if thing is None:
        raise Http404
    whose = visit.owner(request, at=timezone.now())
    is_known = bool(whose.user_id or whose.emails)
    wish = whose.followings().filter(what=thing.what, thing=thing.key).first() if whose else None
    first = wish.rhythm if wish else Following.DAILY if thing.what in _BUSY else Following.AT_ONCE
    form = FollowForm(request.POST or None, initial={"rhythm": first}, is_known=is_known)
    if request.method == "POST" and form.is_valid():
        try:
            return _followed(request, thing, form, is_known=is_known)
        except BadInput as refused:
            for sentence in refused.fields.values():
                form.add_error("rhythm", sentence)
            roll_back(request)
    context = {
        "section": "track",
        "thing": thing,
        "wish": wish,
        "form": form,
        "problem": bool(form.errors),
        "is_known": is_known,
        "visit": visit.current(request, at=timezone.now()),
    }
    return render(request, "portal/follow.html", context, status=422 if form.errors else 200)


def _followed(
    request: HttpRequest, thing: Thing, form: FollowForm, *, is_known: bool
) -> HttpResponse:
    """The wish of somebody known is kept; an address that is not proved yet gets a link."""
    now = timezone.now()
    rhythm, language = form.cleaned_data["rhythm"], get_language() or "ru"
    if is_known:
        whose = visit.owner(request, at=now)
        actions.follow(whose, thing, rhythm=rhythm, language=language, at=now)
        messages.success(request, _("Готово, будем сообщать."))
        return HttpResponseRedirect(reverse("portal:follow"))
    email = form.cleaned_data["email"]
    if allowed("own-link", email, LETTERS_AN_HOUR, 3600):
        actions.ask_link(
            ContactLink.FOLLOW,
            email=email,
            what=thing.what,
            thing=thing.key,
            rhythm=rhythm,
            language=language,
            consent=consent.VERSION,
            at=now,
        )
    return HttpResponseRedirect(f"{reverse('portal:link_asked')}?for=follow")


@never_cache
@require_POST
def unfollow(request: HttpRequest) -> HttpResponse:
    """End one's own wish; somebody else's is not found."""
    whose = visit.owner(request, at=timezone.now())
    number = digits.key(request.POST.get("wish", ""))
    if not whose or not whose.followings().filter(pk=number or 0).exists():
        raise Http404
    actions.unfollow(number or 0)
    messages.success(request, _("Больше не сообщаем об этом."))
    return HttpResponseRedirect(reverse("portal:follow"))


def _list(request: HttpRequest) -> HttpResponse:
    """What this account and this proved address follow."""
    now = timezone.now()
    whose = visit.owner(request, at=now)
    wishes = list(whose.followings()) if whose else []
    things = followed.things_of(wishes)
    shown = [(wish, things.get((wish.what, wish.thing))) for wish in wishes]
    context = {
        "section": "track",
        "is_known": bool(whose),
        "wishes": [(wish, thing) for wish, thing in shown if thing is not None],
        "visit": visit.current(request, at=now),
    }
    return render(request, "portal/followings.html", context)
