"""Programs that file by themselves are turned away, and nobody else: no outside service, no pictures.

Three quiet signs: a field that no person sees, the signed time at which the page was opened, and how
many were filed from this network address over all cities. A busy address is asked for a small proof of
work, which a script does unseen, or, without scripts, for the answer to a plain question. Whoever is
stopped reads one sentence, loses nothing typed and may send again.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.accounts import limits
from tenants.isolation import keys

TRAP = "website"
BUSY_SECONDS = 600
# From so many filings of an address within BUSY_SECONDS on: so many zero bits (2**12 digests are a
# tenth of a second of a cheap phone). A house behind one address of its provider stays below.
_BITS = ((60, 16), (20, 14), (6, 12))
_SLACK_BITS = 2  # the address has become busier since the page was opened
_PAGE_HOLDS_SECONDS = 30 * 86_400  # a draft may wait long for a connection
_TASK_HOLDS_SECONDS = 7_200
_SENT_FROM_A_PAGE = 5
_ANSWERED_ONCE = 3
_WRONG_ANSWERS = 8
_PROOF_LONGEST = 20
_DIGITS = (
    *(gettext_lazy("один"), gettext_lazy("два"), gettext_lazy("три"), gettext_lazy("четыре")),
    *(gettext_lazy("пять"), gettext_lazy("шесть"), gettext_lazy("семь"), gettext_lazy("восемь")),
    gettext_lazy("девять"),
)


@dataclass(frozen=True, slots=True)
class Fields:
    """What the form carries unseen; `task` and `question` only when the address is busy."""

    opened: str
    task: str = ""
    bits: int = 0
    question: str = ""


def fields(request: HttpRequest) -> Fields:
    """For the form shown now; the time of the first page is kept when it comes back."""
    opened = request.POST.get("opened", "")
    if _age(opened, keys.salt("form-opened"), _PAGE_HOLDS_SECONDS) is None:
        opened = signing.TimestampSigner(salt=keys.salt("form-opened")).sign(secrets.token_hex(8))
    bits = _bits(request)
    if not bits and not getattr(request, "is_asked", False):
        return Fields(opened)
    task = signing.dumps([secrets.token_hex(8), bits or _BITS[-1][1]], salt=keys.salt("form-task"))
    one, other = _terms(task)
    question = _("Сколько будет %(one)s плюс %(other)s?") % {
        "one": _DIGITS[one - 1],
        "other": _DIGITS[other - 1],
    }
    return Fields(opened, task, bits or _BITS[-1][1], question)


def objection(request: HttpRequest) -> str:
    """Why this form is not taken yet, in a sentence; empty when it is."""
    if getattr(request, "is_late", False):
        return _("Форма была открыта слишком долго. Проверьте и отправьте ещё раз: всё сохранено.")
    if _is_human(request):
        return ""
    asked = _(
        "Ответьте на вопрос внизу формы и отправьте ещё раз: всё, что вы написали, сохранено."
    )
    if request.POST.get("answer", "").strip():
        if not limits.allowed("wrong-answer", _network(request), _WRONG_ANSWERS, BUSY_SECONDS):
            return _("Слишком много неверных ответов. Подождите 10 минут или позвоните нам.")
        request.is_asked = True  # type: ignore[attr-defined]
        return _("Ответ не подошёл. %(asked)s") % {"asked": asked}
    if request.POST.get(TRAP):
        request.is_asked = True  # type: ignore[attr-defined]
        return asked
    if settings.FORM_LEAST_SECONDS:
        opened = request.POST.get("opened", "")
        age = _age(opened, keys.salt("form-opened"), _PAGE_HOLDS_SECONDS)
        if age is None:
            request.is_asked = True  # type: ignore[attr-defined]
            return asked
        if age < settings.FORM_LEAST_SECONDS:
            return _(
                "Форма отправлена быстрее, чем её можно прочесть. Проверьте, всё ли верно, "
                "и отправьте ещё раз."
            )
        if limits.seen("form-sent", opened) >= _SENT_FROM_A_PAGE:
            request.is_asked = True  # type: ignore[attr-defined]
            return asked
    if _bits(request):
        request.is_asked = True  # type: ignore[attr-defined]
        return _("С вашего адреса в сети сейчас много обращений. %(asked)s") % {"asked": asked}
    return ""


def filed(request: HttpRequest) -> None:
    """Count a filing of this address and of this page."""
    limits.allowed("filed", _network(request), 1, BUSY_SECONDS)
    limits.allowed("form-sent", request.POST.get("opened", ""), 1, 86_400)


def _is_human(request: HttpRequest) -> bool:
    """Whether the page's task was done: by the script for this very form, or by answering."""
    task = request.POST.get("task", "")
    try:
        _nonce, bits = signing.loads(task, salt=keys.salt("form-task"), max_age=_TASK_HOLDS_SECONDS)
    except (signing.BadSignature, ValueError):
        return False
    answer = request.POST.get("answer", "").strip().lower()
    if answer:
        one, other = _terms(task)
        is_right = answer.strip(" .!") == str(one + other)
        return is_right and limits.allowed("answered", task, _ANSWERED_ONCE, _TASK_HOLDS_SECONDS)
    if request.POST.get(TRAP):
        return False
    proof = request.POST.get("proof", "")[:_PROOF_LONGEST]
    told = f"{task}:{request.POST.get('key', '')}:{proof}"
    return bool(proof) and bits + _SLACK_BITS >= _bits(request) and zeros(told) >= bits


def zeros(told: str) -> int:
    """How many zero bits the digest of these words begins with."""
    digest = hashlib.sha256(told.encode()).digest()
    return 256 - int.from_bytes(digest, "big").bit_length()


def _bits(request: HttpRequest) -> int:
    """How much work this address is asked for now; 0: none."""
    count = limits.seen("filed", _network(request))
    return next((bits for least, bits in _BITS if count >= least), 0)


def _terms(task: str) -> tuple[int, int]:
    """The two numbers that are asked for: known from the task to us alone."""
    digest = bytes.fromhex(keys.signature("form-question", task))
    return digest[0] % 9 + 1, digest[1] % 9 + 1


def _age(token: str, salt: str, most: int) -> float | None:
    """How old a token of ours is, seconds; None for one that is forged, of another city or too old."""
    signer = signing.TimestampSigner(salt=salt)
    try:
        signer.unsign(token, max_age=most)
        stamp = signing.b62_decode(token.rsplit(":", 2)[1])
    except (signing.BadSignature, ValueError, IndexError):
        return None
    return time.time() - stamp


def _network(request: HttpRequest) -> str:
    return limits.network(limits.client_address(request))
