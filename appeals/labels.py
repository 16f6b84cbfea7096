"""What statuses, moves and channels are called on screens."""

from django.utils.translation import gettext_lazy as _

STATUSES = {
    "registered": _("Зарегистрировано"),
    "assigned": _("Ждёт принятия"),
    "accepted": _("Принято в работу"),
    "crew_dispatched": _("Направлена бригада"),
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
    "resolve": _("Выполнено"),
    "confirm": _("Житель доволен"),
    "reopen": _("Вернуть в работу"),
    "archive": _("В архив"),
    "ask": _("Запросить сведения"),
    "answer": _("Сведения получены"),
    "postpone": _("Отложить"),
    "resume": _("Продолжить работу"),
    "return_to_desk": _("Вернуть диспетчеру"),
    "reject": _("Отклонить"),
    "duplicate": _("Повтор другого обращения"),
}
# A record of the journal as everybody reads it.
EVENTS = {
    "register": _("Зарегистрировано"),
    "assign": _("Передано исполнителю"),
    "accept": _("Принято в работу"),
    "dispatch_crew": _("Направлена бригада"),
    "resolve": _("Работа выполнена"),
    "confirm": _("Житель подтвердил: проблема решена"),
    "reopen": _("Проблема не решена, возвращено в работу"),
    "archive": _("Обращение закрыто и отправлено в архив"),
    "ask": _("Запрошены сведения у заявителя"),
    "answer": _("Сведения получены"),
    "postpone": _("Отложено"),
    "resume": _("Работа продолжена"),
    "return_to_desk": _("Возвращено диспетчеру"),
    "reject": _("Отклонено"),
    "duplicate": _("Объединено с другим обращением"),
    "breach": _("Срок истёк"),
    "callback": _("Диспетчер звонил заявителю"),
    "photo": _("Добавлено фото"),
    "cause": _("Указана причина"),
    "contractor": _("Подрядчик"),
}
CLOCKS = {
    "accept": _("принять"),
    "localise": _("локализовать"),
    "resolve": _("устранить"),
    "answer": _("ответить"),
}
CHANNELS = {
    "web": _("сайт"),
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
