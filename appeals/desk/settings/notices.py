"""What residents are told for a while."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals.administration import notices as book
from appeals.desk.forms.fields import text
from appeals.desk.settings.entry import administrators, page, put
from appeals.desk.settings.fields import Plain, moment
from appeals.errors import BadInput
from appeals.models import Category, House, Notice
from tenants.accounts.actor import Actor

_MOST = 100


class NoticeForm(Plain):
    """A sentence for residents and when it is shown."""

    text = text(_("Объявление"))
    district = forms.ChoiceField(label=_("Район"), required=False)
    category = forms.ModelChoiceField(
        label=_("Тема"), queryset=Category.objects.none(), required=False, empty_label=_("все темы")
    )
    starts_at = moment(_("Показывать с"))
    ends_at = moment(_("Показывать до"))

    def __init__(
        self, *args: Any, notice: Notice | None = None, now: datetime, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"starts_at": timezone.localtime(now)}
        if notice is not None:
            initial = {
                "text": notice.text,
                "district": notice.district,
                "category": notice.category_id,
                "starts_at": timezone.localtime(notice.starts_at),
                "ends_at": timezone.localtime(notice.ends_at),
            }
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        names = House.objects.exclude(district="").order_by("district").distinct("district")
        choices = [
            ("", _("весь город")),
            *((one, one) for one in names.values_list("district", flat=True)),
        ]
        cast(forms.ChoiceField, self.fields["district"]).choices = choices
        cast(
            forms.ModelChoiceField, self.fields["category"]
        ).queryset = Category.objects.for_filing()


@require_safe
@administrators
def notices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is shown now, what will be, what was."""
    rows = list(Notice.objects.select_related("category")[:_MOST])
    now = timezone.now()
    context = {
        "now_shown": [row for row in rows if row.starts_at <= now < row.ends_at],
        "ahead": [row for row in rows if row.starts_at > now],
        "past": [row for row in rows if row.ends_at <= now][:20],
    }
    return page(request, actor, "notices", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def notice(request: HttpRequest, actor: Actor, notice_id: int | None = None) -> HttpResponse:
    """A new notice, or one of them."""
    known = Notice.objects.filter(pk=notice_id).first() if notice_id else None
    if notice_id and known is None:
        raise Http404
    now = timezone.now()
    form = NoticeForm(request.POST or None, notice=known, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            book.publish_notice(**form.cleaned_data, notice_id=notice_id, by=actor, at=now)
        except BadInput as error:
            put(form, error)
        else:
            messages.success(request, gettext("Объявление сохранено."))
            return redirect("desk:settings_notices")
    context = {"form": form, "notice": known}
    status = 422 if form.is_bound else 200
    return page(request, actor, "notices", context, template="notice", status=status)


@require_POST
@administrators
def end(request: HttpRequest, actor: Actor, notice_id: int) -> HttpResponse:
    """Stop showing it."""
    if not Notice.objects.filter(pk=notice_id).exists():
        raise Http404
    book.end_notice(notice_id, by=actor, at=timezone.now())
    messages.success(request, gettext("Объявление снято."))
    return redirect("desk:settings_notices")
