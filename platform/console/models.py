"""What operators did: rows of the office's own schema, only ever added."""

from typing import ClassVar

from django.db import models


class Action(models.Model):
    """Who did what to which city, and when."""

    ORDERED, CORRECTED, RETRIED = "ordered", "corrected", "retried"
    SUSPENDED, RESUMED, RENAMED = "suspended", "resumed", "renamed"
    MOVED, PLANNED = "moved", "planned"
    CLOSING, KEPT, CONFIRMED, DELETED = "closing", "kept", "confirmed", "deleted"
    ASKED, ENTERED, LEFT = "asked", "entered", "left"
    REPLAYED, COMPARED = "replayed", "compared"
    SIGNED, CONTRACT_ENDED, UNSUBSCRIBED = "signed", "contract_ended", "unsubscribed"
    SELLER, MONTH_CLOSED, PRICED = "seller", "month_closed", "priced"
    VERBS = (
        (ORDERED, "заказал город"),
        (CORRECTED, "исправил заказ"),
        (RETRIED, "повторил развёртывание"),
        (SUSPENDED, "приостановил город"),
        (RESUMED, "возобновил город"),
        (RENAMED, "переименовал город"),
        (MOVED, "сменил адрес"),
        (PLANNED, "сменил тариф"),
        (CLOSING, "начал закрытие города"),
        (KEPT, "отменил закрытие города"),
        (CONFIRMED, "подтвердил удаление города"),
        (DELETED, "удаление выполнено"),
        (ASKED, "попросил вход поддержки"),
        (ENTERED, "вошёл для поддержки"),
        (LEFT, "закончил вход поддержки"),
        (REPLAYED, "повторил уведомление об оплате"),
        (COMPARED, "запустил сверку оплат"),
        (SIGNED, "внёс договор с городом"),
        (CONTRACT_ENDED, "расторг договор с городом"),
        (UNSUBSCRIBED, "завершил подписку города"),
        (SELLER, "сменил реквизиты получателя"),
        (MONTH_CLOSED, "закрыл месяц"),
        (PRICED, "сменил цены тарифа"),
    )

    at = models.DateTimeField("когда")
    by_id = models.BigIntegerField("учётная запись оператора", null=True)
    by_name = models.TextField("имя оператора в ту минуту", blank=True)
    verb = models.TextField("что сделал", choices=VERBS)
    schema_name = models.TextField("схема города", blank=True)
    city = models.TextField("город в ту минуту", blank=True)
    details = models.JSONField("подробности", default=dict)

    objects: ClassVar[models.Manager["Action"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["schema_name", "-id"], name="action_city")]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.get_verb_display()} {self.city}"


class ClosingAct(models.Model):
    """The act that a city's data were handed over and deleted; kept when nothing else is left."""

    schema_name = models.TextField("бывшая схема города")
    city = models.TextField("город")
    number = models.TextField("номер акта", unique=True)
    at = models.DateTimeField()
    pdf = models.BinaryField()
    sha256 = models.TextField()

    objects: ClassVar[models.Manager["ClosingAct"]] = models.Manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.number} {self.city}"
