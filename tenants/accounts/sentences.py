"""What allauth says when it refuses, in our words: what is wrong and what to do."""

from django.utils.translation import gettext_lazy as _

_WRONG_PAIR = _(
    "Не подходит почта, телефон или пароль. Проверьте раскладку или войдите по коду из письма."
)

SENTENCES = {
    "account_inactive": _("Эта учётная запись закрыта. Позвоните в диспетчерскую города."),
    "cannot_remove_primary_email": _("Этот адрес основной: сначала укажите другой."),
    "duplicate_email": _("Этот адрес у вас уже указан."),
    "email_password_mismatch": _WRONG_PAIR,
    "phone_password_mismatch": _WRONG_PAIR,
    "username_password_mismatch": _WRONG_PAIR,
    "email_taken": _("С этим адресом уже есть учётная запись: войдите или задайте новый пароль."),
    "phone_taken": _("Этот номер уже указан в другой учётной записи."),
    "enter_current_password": _("Нынешний пароль не подходит."),
    "incorrect_code": _("Код не подходит. Проверьте цифры или запросите новый."),
    "incorrect_password": _("Пароль не подходит."),
    "invalid_or_expired_key": _("Ссылка устарела или набрана не целиком."),
    "invalid_login": _("Введите почту или телефон."),
    "invalid_password_reset": _("Ссылка устарела или уже использована."),
    "max_email_addresses": _("Больше адресов добавить нельзя (наибольшее число: %d)."),
    "too_many_login_attempts": _("Слишком много попыток. Подождите пять минут и начните заново."),
    "unknown_email": _("С этим адресом учётной записи нет."),
    "unknown_phone": _("С этим номером учётной записи нет."),
    "unverified_primary_email": _("Сначала подтвердите свой адрес почты."),
    "select_only_one": _("Укажите что-то одно."),
    "same_as_current": _("Новое значение такое же, как нынешнее."),
    "rate_limited": _("Слишком много запросов подряд. Подождите несколько минут."),
}

SECOND_STEP_SENTENCES = {
    "add_email_blocked": _("Чтобы сменить адрес, сначала отключите вход в два шага."),
    "cannot_delete_authenticator": _("Вход в два шага для этой учётной записи отключить нельзя."),
    "cannot_generate_recovery_codes": _("Сначала включите вход в два шага."),
    "incorrect_code": _("Код не подходит. Дождитесь, пока приложение покажет следующий."),
    "unverified_email": _("Сначала подтвердите свой адрес почты."),
}
