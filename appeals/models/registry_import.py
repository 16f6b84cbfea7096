"""A file on its way into the registry of houses or into the matrix, and the record of what came in."""

from typing import ClassVar

from django.db import models


class RegistryImport(models.Model):
    """One uploaded table: read, checked, looked at by a person, then taken or dropped.

    Its file lies in the city's folder while it is open. `places` says which column is which field,
    `options` what to do in doubt, `findings` what the check counted and the first of each list;
    `digest` is over all the changes, so that what is taken is what was shown.
    """

    HOUSES, MATRIX = "houses", "matrix"
    COLUMNS, CHECKING, CHECKED, TAKING = "columns", "checking", "checked", "taking"
    TAKEN, DROPPED, UNREADABLE = "taken", "dropped", "unreadable"
    OPEN = (COLUMNS, CHECKING, CHECKED, TAKING)
    RUNNING = (CHECKING, TAKING)

    kind = models.TextField()
    state = models.TextField(default=COLUMNS)
    # Of all that stand open one at most: the database says so.
    is_open = models.BooleanField(default=True)

    file_name = models.TextField("файл")
    folder = models.TextField("папка с файлами", unique=True)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.TextField()
    described = models.TextField("вид файла")
    header = models.JSONField(default=list)
    sample = models.JSONField("первые строки", default=list)

    places = models.JSONField("поле → номер столбца", default=dict)
    options = models.JSONField(default=dict)
    # The person chose to take the good rows and leave the refused ones.
    takes_part = models.BooleanField(default=False)

    findings = models.JSONField(default=dict)
    digest = models.TextField(blank=True)
    # A sentence for who looks: why the file cannot be read, why it was checked once more.
    said = models.TextField(blank=True)

    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.TextField(blank=True)
    accepted_by_id = models.BigIntegerField(null=True)
    accepted_by_name = models.TextField(blank=True)
    # When the outbox was last asked to go on with it.
    asked_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["RegistryImport"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_open"], condition=models.Q(is_open=True), name="import_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    is_open=True,
                    closed_at__isnull=True,
                    state__in=["columns", "checking", "checked", "taking"],
                )
                | models.Q(
                    is_open=False,
                    closed_at__isnull=False,
                    state__in=["taken", "dropped", "unreadable"],
                ),
                name="import_open_or_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.file_name}"

    @property
    def runs(self) -> bool:
        """Whether the worker has it now."""
        return self.state in self.RUNNING


class ImportProblem(models.Model):
    """What is wrong with one row of a checked file; the first few thousand, the file has them all."""

    of = models.ForeignKey(
        RegistryImport, on_delete=models.CASCADE, related_name="problems", db_index=False
    )
    line = models.PositiveIntegerField()
    refuses = models.BooleanField("строка не принята")
    reason = models.TextField()
    column = models.TextField(blank=True)
    value = models.TextField(blank=True)
    sentence = models.TextField()

    objects: ClassVar[models.Manager["ImportProblem"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["of", "refuses", "line", "id"], name="import_problem_order")
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.sentence}"


class ImportRecord(models.Model):
    """What came into the registry by which file. Append-only: the city's role has no more."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField(blank=True)
    kind = models.TextField()
    file_name = models.TextField()
    sha256 = models.TextField()
    rows_read = models.PositiveIntegerField()
    rows_taken = models.PositiveIntegerField()
    rows_refused = models.PositiveIntegerField()
    # The same counts that were shown before.
    counts = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["ImportRecord"]] = models.Manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y} {self.file_name}"
