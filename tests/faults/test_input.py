"""FAULTS 14–16 and other bad input: pictures that are not, texts that cannot be."""

import io
import os
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image

from appeals.actions import photos
from appeals.actions.register import check
from appeals.errors import BadInput
from tests import make


def png_of_169_megapixels() -> io.BytesIO:
    """13,000 × 13,000 black points in about 20 kB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    side = 13_000
    packer = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 1 + 1)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def test_a_small_file_of_169_megapixels_is_refused_before_it_is_decoded(tmp_path):
    file = tmp_path / "small.png"
    file.write_bytes(png_of_169_megapixels().getvalue())
    assert file.stat().st_size < 40_000
    # In a process of its own: the pictures' memory is C's, only the system sees it.
    code = (
        "import resource, sys\n"
        "from appeals.actions import photos\n"
        "from appeals.errors import BadInput\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: photos.take(open(sys.argv[1], 'rb'))\n"
        "except BadInput as refused: print(refused.fields['photos'])\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    run = [sys.executable, "-c", "import django; django.setup()\n" + code, str(file)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"

    out = subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout

    sentence, kilobytes = out.strip().splitlines()
    assert "точек" in sentence
    assert int(kilobytes) < 100_000


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
POLYGLOT = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//"


@pytest.mark.parametrize(
    "content",
    [SVG, POLYGLOT, b"MZ\x90\x00" + b"\0" * 200, b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0broken"],
    ids=["svg", "polyglot", "exe", "empty", "pdf", "broken jpeg"],
)
def test_what_is_not_a_photo_is_refused_with_a_sentence(content):
    with pytest.raises(BadInput) as refused:
        photos.take(io.BytesIO(content))

    assert "JPEG, PNG и WebP" in refused.value.fields["photos"]


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_kinds_of_pictures_are_refused(form):
    with pytest.raises(BadInput):
        photos.take(make.picture(form=form))


def test_a_script_behind_a_real_photo_does_not_survive():
    file = io.BytesIO(make.picture().getvalue() + b"<script>alert(1)</script>")

    assert b"<script>" not in photos.take(file).content


def test_the_kept_copy_knows_neither_place_nor_camera():
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 12.0, 0.0), 3: "E", 4: (45.0, 1.0, 0.0)})
    file = make.picture(exif=exif)
    assert Image.open(io.BytesIO(file.getvalue())).getexif().get_ifd(0x8825)

    kept = Image.open(io.BytesIO(photos.take(file).content))

    assert not kept.getexif()
    assert "exif" not in kept.info
    assert b"Camera" not in photos.take(make.picture(exif=exif)).content


def test_a_photo_taken_on_its_side_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    kept = photos.take(make.picture((80, 40), exif=exif))

    assert (kept.width, kept.height) == (40, 80)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"text": "   "}, "text", "Напишите, что случилось"),
        ({"text": "я" * 100_000}, "text", "Сократите"),
        ({"text": "Нет\x00воды"}, "text", "недопустимый знак"),
        ({"address": " "}, "address", "Укажите, где это"),
        ({"address": "x" * 301}, "address", "Слишком длинно"),
        ({"latitude": 53.0}, "place", "обе координаты"),
        ({"latitude": 153.0, "longitude": 45.0}, "place", "от −90 до 90"),
        ({"latitude": float("nan"), "longitude": 45.0}, "place", "от −90 до 90"),
        ({"name": "Ян\x00"}, "name", "недопустимый знак"),
    ],
)
def test_each_wrong_field_has_its_sentence(fields, field, words):
    with pytest.raises(BadInput) as refused:
        check(make.filing(**fields))

    assert words in refused.value.fields[field]


def test_six_photos_are_one_too_many():
    photo = photos.take(make.picture())

    with pytest.raises(BadInput) as refused:
        check(make.filing(photos=(photo,) * 6))

    assert "не больше 5" in refused.value.fields["photos"]


def test_a_house_of_another_city_is_refused(city):
    with pytest.raises(BadInput) as refused:
        make.appeal(house_id=987_654_321)

    assert "Выберите дом из списка" in refused.value.fields["house"]


def test_a_point_far_from_the_city_is_refused_with_the_citys_name(city):
    with pytest.raises(BadInput) as refused:
        make.appeal(latitude=43.1, longitude=131.9)

    assert "Пенза" in refused.value.fields["place"]
