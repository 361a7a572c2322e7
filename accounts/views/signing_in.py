"""Signing in and out and changing the passphrase: allauth's views, each under a declaration of who may use it."""

from allauth.account import views
from allauth.account.utils import get_login_redirect_url
from django.http import Http404, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts import signing_in
from accounts.access import open_to, open_to_everybody


@open_to_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    """Whoever signed in a short while ago goes on; whoever did so long ago may sign in again."""
    if request.user.is_authenticated and signing_in.is_fresh(request.session):
        return HttpResponseRedirect(get_login_redirect_url(request))
    return views.login(request)


@open_to_everybody
@require_POST
def sign_out(request):
    return views.logout(request)


@open_to(is_key=True)
@require_http_methods(["GET", "HEAD", "POST"])
def change_passphrase(request):
    if not request.user.has_usable_password():
        raise Http404
    return views.password_change(request)
