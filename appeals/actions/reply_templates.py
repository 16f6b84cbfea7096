"""Ready words of the city and of each organisation: written and kept by those who lead them."""

from appeals import placeholders
from appeals.access import keeps_shared
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, NotFound
from appeals.models import ReplyTemplate
from tenants.accounts.actor import Actor

LONGEST = 2000
LONGEST_TITLE = 80
# The moves whose words residents read; a template may be kept for one of them.
MOVES = ("dispatch_crew", "resolve", "ask", "return_to_desk", "postpone", "reject")


@whole
def keep_template(
    template_id: int | None, *, title: str, text: str, move: str = "", position: int = 0, by: Actor
) -> ReplyTemplate:
    """Write a template of one's side, or change it (`template_id`).

    Raises:
        BadInput: no title, a taken one, or no words.
        NotAllowed: only the head, or the city's controller and administrator, keep templates.
        NotFound
    """
    _lead(by)
    own = ReplyTemplate.objects.kept_by(by)
    template = ReplyTemplate(organisation_id=by.organisation_id)
    if template_id is not None:
        found = own.select_for_update().filter(pk=template_id).first()
        if found is None:
            raise NotFound
        template = found
    template.title = " ".join(title.split())
    template.text = text.strip()
    template.move = move if move in MOVES else ""
    template.position = max(0, min(position, 10_000))
    _check(template, {name for pk, name in own.values_list("pk", "title") if pk != template_id})
    template.save()
    return template


@whole
def drop_template(template_id: int, *, by: Actor) -> None:
    """Delete a template of one's side; what was sent with it stays as it was sent.

    Raises:
        NotAllowed, NotFound
    """
    _lead(by)
    if not ReplyTemplate.objects.kept_by(by).filter(pk=template_id).delete()[0]:
        raise NotFound


def _lead(by: Actor) -> None:
    if not keeps_shared(by):
        raise NotAllowed("Шаблоны ведёт руководитель. Попросите его.")


def _check(template: ReplyTemplate, taken: set[str]) -> None:
    wrong: dict[str, str] = {}
    if not template.title:
        wrong["title"] = "Назовите шаблон: по названию его выбирают."
    elif len(template.title) > LONGEST_TITLE:
        wrong["title"] = f"Слишком длинно: поместится {LONGEST_TITLE} знаков."
    elif template.title in taken:
        wrong["title"] = "Шаблон с таким названием уже есть. Назовите иначе."
    if not template.text:
        wrong["text"] = "Напишите слова шаблона."
    elif len(template.text) > LONGEST:
        wrong["text"] = f"Слишком длинно: поместится {LONGEST} знаков."
    if wrong:
        raise BadInput(wrong)


def own_places(text: str) -> tuple[str, ...]:
    """Places of a text that no appeal fills: a person will have to."""
    return tuple(
        place
        for place in placeholders.unfilled(text)
        if place[1:-1].strip().lower() not in placeholders.NAMES
    )
