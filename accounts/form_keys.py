"""Forms that are done once however often they are sent: pressing twice, a lost answer, the way back and again.

The same promise as the API's Idempotency-Key (accounts/sending_once.py), with a key that the page makes.
"""

import functools
import uuid

from django.http import HttpResponseRedirect
from django.shortcuts import render

from accounts.differences import reference_in
from accounts.sending_once import Answer, SentDifferently, answer_once, is_key

FIELD = "key"
NOT_CONTENT = {FIELD, "csrfmiddlewaretoken"}


def key_for(request) -> str:
    """A new one for each form that is shown, the same one while its faults are mended."""
    sent = _sent_key(request)
    return sent or uuid.uuid4().hex


def done_once(view):
    """A page whose POST ends in a redirect when it was done: only that is remembered.

    A form without a key is done as often as it is sent.
    """

    @functools.wraps(view)
    def answered(request, *args, **kwargs):
        if not _sent_key(request):
            return view(request, *args, **kwargs)
        pages = []

        def act():
            pages.append(view(request, *args, **kwargs))
            done = 300 <= pages[0].status_code < 400
            return Answer(pages[0].status_code, {"to": pages[0].url}) if done else Answer(400, None)

        try:
            answer = once(request, act)
        except SentDifferently:
            return refused(request)
        return HttpResponseRedirect(answer.body["to"]) if answer.is_repeated else pages[0]

    return answered


def once(request, act) -> Answer:
    """`act()` unless this form was done before; as often as it is sent where it has no key."""
    key = _sent_key(request)
    return answer_once(request.user, key, request.path, _content(request), act) if key else act()


def refused(request):
    """409: another content under the same key; both are kept, and only the first was done."""
    context = {"reference": reference_in(request.path)}
    return render(request, "accounts/sent_differently.html", context, status=409)


def _sent_key(request) -> str:
    if request is None or request.method != "POST" or not request.user.is_authenticated:
        return ""
    key = request.POST.get(FIELD, "")
    return key if is_key(key) else ""


def _content(request) -> dict:
    """What the person filled in: one text per field, or a list of texts."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_CONTENT}
    return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}
