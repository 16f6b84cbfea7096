"""Filing an appeal: numbered, routed, with its clocks running, in one transaction."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appeals import regimes, routing, workflow
from appeals.actions import asking, blocks, clocks, journal, placing, statutory
from appeals.actions.attach import keep
from appeals.actions.journal import Record
from appeals.actions.photos import Photo
from appeals.actions.whole import whole
from appeals.errors import BadInput, KeyReused
from appeals.masking import masked
from appeals.models import Appeal, Category, Sender
from appeals.places import morton
from tenants.accounts.actor import SYSTEM, Actor
from tenants.isolation import scope

TEXT_LIMIT = 4000
SHORT_LIMIT = 300
PHOTO_LIMIT = 5
_SHORT = ("address", "landmark", "name", "phone", "email", "flat", "answer_address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What somebody tells us, as they told it.

    `consent` says on what ground personal data may be kept: the version of the text a resident agreed
    to, `phone` when said on the phone, `api` when the calling system answers for it.
    `answers` to the theme's questions, by their codes; None where the door does not ask them.
    `site` is the code of the site whose form it came from (appeals.channels.widget).
    `intake_key` names this attempt: sent twice, it files once. `house_id` beats `address`, a point
    may stand alone. `call_id` is the telephone call that it was told in. `regime` and
    `answer_address` are those of 59-ФЗ (appeals.regimes).
    """

    text: str
    category: str = ""
    house_id: int | None = None
    address: str = ""
    landmark: str = ""
    latitude: float | None = None
    longitude: float | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    flat: str = ""
    consent: str = ""
    regime: str = regimes.REQUEST
    answer_address: str = ""
    language: str = "ru"
    is_public: bool = True
    answers: Mapping[str, str] | None = None
    site: str = ""
    intake_key: str = ""
    call_id: int | None = None
    # From which browser and network it came through the site, as digests.
    browser: str = ""
    network: str = ""
    photos: tuple[Photo, ...] = field(default=())

    def digest(self) -> str:
        """What the key must not be reused with another of."""
        said = replace(
            self, intake_key="", call_id=None, language="", browser="", network="", photos=()
        )
        content = repr(said)
        shots = "".join(photo.sha256 for photo in self.photos)
        return hashlib.sha256((content + shots).encode()).hexdigest()


@whole
def register(filing: Filing, *, by: Actor, at: datetime) -> Appeal:
    """File an appeal and hand it to whoever must resolve it, or to the dispatch desk.

    Raises:
        BadInput: what is wrong, field by field.
        Blocked: nothing is taken from this contact, browser or network for a while.
        KeyReused: the key came before with other content.
    """
    check(filing)
    if filing.browser:
        blocks.refuse_blocked(_origin(filing), at=at)
    is_statutory = filing.regime == regimes.STATUTORY
    told = statutory.checked(filing, by=by) if is_statutory else filing
    ground = placing.look(filing, key=key_kept(filing.intake_key), at=at)
    if ground.known_id is not None:
        return _filed_before(filing, ground.known_id, ground.known_digest)
    category, place = placing.checked(filing, ground)
    answers = asking.answered(filing, category)
    facts = place.facts(category, at=at, channel=by.channel)
    decision = routing.route(facts)
    organisation = place.organisation(decision.organisation_id)
    appeal = drawn(filing, category, place, by=by, at=at)
    appeal.answers = answers
    appeal.intake_key = key_kept(filing.intake_key)
    appeal.intake_digest = filing.digest() if filing.intake_key else ""
    appeal.answer_owed = is_statutory
    appeal.organisation_id = decision.organisation_id
    appeal.named_organisation_id = decision.named_organisation_id
    appeal.routed_why = decision.sentence
    appeal.routed_by_rule = decision.rule_id
    appeal.assigned_at = at if decision.organisation_id is not None else None
    clocks.start(appeal, category, organisation, at=at)
    details = {"channel": by.channel} | ({"regime": filing.regime} if is_statutory else {})
    records = [Record("register", "", workflow.Status.REGISTERED, by, details)]
    if organisation is not None:
        chosen = {"organisation": str(organisation), "why": decision.reason}
        records.append(
            Record(
                "assign",
                workflow.Status.REGISTERED,
                workflow.Status.ASSIGNED,
                SYSTEM,
                chosen,
                organisation_id=organisation.pk,
            )
        )
    journal.begin(appeal, records, applicant=_applicant(told, by))
    if is_statutory:
        statutory.begin(appeal, at=at)
    if filing.browser:
        Sender.objects.create(appeal=appeal, browser=filing.browser, network=filing.network)
    for photo in filing.photos:
        keep(appeal, photo, kind="reported", by=by, at=at)
    return appeal


def drawn(
    filing: Filing, category: Category, place: placing.Place, *, by: Actor, at: datetime
) -> Appeal:
    """The appeal as it is told, of its theme and place; nobody's yet, and not stored."""
    return Appeal(
        year=at.astimezone(ZoneInfo(scope.require().time_zone)).year,
        text=filing.text,
        public_text=masked(filing.text),
        category=category,
        sector=category.sector.code,
        service=category.service,
        channel=by.channel,
        site=filing.site,
        regime=filing.regime,
        is_public=filing.is_public,
        is_emergency=category.is_emergency,
        house_id=place.house_id,
        address=place.address,
        landmark=filing.landmark,
        district=place.district,
        latitude=place.latitude,
        longitude=place.longitude,
        qk=_qk(place.latitude, place.longitude),
        registered_at=at,
        status_at=at,
        clocks_from=at,
        operator_id=by.user_id if by.channel == "phone" else None,
        call_id=filing.call_id,
        photo_count=len(filing.photos),
    )


def _origin(filing: Filing) -> blocks.Origin:
    """From where it came through the site."""
    return blocks.Origin(
        phone=filing.phone, email=filing.email, browser=filing.browser, network=filing.network
    )


def check(filing: Filing) -> None:
    """Whether the fields can be taken.

    Raises:
        BadInput: a sentence for each field that cannot.
    """
    wrong: dict[str, str] = {}
    if not filing.text.strip():
        wrong["text"] = _("Напишите, что случилось: хватит одного предложения.")
    elif len(filing.text) > TEXT_LIMIT:
        wrong["text"] = _(
            "Текст длиннее {most} знаков: сейчас {now}. Сократите его, подробности можно приложить "
            "на фото."
        ).format(most=TEXT_LIMIT, now=len(filing.text))
    if filing.regime not in (regimes.REQUEST, regimes.STATUTORY):
        wrong["regime"] = _("Выберите, сообщение это или обращение по 59-ФЗ.")
    for name in ("text", *_SHORT):
        if "\x00" in getattr(filing, name):
            wrong[name] = _("В тексте есть недопустимый знак. Наберите текст заново, без вставки.")
    for name in _SHORT:
        if len(getattr(filing, name)) > SHORT_LIMIT:
            wrong.setdefault(
                name, _("Слишком длинно: поместится {most} знаков.").format(most=SHORT_LIMIT)
            )
    if (filing.latitude is None) != (filing.longitude is None):
        wrong["place"] = _("Укажите обе координаты: широту и долготу.")
    elif filing.latitude is not None and not (
        -90 <= filing.latitude <= 90 and -180 <= (filing.longitude or 0) <= 180
    ):
        wrong["place"] = _("Таких координат нет: широта от −90 до 90, долгота от −180 до 180.")
    elif filing.house_id is None and filing.latitude is None and not filing.address.strip():
        wrong["address"] = _("Укажите, где это: улицу и дом или место рядом.")
    if _is_personal(filing) and not filing.consent:
        wrong["consent"] = _(
            "Отметьте согласие или уберите имя, телефон, почту и квартиру: без согласия их нельзя "
            "хранить."
        )
    if len(filing.photos) > PHOTO_LIMIT:
        wrong["photos"] = _("Приложите не больше {most} фото.").format(most=PHOTO_LIMIT)
    if wrong:
        raise BadInput(wrong)


def _is_personal(filing: Filing) -> bool:
    """Whether anything in it is about a person; a statutory appeal always is."""
    told = (filing.name, filing.phone, filing.email, filing.flat, filing.answer_address)
    return any(told) or filing.regime == regimes.STATUTORY


def _filed_before(filing: Filing, appeal_id: int, digest: str) -> Appeal:
    """The appeal this key was used for, if it says the same."""
    if digest != filing.digest():
        raise KeyReused(
            _(
                "С этим ключом уже подано другое обращение. Для нового обращения возьмите новый ключ."
            )
        )
    return Appeal.objects.get(pk=appeal_id)


def key_kept(key: str) -> str | None:
    """The form in which the name of an attempt is stored."""
    return hashlib.sha256(key.encode()).hexdigest() if key else None


def _applicant(filing: Filing, by: Actor) -> dict[str, object] | None:
    resident = by.user_id if by.role == "resident" else None
    if not (filing.name or filing.phone or filing.email or filing.flat or resident):
        return None
    return {
        "user_id": resident,
        "name": filing.name.strip(),
        "phone": filing.phone.strip(),
        "email": filing.email.strip(),
        "flat": filing.flat.strip(),
        "consent": filing.consent,
        "language": filing.language,
        **({"answer_address": filing.answer_address} if filing.answer_address else {}),
    }


def _qk(latitude: float | None, longitude: float | None) -> int | None:
    if latitude is None or longitude is None:
        return None
    return morton(latitude, longitude)
