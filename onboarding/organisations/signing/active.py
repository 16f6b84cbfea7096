"""Whether a PDF could act when it is opened: names of scripts, attachments and forms in its objects.

Names are found however they are spelled («/J#61vaScript») and inside packed streams of objects. It is a
sieve, not a reader of PDF: files go out as downloads only.
"""

import re
import zlib
from collections.abc import Iterator

# A scan's objects beside its pictures are a few kilobytes; more than this is no scan.
_MOST_UNPACKED = 8 << 20
_MOST_STREAMS = 200
_FORBIDDEN = (
    *(b"JavaScript", b"JS", b"Launch", b"EmbeddedFile", b"EmbeddedFiles"),
    *(b"OpenAction", b"AA", b"RichMedia", b"XFA"),
)


def _spelled(name: bytes) -> bytes:
    """A pattern for the name with any of its letters written as #xx."""
    return b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name)


_END = rb"(?=[\x00\s()<>\[\]{}/%]|$)"
_ACTIVE = re.compile(b"/(?:" + b"|".join(map(_spelled, _FORBIDDEN)) + b")" + _END)
_PACKED = re.compile(b"/" + _spelled(b"ObjStm") + _END)
_BODY = re.compile(rb"stream\r?\n")


def is_active(content: bytes) -> bool:
    """Whether such a name stands in the file, or what is packed cannot be looked into."""
    return bool(_ACTIVE.search(content)) or any(
        objects is None or _ACTIVE.search(objects) for objects in _packed(content)
    )


def _packed(content: bytes) -> Iterator[bytes | None]:
    """The packed objects, stream by stream; None where they are hidden, cut or too many."""
    place, left = 0, _MOST_UNPACKED
    for _stream in range(_MOST_STREAMS):
        packed = _PACKED.search(content, place)
        if packed is None:
            return
        body = _BODY.search(content, packed.end())
        end = content.find(b"endstream", body.end()) if body else -1
        objects = _unpacked(content[body.end() : end], left) if body and end > 0 else None
        yield objects
        if body is None or objects is None:
            return
        place, left = body.end(), left - len(objects)
    yield None


def _unpacked(body: bytes, most: int) -> bytes | None:
    unpacker = zlib.decompressobj()
    try:
        objects = unpacker.decompress(body, max(most, 1))
    except zlib.error:
        return None
    return objects if unpacker.eof else None
