"""What a resident tells beside the log-in."""

from django import forms
from django.http import HttpRequest

from tenants.accounts.models import User


class NameForm(forms.Form):
    """Registration: how to address the person."""

    name = forms.CharField(label="Как к вам обращаться", max_length=120, required=False)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing more to keep: the adapter has stored the name."""
