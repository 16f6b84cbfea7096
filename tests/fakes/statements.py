"""Bank statement files as banks write them."""

OURS = "40702810638000000123"
THEIRS = "03231643567010005500"


def document(**fields: str) -> str:
    """One payment order; fields by their names in the format."""
    told = {
        "Номер": "117",
        "Дата": "20.11.2026",
        "Сумма": "46200.00",
        "ПлательщикСчет": THEIRS,
        "Плательщик": "ИНН 9999000013 Управление ЖКХ города Пензы",
        "ПлательщикИНН": "9999000013",
        "ПолучательСчет": OURS,
        "ДатаПоступило": "21.11.2026",
        "НазначениеПлатежа": "Оплата по счету № 2026-000123 от 01.11.2026, в т.ч. НДС",
        **fields,
    }
    lines = [f"{name}={value}" for name, value in told.items() if value]
    return "\r\n".join(["СекцияДокумент=Платежное поручение", *lines, "КонецДокумента"])


def statement(*documents: str, balances: str | None = None, coding: str = "Windows") -> str:
    """A file around the payments, with a section of balances that agrees with one of 46 200."""
    if balances is None:
        balances = balance(received="46200.00", closing="147200.00")
    return "\r\n".join(
        [
            "1CClientBankExchange",
            "ВерсияФормата=1.03",
            f"Кодировка={coding}",
            "Отправитель=Клиент-банк",
            "ДатаНачала=20.11.2026",
            "ДатаКонца=22.11.2026",
            f"РасчСчет={OURS}",
            *filter(None, [balances, *documents]),
            "КонецФайла",
            "",
        ]
    )


def balance(
    *, account: str = OURS, opening="101000.00", received="0.00", spent="0.00", closing="101000.00"
) -> str:
    """A section of balances."""
    return "\r\n".join(
        [
            "СекцияРасчСчет",
            "ДатаНачала=20.11.2026",
            "ДатаКонца=22.11.2026",
            f"РасчСчет={account}",
            f"НачальныйОстаток={opening}",
            f"ВсегоПоступило={received}",
            f"ВсегоСписано={spent}",
            f"КонечныйОстаток={closing}",
            "КонецРасчСчет",
        ]
    )
