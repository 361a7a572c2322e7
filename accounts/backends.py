"""How a person is recognised at sign-in, and loaded again with every request."""

from django.contrib.auth.backends import BaseBackend

from accounts.models import User


def active_people():
    """As every request loads its person."""
    return User.objects.select_related("organisation", "profile__team").filter(is_active=True)


class PersonBackend(BaseBackend):
    """By e-mail or staff number. Whoever was deactivated is nobody from that moment on."""

    def authenticate(self, request, username=None, email=None, password=None, **_):
        """Exactly one hash, whoever it is: the time of a refusal does not tell whether the person exists."""
        person = User.objects.signing_in_as(email or username or "")
        if person is None or not person.is_active:
            User().set_password(password)
            return None
        return person if person.check_password(password) else None

    def get_user(self, user_id):
        """With organisation, profile and team in one query."""
        return next(iter(active_people().filter(pk=user_id)), None)
