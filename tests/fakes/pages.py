"""A PDF as somebody sees it: its first page drawn as a picture."""

from pathlib import Path
from tempfile import TemporaryDirectory

import typst

_FRAME = '#set page(width: 210mm, height: 297mm, margin: 0mm)\n#image("paper.pdf", width: 100%)'


def picture(pdf: bytes, *, dots: int = 288) -> bytes:
    """The page with so many dots an inch, as PNG."""
    with TemporaryDirectory() as folder:
        frame = Path(folder, "frame.typ")
        frame.write_text(_FRAME)
        Path(folder, "paper.pdf").write_bytes(pdf)
        return typst.compile(str(frame), root=folder, format="png", ppi=float(dots))
