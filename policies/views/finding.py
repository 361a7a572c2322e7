"""The one search box: policies and protocols, where to turn, the library."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from policies.search.finding import MOST_SHOWN, find
from policies.search.query import MOST_LETTERS, parse


@open_to()
@require_safe
def find_page(request):
    q = request.GET.get("q", "")[:MOST_LETTERS].replace("\x00", "").strip()
    context = {
        "q": q,
        "groups": find(request.user, q),
        "is_searchable": bool(parse(q)),
        "most": MOST_SHOWN,
        "languages": dict(settings.LANGUAGES),
    }
    return render(request, "policies/library/find.html", context)
