"""Forms of sign-in and of one's own account: allauth's, with our words and Russian phones.

Only the name is imported here: allauth builds its own registration form on it while it loads.
"""

from tenants.accounts.forms.name import NameForm

__all__ = ["NameForm"]
