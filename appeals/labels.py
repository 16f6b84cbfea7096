"""What statuses, moves and channels are called on screens."""

from django.utils.translation import gettext_lazy as _

STATUSES = {
    "registered": _("Зарегистрировано"),
    "assigned": _("Ждёт принятия"),
    "accepted": _("Принято в работу"),
    "crew_dispatched": _("Направлена бригада"),
    "split": _("Работают несколько исполнителей"),
    "resolved": _("Выполнено"),
    "confirmed": _("Подтверждено жителем"),
    "archived": _("В архиве"),
    "needs_information": _("Нужны сведения"),
    "postponed": _("Отложено"),
    "rejected": _("Отклонено"),
    "duplicate": _("Повтор"),
    "returned": _("Возвращено диспетчеру"),
    "reopened": _("Возвращено в работу"),
}
# A move as a button.
MOVES = {
    "assign": _("Назначить исполнителя"),
    "accept": _("Принять в работу"),
    "dispatch_crew": _("Направить бригаду"),
    "give_back": _("Не могу выполнить"),
    "resolve": _("Выполнено"),
    "resolve_with_incident": _("Выполнено вместе с аварией"),
    "confirm": _("Житель доволен"),
    "reopen": _("Вернуть в работу"),
    "archive": _("В архив"),
    "lapse": _("Закрыть без подтверждения"),
    "ask": _("Запросить сведения"),
    "answer": _("Сведения получены"),
    "ask_postpone": _("Попросить перенос срока"),
    "postpone": _("Отложить"),
    "refuse_postpone": _("Отказать в переносе"),
    "resume": _("Продолжить работу"),
    "return_to_desk": _("Вернуть диспетчеру"),
    "take_back": _("Вернуть диспетчеру"),
    "reject": _("Отклонить"),
    "duplicate": _("Повтор другого обращения"),
    "separate": _("Отделить от первого"),
    "split": _("Разделить между исполнителями"),
    "gather": _("Все части выполнены"),
}
# A record of the journal as everybody reads it.
EVENTS = {
    "register": _("Зарегистрировано"),
    "assign": _("Передано исполнителю"),
    "accept": _("Принято в работу"),
    "dispatch_crew": _("Направлена бригада"),
    "set_out": _("Бригада выехала"),
    "arrive": _("Бригада на месте"),
    "give_back": _("Бригада не смогла выполнить, организация решает, кого направить"),
    "crew_note": _("Запись бригады"),
    "crew_help": _("Бригаде нужна помощь"),
    "crew_report": _("Бригада сообщила позже, без связи"),
    "resolve": _("Работа выполнена"),
    "resolve_with_incident": _("Общая авария устранена"),
    "join_incident": _("Присоединено к общей аварии"),
    "leave_incident": _("Отделено от общей аварии"),
    "confirm": _("Житель подтвердил: проблема решена"),
    "reopen": _("Проблема не решена, возвращено в работу"),
    "archive": _("Обращение закрыто и отправлено в архив"),
    "lapse": _("Закрыто: подтверждения не было"),
    "ask": _("Запрошены сведения у заявителя"),
    "answer": _("Сведения получены"),
    "ask_postpone": _("Просят перенести срок"),
    "postpone": _("Отложено"),
    "refuse_postpone": _("В переносе срока отказано"),
    "resume": _("Работа продолжена"),
    "return_to_desk": _("Возвращено диспетчеру"),
    "take_back": _("Возвращено диспетчеру"),
    "reject": _("Отклонено"),
    "duplicate": _("Объединено с другим обращением"),
    "separate": _("Рассматривается отдельно"),
    "merge": _("Присоединено обращение о том же"),
    "leave": _("Обращение рассматривается отдельно"),
    "split": _("Передано нескольким исполнителям"),
    "part": _("Изменилась часть работы"),
    "gather": _("Все исполнители закончили"),
    "arbiter": _("Решает арбитр города"),
    "breach": _("Срок истёк"),
    "callback": _("Диспетчер звонил заявителю"),
    "photo": _("Добавлено фото"),
    "review": _("Контролёр прочёл отзыв"),
    "cause": _("Указана причина"),
    "contractor": _("Подрядчик"),
    "join": _("Присоединился ещё один житель"),
    "erase": _("Заявитель удалил свои данные"),
    "heed": _("Диспетчер услышал, что не принято"),
    "doubt": _("Соседи говорят, что проблема осталась"),
    "trust": _("Диспетчер проверил: работа выполнена"),
    "moderate": _("Модератор изменил то, что видят все"),
    "enter": _("Присвоен номер по 59-ФЗ"),
    "answer_in_writing": _("Дан письменный ответ"),
    "extend": _("Срок рассмотрения продлён"),
    "forward": _("Переслано в компетентный орган"),
    "regime": _("Изменён порядок рассмотрения"),
}
# What a crew's phone tells, as the crew and its dispatcher read it.
DEEDS = {
    "set_out": _("выехали"),
    "arrive": _("на месте"),
    "photo": _("снимок"),
    "crew_note": _("запись"),
    "crew_help": _("нужна помощь"),
    "resolve": _("сделано"),
    "give_back": _("не смогли выполнить"),
}
CLOCKS = {
    "accept": _("принять"),
    "localise": _("локализовать"),
    "resolve": _("устранить"),
    "answer": _("ответить"),
    # Those of 59-ФЗ.
    "register": _("дать номер"),
    "forward": _("переслать"),
    "consider": _("ответить письменно"),
}
REGIMES = {
    "request": _("Сообщение"),
    "statutory": _("Обращение по 59-ФЗ"),
}
LETTERS = {
    "answer": _("Ответ на обращение"),
    "extension": _("Уведомление о продлении срока"),
    "forwarding": _("Уведомление о пересылке"),
    "regime": _("Уведомление о порядке рассмотрения"),
}
CHANNELS = {
    "web": _("сайт"),
    "widget": _("форма на другом сайте"),
    "phone": _("телефон"),
    "api": _("внешняя система"),
    "import": _("перенос архива"),
    "system": _("система"),
}
STAGES = {
    "invited": _("приглашена"),
    "agreement": _("соглашение"),
    "training": _("обучение"),
    "trial": _("тестовый режим"),
    "live": _("в работе"),
    "suspended": _("приостановлена"),
    "ended": _("завершена"),
}
OUTAGES = {
    "emergency": _("авария"),
    "planned": _("плановые работы"),
    "yearly": _("ежегодная профилактика"),
}
INCIDENTS = {
    "open": _("идёт"),
    "closed": _("устранена"),
    "dismissed": _("не подтвердилась"),
}
# How an appeal ended: closed is not the same as fixed, and figures count each apart.
OUTCOMES = {
    "fixed": _("решено"),
    "refused": _("отказано"),
    "not_confirmed": _("не подтверждено"),
    "not_ours": _("не в полномочиях города"),
    "duplicate": _("повтор"),
}
# What an applicant is not satisfied with; the order is that of the keys.
COMPLAINTS = {
    "not_done": _("не сделано"),
    "half_done": _("сделано не до конца"),
    "again": _("повторилось"),
    "rude": _("грубо общались"),
    "other": _("другое"),
}
# Why something is not shown to everybody; the order is that of the list.
HIDDEN = {
    "personal": _("личные данные"),
    "insult": _("оскорбления"),
    "obscene": _("нецензурные слова"),
    "advert": _("реклама"),
    "harsh": _("тяжёлые кадры"),
    "rules": _("нарушает правила портала"),
}
# What was done to what everybody sees, as the desk reads it.
MODERATIONS = {
    "hide text": _("Скрыт текст"),
    "edit text": _("Изменён текст"),
    "show text": _("Текст показан снова"),
    "hide photo": _("Скрыт снимок"),
    "show photo": _("Снимок показан снова"),
    "hide words": _("Скрыты слова записи"),
    "show words": _("Слова записи показаны снова"),
    "hide whole": _("Обращение убрано с портала"),
    "show whole": _("Обращение возвращено на портал"),
}
# Why nothing is taken from somebody through the site.
BLOCKS = {
    "abuse": _("оскорбления"),
    "spam": _("реклама и рассылка"),
    "false": _("заведомо ложные сообщения"),
    "flood": _("много одинаковых обращений подряд"),
}
BLOCKED = {
    "phone": _("телефон"),
    "email": _("почта"),
    "browser": _("браузер"),
    "network": _("адрес в сети"),
}
# The shape beside a service, of the design's icons.
SERVICE_SHAPES = {
    "cold_water": "water",
    "hot_water": "water",
    "sewerage": "water",
    "heating": "heat",
    "electricity": "bolt",
    "lighting": "bolt",
    "gas": "flame",
}
