"""Addresses of signing in and of one's own settings. Of allauth only these three screens can be reached."""

from django.urls import path

from accounts.views import away, differences, language, phones, sent_before, settings, signing_in, tokens

urlpatterns = [
    path("accounts/login/", signing_in.sign_in, name="account_login"),
    path("accounts/logout/", signing_in.sign_out, name="account_logout"),
    path("accounts/password/change/", signing_in.change_passphrase, name="account_change_password"),
    path("accounts/sent-before/", sent_before.sent_before, name="sent_before"),
    path("away/", away.away, name="away"),
    path("language/", language.choose, name="language"),
    path("settings/", settings.settings, name="settings"),
    path("settings/tokens/", tokens.own_tokens, name="tokens"),
    path("settings/tokens/everybody/", tokens.all_tokens, name="all_tokens"),
    path("settings/tokens/<uuid:token_id>/revoke/", tokens.revoke_token, name="revoke_token"),
    path("settings/phones/<uuid:phone_id>/end/", phones.end, name="end_phone"),
    path("settings/sent-twice/", differences.sent_twice, name="sent_twice"),
    path("settings/sent-twice/<uuid:difference_id>/seen/", differences.seen, name="sent_twice_seen"),
]
