"""How people come in: no self-registration; accounts are made by the organisation."""

from allauth.account.adapter import DefaultAccountAdapter


class PersonAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
