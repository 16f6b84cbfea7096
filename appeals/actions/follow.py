"""Following: a wish to hear of an appeal or of what happens at a place, and its end."""

from datetime import datetime

from django.utils.translation import gettext as _

from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.followed import Thing
from appeals.models import Consent, Following
from appeals.owner import Owner

MOST = 100


@whole
def follow(
    owner: Owner,
    thing: Thing,
    *,
    rhythm: str,
    language: str = "ru",
    consent: str = "",
    at: datetime,
) -> Following:
    """Tell this person of the thing from now on, at once or once a day; asked twice it is one wish.

    An account's wish goes by its own channels; without one, by the e-mail address that was proved.

    Raises:
        BadInput: nobody reachable, no such rhythm, or too many wishes already.
    """
    if rhythm not in (Following.AT_ONCE, Following.DAILY):
        raise BadInput({"rhythm": _("Выберите, как часто сообщать.")})
    if not owner.user_id and not owner.emails:
        raise BadInput({"email": _("Укажите почту: на неё придут сообщения.")})
    whose = {"user_id": owner.user_id, "email": "" if owner.user_id else owner.emails[0]}
    known = Following.objects.filter(**whose)
    wish = known.filter(what=thing.what, thing=thing.key).first()
    if wish is not None:
        wish.rhythm, wish.language = rhythm, language
        wish.save(update_fields=["rhythm", "language"])
        return wish
    if known[:MOST].count() >= MOST:
        raise BadInput(
            {
                "rhythm": _("Подписок может быть не больше %(most)d. Отмените ненужные.")
                % {"most": MOST}
            }
        )
    wish = Following.objects.create(
        **whose,
        what=thing.what,
        thing=thing.key,
        rhythm=rhythm,
        language=language,
        consent=consent,
        followed_at=at,
        told_until=at,
    )
    if consent:
        Consent.objects.create(
            subject=owner.subjects[0],
            is_given=True,
            version=consent,
            about=f"follow {thing.what} {thing.key}",
            at=at,
        )
    return wish


@whole
def unfollow(following_id: int) -> None:
    """Tell no more of it; what was ended already stays ended. Whose it is, the caller has looked."""
    Following.objects.filter(pk=following_id).delete()
