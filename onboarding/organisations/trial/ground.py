"""What an organisation practises on: themes of its services, houses of its scope."""

from datetime import date

from django.db.models import Q

from appeals.models import Category, House, Organisation, Serving
from onboarding.organisations.trial import bank
from onboarding.organisations.trial.drawing import Ground

# So many houses of a service are enough to draw from.
_ENOUGH = 500


def ground_of(organisation: Organisation, *, day: date) -> Ground:
    """Themes of the bank the city has and the organisation serves; its houses, else the city's.

    One without services practises on what anybody may be asked.
    """
    lines = Serving.objects.filter(organisation=organisation).filter(
        Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gt=day)
    )
    services = set(organisation.services) | set(lines.values_list("service", flat=True).distinct())
    known = Category.objects.filter(code__in=bank.themes(), is_active=True, is_group=False)
    wanted = known.filter(service__in=services) if services else known
    themes = list(wanted.order_by("code")) or list(known.order_by("code"))
    by_service = {
        service: list(
            lines.filter(service=service)
            .order_by("house_id")
            .values_list("house", flat=True)[:_ENOUGH]
        )
        for service in sorted({theme.service for theme in themes})
    }
    own = [house for houses in by_service.values() for house in houses]
    anywhere = own or list(House.objects.order_by("pk").values_list("pk", flat=True)[:_ENOUGH])
    return Ground(
        [bank.themes()[theme.code] for theme in themes],
        {theme.code: by_service[theme.service] or anywhere for theme in themes},
    )
