"""The form of a move: what all of them have in common."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from appeals.models import Appeal
from tenants.accounts.actor import Actor


class MoveForm(forms.Form):
    """A move that asks nothing; others say what they ask.

    `ready_field` names the field that takes ready words (F8).
    """

    ready_field = ""

    def __init__(
        self,
        appeal: Appeal,
        actor: Actor,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        name: str,
    ) -> None:
        self.appeal, self.actor = appeal, actor
        super().__init__(data, files, auto_id=f"{name}-%s", use_required_attribute=False)
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices that depend on the appeal."""

    def insert(self, words: str) -> None:
        """Show what was typed again, with ready words added."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        told = [str(typed.get(self.ready_field, "")).strip(), words]
        self.initial = {**typed, self.ready_field: "\n".join(part for part in told if part)}
        self.is_bound = False

    def told(self) -> dict[str, Any]:
        """The action's arguments.

        Raises:
            BadInput: something in the form names nothing that exists.
        """
        return dict(self.cleaned_data)

    @property
    def typed(self) -> str:
        """What the person wrote in their own words, so that a refusal never loses it."""
        written = [
            str(self.data.get(name, "")).strip()
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField)
        ]
        return "\n".join(words for words in written if words)
