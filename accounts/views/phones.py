"""The phones that one is told on: ending one from the settings page, without scripts as well."""

import contextlib

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts import push
from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.models import PushSubscription
from audit.errors import NotNow


@open_to(is_key=True)
@require_POST
@done_once
def end(request, phone_id):
    phone = PushSubscription.objects.filter(pk=phone_id, user=request.user).select_related("user__organisation").first()
    if phone is None:
        raise Http404
    with contextlib.suppress(NotNow):  # it ended by itself meanwhile
        push.end(phone, by=request.user)
    return redirect("settings")
