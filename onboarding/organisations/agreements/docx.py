"""The same document as DOCX, for those who sign on paper or compare the wording."""

import io
from typing import Any

from docx import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from onboarding.organisations.agreements.document import Document, Side


def docx(document: Document) -> bytes:
    """A Word file with fields for the numbers of its pages."""
    word = Word()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    _line(word, f"{document.title} № {document.number}", bold=True, centre=True, size=14)
    _line(word, f"{document.place}\t{document.day}")
    _line(word, document.preamble)
    for block in document.blocks:
        _line(word, block.text, bold=block.is_heading, centre=block.is_heading)
    _line(word, "Подписи Сторон", bold=True, centre=True)
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    _side(cells[0], document.city)
    _side(cells[1], document.organisation)
    if document.streets:
        word.add_page_break()
        _line(word, f"Приложение № 1 к документу «{document.title}» № {document.number}")
        _line(word, f"Перечень домов: {document.house_count}", bold=True, centre=True)
        for street, numbers in document.streets:
            paragraph = word.add_paragraph()
            paragraph.add_run(f"{street}: ").bold = True
            paragraph.add_run(numbers)
    _page_numbers(section.footer.paragraphs[0])
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _line(word: Any, text: str, *, bold: bool = False, centre: bool = False, size: int = 0) -> None:
    paragraph = word.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.JUSTIFY


def _side(cell: Any, side: Side) -> None:
    numbers = f"ИНН {side.inn}" + (f", ОГРН {side.ogrn}" if side.ogrn else "")
    lines = (side.role, side.name, numbers, side.address, "", side.position)
    cell.text = "\n".join(line for line in (*lines, "", "____________________", side.head))


def _page_numbers(paragraph: Any) -> None:
    """«стр. N из M» as fields that Word counts itself."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for word, code in (("стр. ", "PAGE"), (" из ", "NUMPAGES")):
        paragraph.add_run(word)
        run = paragraph.add_run()
        for kind, text in (("begin", ""), ("", code), ("end", "")):
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.set(qn("xml:space"), "preserve")
                mark.text = text
            run._r.append(mark)
