"""Letters to applicants: one short text for each step, with the tracking link."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from appeals.models import Appeal
from tenants.accounts.limits import allowed
from tenants.isolation import scope

# Nobody is buried under letters because somebody else files in their name: so many an hour.
MAILBOX = (30, 3600)
SUBJECTS = {
    "register": "Обращение {number} принято",
    "accept": "Обращение {number}: принято в работу",
    "dispatch_crew": "Обращение {number}: направлена бригада",
    "resolve": "Обращение {number}: работа выполнена, проверьте",
    "ask": "Обращение {number}: нужен ваш ответ",
    "reject": "Обращение {number} отклонено",
    "reopen": "Обращение {number} возвращено в работу",
}
_NEXT = {
    "register": "Каждый шаг виден по ссылке ниже: кто отвечает и до какого времени.",
    "accept": "Исполнитель — {organisation}.",
    "dispatch_crew": "Исполнитель — {organisation}.",
    "resolve": "Если проблема решена, подтвердите это по ссылке. Если нет, вернём в работу.",
    "ask": "Откройте ссылку, прочтите вопрос и ответьте.",
    "reject": "Основание и кто может помочь — по ссылке.",
    "reopen": "Срок стал короче, контроль строже.",
}


def write(payloads: list[dict[str, Any]]) -> None:
    """Store a letter for each event whose applicant left an e-mail; the outbox will carry it."""
    appeals = {
        appeal.pk: appeal
        for appeal in Appeal.objects.filter(pk__in={payload["appeal"] for payload in payloads})
        .exclude(applicant__email="")
        .filter(applicant__isnull=False)
        .select_related("applicant", "organisation")
    }
    for payload in payloads:
        appeal = appeals.get(payload["appeal"])
        if appeal is not None and allowed("letters", appeal.applicant.email, *MAILBOX):
            _letter(appeal, payload["kind"]).send()


def tracking_url(appeal: Appeal) -> str:
    """Where the applicant follows their appeal; the host is the city's own, never the browser's."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    host = scope.require().host
    return f"{settings.PUBLIC_SCHEME}://{host}{port}/track/{appeal.tracking_code}/"


def _letter(appeal: Appeal, kind: str) -> EmailMessage:
    tenant = scope.require()
    organisation = str(appeal.organisation or "диспетчерская города")
    body = "\n\n".join(
        [
            f"Здравствуйте! {SUBJECTS[kind].format(number=appeal.number)}.",
            f"Адрес: {_place(appeal)}.",
            _NEXT[kind].format(organisation=organisation),
            tracking_url(appeal),
            f"{tenant.name}, портал обращений жителей.",
        ]
    )
    return EmailMessage(
        subject=SUBJECTS[kind].format(number=appeal.number),
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[appeal.applicant.email],
    )


def _place(appeal: Appeal) -> str:
    """Where it is, in the registry's words: anybody may name anybody's e-mail in an appeal, and a
    letter must not carry a stranger's text to them.
    """
    return appeal.address if appeal.house_id else "как указано в обращении"
