"""Masking: what of an applicant's words everybody may read.

Phones, e-mail addresses, flats, names and car plates become a word in brackets. Conservative: what
might be a house, a street or an organisation stays. Every pattern is bounded, so the time grows
with the length of the text and no faster (100 kB in milliseconds).
"""

from __future__ import annotations

import re

from appeals import names

PHONE = "[телефон скрыт]"
EMAIL = "[почта скрыта]"
FLAT = "[квартира скрыта]"
NAME = "[имя скрыто]"
PLATE = "[номер машины скрыт]"
DOCUMENT = "[номер документа скрыт]"
LINK = "[ссылка скрыта]"
BIRTH = "[дата рождения скрыта]"

_EMAIL = re.compile(
    r"(?<![\w.%+-])[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w-])", re.UNICODE
)
# СНИЛС, passport («4509 123456» after the word), bank card: sixteen digits in fours.
_SNILS = re.compile(r"(?<![\d-])\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)")
_CARD = re.compile(r"(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d)")
_INN = re.compile(r"(?i)(?<!\w)(инн\W{0,5})\d{10,12}(?!\d)")
# A page of somebody in a social network, or how they are called there.
_PAGE = re.compile(
    r"(?i)(?<![\w.])(?:https?://)?(?:m\.)?(?:vk\.com|vk\.me|t\.me|ok\.ru|wa\.me|max\.ru)/[\w./?=&-]{1,80}"
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z][\w.]{3,40}(?!\w)")
_BORN = re.compile(
    r"(?i)(?<!\w)((?:г\. ?р\.|гр\.|родил\w{1,4}|дата рождения|д\. ?р\.)\W{0,4})"
    r"\d{1,2}[. /-]\d{1,2}[. /-]\d{2,4}(?!\d)"
)
_PASSPORT = re.compile(r"(?i)(паспорт\w{0,4}\W{0,12})\d{2} ?\d{2} ?№? ?\d{6}(?!\d)")

# Between the figures of a phone: blanks, brackets, points, every kind of dash.
_GAP = r"[ \u00a0\u2009\u202f\t().\u2010-\u2015\u2212_-]{0,3}"
# Eleven digits from +7, 7 or 8; ten digits of a mobile; a city number of six or seven after a word.
_PHONE_LONG = re.compile(
    rf"(?<![\d/№-])(?:\+{_GAP}7|[78]){_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}(?!\d)"
)
_PHONE_GROUPED = re.compile(
    rf"(?<![\d/№-])(?:\+{_GAP}7|[78]){_GAP}\d{{3,5}}{_GAP}\d{{1,3}}{_GAP}\d{{2}}{_GAP}\d{{2}}(?!\d)"
)
_PHONE_TEN = re.compile(rf"(?<![\d/№-])9\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}(?!\d)")
_PHONE_WORD = re.compile(
    r"(?i)(?<!\w)((?:тел(?:ефон\w{0,3})?|моб(?:ильн\w{0,4})?|сот(?:ов\w{0,4})?|звон\w{1,6}|"
    r"whatsapp|ватсап\w{0,2})\b[.:, ]{0,3}(?:по |на |номер\w{0,2} )?[:№]? ?)"
    r"\+?\d[\d ()\u00a0-]{3,16}\d(?!\d)"
)

_FLAT = re.compile(
    r"(?i)(?<!\w)(?:кв|квартир[аеуыой]{1,2}|апартамент\w{0,3}|комнат[аеуы]|ком)"
    r"(?:\.|\s|№|:|-){0,4}\d{1,5}(?:\s?[-–]\s?\d{1,5})?[а-яёa-z]?(?!\w)(?!\s{0,2}(?:м\b|метр|кв|тыс))"
)
_FLAT_AFTER = re.compile(
    r"(?i)(?<![\w/.])\d{1,4}(?:-?(?:я|й|ой|ю|ая|ую))?\s{0,2}(?:кв\.(?!\s{0,2}м)|квартир[аеуы]\b)"
)
# «проживаю: Ленина 5-47»: where somebody lives, after a street's name and the house.
_FLAT_DASH = re.compile(
    r"((?i:прожива\w{1,6}|живу|жив[её]м|адрес\w{0,3})\W[^.\n]{0,40}?[А-ЯЁ][а-яё]{2,24},? "
    r"(?:д\.? ?)?\d{1,3}[а-яё]?)\s?[-–]\s?\d{1,4}(?!\w)(?!\s{0,2}(?:год|лет|эт|час|мин|числ))"
)

_WORD = r"[А-ЯЁ][а-яё]{1,24}(?:-[А-ЯЁ][а-яё]{1,24})?"
# A surname written in capitals; what stands before a company's name is none.
_CAPITALS = r"(?!(?:ООО|ОАО|ПАО|ТСЖ|ТСН|ЖСК|МУП|ГУП|ЖЭУ|ДУК|МКД|ДОМ)\b)[А-ЯЁ]{3,24}"
_INITIALS = r"[А-ЯЁ]\.\s?[А-ЯЁ]\."
# «Иванова Мария Петровна», «Мария Петровна Иванова», «Мария Петровна»: a patronymic tells a name.
_PATRONYMIC = r"[А-ЯЁ][а-яё]{1,20}(?:ович|евич|ьич|овна|евна|ична|инична)(?:а|у|ем|ом|е|ы|ой)?"
_PATRONYMIC_DATIVE = r"[А-ЯЁ][а-яё]{1,20}(?:овн|евн|ичн)(?:е|у|ой|ы)"
_FULL_NAME = re.compile(
    rf"(?<![\w-])(?:{_WORD}\s)?{_WORD}\s(?:{_PATRONYMIC}|{_PATRONYMIC_DATIVE})(?![\w-])"
    rf"(?:\s(?!(?:{_INITIALS}))[А-ЯЁ][а-яё]{{1,24}}(?:ов|ова|ев|ева|ин|ина|ский|ская|ко|ых|ук|юк)"
    rf"(?:а|у|ой|ым)?(?![\w-]))?"
)
_SURNAME_INITIALS = re.compile(
    rf"(?<![\w.-])(?:{_WORD}\s?{_INITIALS}|{_INITIALS}\s?{_WORD}"
    rf"|{_CAPITALS}\s{_INITIALS}|{_INITIALS}\s?{_CAPITALS})(?![\w-])"
)
# Words after which capitalised words are the writer's or another person's name.
_INTRODUCED = re.compile(
    rf"(?i:(?<!\w)(я|меня зовут|мо[её] имя|(?:моя )?фамилия|муж|жена|мама|мать|отец|"
    rf"сын|дочь|бабушка|дедушка|с уважением|фио|ф\. ?и\. ?о\.|заявитель(?:ница)?|"
    rf"сосед(?:ка|у|а|ом|ке|и)?|гражданин|гражданка|гр\.|жилец|жительница|собственник|"
    rf"председатель|подпись))([\s,:;–—-]{{1,5}}){_WORD}(?:\s{_WORD}){{0,2}}(?![\w-])"
)
_STREET_BEFORE = re.compile(
    r"(?i)(?:ул(?:\.|иц\w{0,2})?|улочк\w|пр(?:оспект\w{0,2}|-к?т\.?|\.)?|пер(?:\.|еулк\w{0,2}|еулок)|"
    r"площад\w{1,2}|пл\.|сквер\w{0,2}|парк\w{0,2}|имени|им\.|школ\w{1,2}|памятник\w{0,2}|"
    r"бульвар\w{0,2}|б-р|шоссе|набережн\w{1,3}|проезд\w{0,2}|остановк\w{1,2})\s{0,2}$"
)

_PLATE_LETTERS = "АВЕКМНОРСТУХABEKMHOPCTYX"
_PLATE = re.compile(
    rf"(?i)(?<!\w)[{_PLATE_LETTERS}]\s?\d{{3}}\s?[{_PLATE_LETTERS}]{{2}}\s?\d{{2,3}}(?!\w)"
    rf"|(?<!\w)[{_PLATE_LETTERS}]\d{{3}}[{_PLATE_LETTERS}]{{2}}(?!\w)"
)
# Two or three words in a row with a capital each: a name more often than not.
_LIKE_A_NAME = re.compile(r"(?<!\w)[А-ЯЁ][а-яё]{1,30}(?:[ \u00a0][А-ЯЁ][а-яё]{1,30}){1,2}(?!\w)")


def strictly(text: str) -> str:
    """For somebody who has no business with people at all: what might be a name is hidden too."""
    return _LIKE_A_NAME.sub(NAME, masked(text))


def masked(text: str) -> str:
    """The text with personal data replaced by words in brackets; masking twice changes nothing."""
    text = _EMAIL.sub(EMAIL, text)
    text = _PAGE.sub(LINK, text)
    text = _HANDLE.sub(LINK, text)
    text = _BORN.sub(rf"\g<1>{BIRTH}", text)
    text = _INN.sub(rf"\g<1>{DOCUMENT}", text)
    text = _SNILS.sub(DOCUMENT, text)
    text = _PASSPORT.sub(rf"\g<1>{DOCUMENT}", text)
    text = _CARD.sub(DOCUMENT, text)
    text = _PHONE_LONG.sub(PHONE, text)
    text = _PHONE_GROUPED.sub(PHONE, text)
    text = _PHONE_TEN.sub(PHONE, text)
    text = _PHONE_WORD.sub(rf"\g<1>{PHONE}", text)
    text = _PLATE.sub(PLATE, text)
    text = _FLAT.sub(FLAT, text)
    text = _FLAT_AFTER.sub(FLAT, text)
    text = _FLAT_DASH.sub(rf"\g<1>, {FLAT}", text)
    text = _without_names(text)
    text = _FULL_NAME.sub(_unless_street, text)
    text = _SURNAME_INITIALS.sub(_unless_street, text)
    text = _INTRODUCED.sub(_introduced, text)
    return _SELF.sub(_introduced_small, text)


def _without_names(text: str) -> str:
    """The text without the people that are named by a known given name, in whatever letters."""
    for start, end in reversed(names.spans(text)):
        text = f"{text[:start]}{NAME}{text[end:]}"
    return text


def _unless_street(found: re.Match[str]) -> str:
    """A name, unless it stands where a street, a square or a school is named after somebody."""
    before = found.string[max(0, found.start() - 24) : found.start()]
    return found[0] if _STREET_BEFORE.search(before) else NAME


# A capitalised word after «я,» that is no name: the start of an ordinary sentence.
_NO_NAME = re.compile(
    r"(?i)(?:прошу|хочу|живу|звоню|пишу|уже|не|в|на|и|как|это|вчера|сегодня|россия|город\w{0,2}|"
    r"господ\w{1,3}|ук|ооо|тсж|мы|вы|он|она|они|дом\w{0,2}|дворник\w{0,2}|администраци\w)\b"
)


def _introduced(found: re.Match[str]) -> str:
    introduction, gap = found[1], found[2]
    rest = found[0][len(introduction) + len(gap) :]
    if _NO_NAME.match(rest):
        return found[0]
    # «я Живу» is a sentence; «я, Иванов» and «Я Иванов Пётр» are introductions.
    if introduction.lower() == "я" and "," not in gap and " " not in rest:
        return f"{introduction}{gap}{NAME}" if names.is_surname(rest) else found[0]
    return f"{introduction}{gap}{NAME}"


# «я, иванова, прошу», «Я ИВАНОВА прошу»: who writes in small letters or in capitals alone.
_SELF = re.compile(
    r"(?i)(?<!\w)(я)(,?\s{1,3})([а-яё]{4,25})(?=\s{0,2},|\s{1,3}(?:прошу|прожива|живу|обраща|сообща))"
)


def _introduced_small(found: re.Match[str]) -> str:
    introduction, gap, word = found.groups()
    return f"{introduction}{gap}{NAME}" if names.is_surname(word) else found[0]
