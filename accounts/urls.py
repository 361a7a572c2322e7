"""Addresses of signing in and of one's own settings. Of allauth only these three screens can be reached."""

from django.urls import path

from accounts.views import language, settings, signing_in

urlpatterns = [
    path("accounts/login/", signing_in.sign_in, name="account_login"),
    path("accounts/logout/", signing_in.sign_out, name="account_logout"),
    path("accounts/password/change/", signing_in.change_passphrase, name="account_change_password"),
    path("language/", language.choose, name="language"),
    path("settings/", settings.settings, name="settings"),
]
