"""From a methodist's plain text to safe markup: paragraphs, headings, lists, tables, notes, pictures.

Everything is escaped first; only the marks below become elements. Pictures are files of ours.

    ## Заголовок          - пункт            1. шаг            > Важно знать
    | Видите | Значит |   **жирно**          [[Ctrl+Enter]]    ![что на рисунке](queue)
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_KEY = re.compile(r"\[\[(.+?)\]\]")
_PICTURE = re.compile(r"!\[(?P<said>[^\]]+)\]\((?P<name>[a-z0-9-]+)\)")
_STEP = re.compile(r"\d+\.\s+")
# Many faces have no such sign; it is drawn as on the screens.
_HOURGLASS = (
    '<svg class="i wait" viewBox="0 0 14 14" fill="currentColor" role="img" '
    'aria-label="песочные часы"><path d="M3 1.500h8L8 7l3 5.500H3L6 7Z"/></svg>'
)
Draw = Callable[[str, str], str]


def rendered(text: str, draw: Draw) -> SafeString:
    """The text as markup; `draw(name, words)` gives the element of a picture."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return mark_safe("\n".join(part for block in blocks for part in _block(block, draw)))  # noqa: S308


def _block(block: str, draw: Draw) -> Iterator[str]:
    """One block; lines of different kinds that stand together are different elements."""
    for kind, lines in groupby(block.splitlines(), key=_kind):
        yield _ELEMENTS[kind](list(lines), draw)


def _kind(line: str) -> str:
    if line.startswith("## "):
        return "heading"
    if line.startswith("> "):
        return "note"
    if line.startswith("|"):
        return "table"
    if line.startswith("- "):
        return "list"
    if _STEP.match(line):
        return "steps"
    return "picture" if _PICTURE.fullmatch(line.strip()) else "paragraph"


def _line(text: str) -> str:
    """One line: escaped, then bold words and keys."""
    said = _BOLD.sub(r"<b>\1</b>", escape(text.strip())).replace("⧗", _HOURGLASS)
    return _KEY.sub(r"<kbd>\1</kbd>", said)


def _heading(lines: Sequence[str], draw: Draw) -> str:
    return "".join(f"<h2>{_line(line[3:])}</h2>" for line in lines)


def _paragraph(lines: Sequence[str], draw: Draw) -> str:
    return f"<p>{_line(' '.join(lines))}</p>"


def _note(lines: Sequence[str], draw: Draw) -> str:
    return f'<p class="lesson-note">{_line(" ".join(line[2:] for line in lines))}</p>'


def _list(lines: Sequence[str], draw: Draw) -> str:
    return f"<ul>{''.join(f'<li>{_line(line[2:])}</li>' for line in lines)}</ul>"


def _steps(lines: Sequence[str], draw: Draw) -> str:
    said = (_line(_STEP.sub("", line, count=1)) for line in lines)
    return f"<ol>{''.join(f'<li>{each}</li>' for each in said)}</ol>"


def _table(lines: Sequence[str], draw: Draw) -> str:
    head, *rows = [[_line(cell) for cell in line.strip().strip("|").split("|")] for line in lines]
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{head[place]}">{cell}</td>'
            for place, cell in enumerate(row[: len(head)])
        )
        + "</tr>"
        for row in rows
    )
    return f'<table class="lesson-table"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _picture(lines: Sequence[str], draw: Draw) -> str:
    found = (_PICTURE.fullmatch(line.strip()) for line in lines)
    return "".join(draw(each["name"], each["said"]) for each in found if each)


_ELEMENTS: dict[str, Callable[[Sequence[str], Draw], str]] = {
    "heading": _heading,
    "note": _note,
    "table": _table,
    "list": _list,
    "steps": _steps,
    "picture": _picture,
    "paragraph": _paragraph,
}
