"""Russian numbers in words and figures: the same spelling on every screen."""

NO_BREAK = "\u00a0"


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form that goes with the number: 1 обращение, 2 обращения, 5 обращений."""
    tens, ones = abs(number) % 100, abs(number) % 10
    if 10 < tens < 20:
        return many
    if ones == 1:
        return one
    return few if 1 < ones < 5 else many


def grouped(number: int) -> str:
    """Thousands apart, as in 1 284; four figures too, so that columns stand straight."""
    return f"{number:,}".replace(",", NO_BREAK).replace("-", "−")


def rubles(kopecks: int) -> str:
    """19 000 ₽; with kopecks where there are any: 19 000,50 ₽."""
    whole, rest = divmod(abs(kopecks), 100)
    sign = "−" if kopecks < 0 else ""
    return f"{sign}{grouped(whole)}{f',{rest:02d}' if rest else ''}{NO_BREAK}₽"


def phone(number: str) -> str:
    """A bare number for people: +78412123456 → +7 841 212-34-56; written by people: unchanged.

    The length of an area code cannot be told from the number, so a city writes its own phone
    the way it is said there, and only numbers kept as figures are grouped.
    """
    digits = number.removeprefix("+")
    if not digits.isdigit() or len(digits) != 11 or digits[0] not in "78":
        return number
    groups = f"{digits[1:4]}{NO_BREAK}{digits[4:7]}-{digits[7:9]}-{digits[9:]}"
    return f"+7{NO_BREAK}{groups}"


def dialled(number: str) -> str:
    """The same number for a `tel:` address: +, then figures; short ones (112) as they are."""
    digits = "".join(sign for sign in number if sign.isdigit())
    if len(digits) == 11 and digits[0] in "78":
        return f"+7{digits[1:]}"
    return digits
