"""Which of our sentences a resident may read, gathered from the sources for the translators.

The desk and the console are not here: Russian is the language of the work. A folder that residents
read joins `READ`; what of it only the staff sees is named in `OF_WORK`.
"""

import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, pofile
from babel.messages.extract import extract_python
from django.utils.translation import templatize

from design import catalogues

ROOT = catalogues.FOLDER.parent.parent
READ = (
    *("platform/portal", "platform/design", "tenants/accounts", "appeals/templates"),
    *("appeals/notifications", "appeals/actions", "appeals/registry", "appeals/models"),
    *("appeals/insight", "appeals/channels", "onboarding/organisations/templates/training"),
    *(
        f"appeals/{name}"
        for name in ("labels.py", "errors.py", "access.py", "masking.py", "spans.py", "standing.py")
    ),
    *(f"appeals/{name}" for name in ("terms.toml", "interruptions.toml")),
)
OF_WORK = (
    *("platform/design/templates/design/desk_", "platform/portal/views/crew_app.py"),
    "appeals/insight/shifts.py",
)
# Rules kept as data: these of their fields are shown.
SHOWN = ("name", "source")
# A file with none of these says nothing to translate.
_MARKS = ("gettext", "translate", "_(")
_FUNCTIONS = {
    name: None
    for plain in ("gettext", "ngettext", "pgettext", "npgettext")
    for name in (plain, f"{plain}_lazy", f"{plain}_noop", "_")
}
# Of a header only what a reader needs is kept, so that a file changes with its sentences alone.
_NOISE = tuple(
    f'"{name}'.encode()
    for name in ("Project", "Report", "POT", "PO-", "Last", "Language-Team", "Generated")
)
Found = tuple[str, str | tuple[str, ...], str | None]


def messages() -> Iterator[Found]:
    """File, sentence (with its plural) and context of everything residents may read."""
    for path in sorted(_files()):
        name = str(path.relative_to(ROOT))
        if name.startswith(OF_WORK):
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            yield from ((name, said, None) for said in _of_data(tomllib.loads(text)))
            continue
        if not any(mark in text for mark in _MARKS):
            continue
        if path.suffix != ".py":
            text = templatize(text, origin=name)
        for _, function, found, _ in extract_python(BytesIO(text.encode()), _FUNCTIONS, (), {}):
            yield _message(name, str(function), found)


@lru_cache(1)
def template() -> Catalog:
    """Every sentence once, with the files it stands in; read once in the life of a process."""
    catalog = Catalog()
    for name, said, context in messages():
        if said:
            catalog.add(said, locations=[(name, 0)], context=context)
    return catalog


def fresh(code: str) -> Catalog:
    """The catalogue of a language with exactly today's sentences; new ones wait for a translation."""
    known = catalogues.read(code) if catalogues.source(code).exists() else Catalog(locale=code)
    catalog = Catalog(
        locale=code,
        header_comment=f"# {code}: platform/docs/languages.md",
        fuzzy=False,
    )
    for message in template():
        if not message.id or (code == "ru" and isinstance(message.id, str)):
            continue
        old = known.get(message.id, message.context)
        same = old is not None and isinstance(old.id, str) == isinstance(message.id, str)
        catalog.add(
            message.id,
            old.string if old is not None and same else None,
            locations=sorted(set(message.locations)),
            flags=old.flags - {"python-format"} if old else (),
            context=message.context,
        )
    return catalog


def written(catalog: Catalog) -> bytes:
    """The catalogue as its file says it."""
    out = BytesIO()
    pofile.write_po(out, catalog, width=100, sort_output=True, include_lineno=False)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_NOISE))


def _files() -> Iterator[Path]:
    for place in READ:
        path = ROOT / place
        if path.is_file():
            yield path
        for kind in ("*.py", "*.html", "*.txt", "*.xml"):
            yield from path.rglob(kind)


def _message(name: str, function: str, found: object) -> Found:
    """One call of gettext: a sentence, a pair with its plural, or either with a context first."""
    parts = found if isinstance(found, tuple) else (found,)
    parts = tuple(str(part) for part in parts if part)
    context = None
    if function.startswith(("pgettext", "npgettext")):
        context, parts = parts[0], parts[1:]
    # What else stands in such a call names the number.
    parts = parts[: 2 if function.startswith("n") else 1]
    return name, parts if len(parts) > 1 else "".join(parts), context


def _of_data(value: object) -> Iterator[str]:
    """The shown fields of rules kept as data, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in SHOWN and isinstance(inner, str):
                yield inner
            else:
                yield from _of_data(inner)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            yield from _of_data(inner)
