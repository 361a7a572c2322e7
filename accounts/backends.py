"""How a signed-in person is loaded: with organisation, profile and team in one query."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class PersonBackend(AuthenticationBackend):
    def get_user(self, user_id):
        people = User.objects.select_related("organisation", "profile__team")
        return people.filter(pk=user_id, is_active=True).first()
