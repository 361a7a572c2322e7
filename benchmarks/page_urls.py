"""The site's addresses and one more, whose view does nothing: what the middleware alone costs."""

from django.http import HttpResponse
from django.urls import path

from accounts.access import open_to_everybody
from config.urls import *  # noqa: F403
from config.urls import urlpatterns as addresses


@open_to_everybody
def nothing(request):
    return HttpResponse("")


urlpatterns = [path("nothing/", nothing), *addresses]
