"""The time zones of Russia, as cities know them."""

ZONES = (
    ("Europe/Kaliningrad", "МСК−1, Калининград"),
    ("Europe/Moscow", "МСК, Москва"),
    ("Europe/Samara", "МСК+1, Самара"),
    ("Asia/Yekaterinburg", "МСК+2, Екатеринбург"),
    ("Asia/Omsk", "МСК+3, Омск"),
    ("Asia/Krasnoyarsk", "МСК+4, Красноярск"),
    ("Asia/Irkutsk", "МСК+5, Иркутск"),
    ("Asia/Yakutsk", "МСК+6, Якутск"),
    ("Asia/Vladivostok", "МСК+7, Владивосток"),
    ("Asia/Magadan", "МСК+8, Магадан"),
    ("Asia/Kamchatka", "МСК+9, Петропавловск-Камчатский"),
)
