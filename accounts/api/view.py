"""The view that every address of the API is: it declares who may, and what is posted is done once."""

import functools

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Access, is_stale, watch
from accounts.api.faults import SignInAgain, refusal
from accounts.api.taking_in import PlainJSONParser
from accounts.api.throttles import PersonThrottle, strangers
from accounts.sending_once import Answer, answer_once, is_key

KEY_HEADER = "Idempotency-Key"
REPEATED_HEADER = "Idempotency-Replayed"


def once(handler):
    """A POST handler that needs an Idempotency-Key and does what it does once for each (accounts/sending_once.py)."""

    @functools.wraps(handler)
    def answered(self, request, *args, **kwargs):
        key = request.headers.get(KEY_HEADER, "")
        if not is_key(key):
            sentence = _("Send a key of your own with each request (Idempotency-Key), the same one when you repeat it.")
            raise ValidationError({KEY_HEADER: [sentence]})
        if self.is_look:
            return handler(self, request, *args, **kwargs)
        content = request.data if isinstance(request.data, dict | list) else str(request.data)

        def act():
            response = handler(self, request, *args, **kwargs)
            return Answer(response.status_code, response.data)

        answer = answer_once(request.user, key, request.path, content, act)
        headers = {REPEATED_HEADER: "true"} if answer.is_repeated else {}
        return Response(answer.body, status=answer.status, headers=headers)

    answered.is_once = True
    return answered


class DoorstepView(APIView):
    """One address of the API. `access` says who may use it; `post` handlers are done once by themselves.

    `access_by_method` says where a method is open to fewer people than the address is; `throttle_scope` is `upload`
    or `heavy` where the usual `read` and `write` do not fit. `is_look`: what is posted for is to be shown something; the
    answer is kept nowhere, and whoever repeats it is asked again whether she may, and recorded again.
    """

    access = Access()
    access_by_method: dict[str, Access] = {}
    parser_classes = [PlainJSONParser]
    throttle_classes = [PersonThrottle]
    throttle_scope: str | None = None
    is_look = False

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if "post" in cls.__dict__:
            cls.post = once(cls.post)

    @classmethod
    def as_view(cls, **options):
        view = super().as_view(**options)
        view.access, view.access_by_method = cls.access, cls.access_by_method
        return view

    def perform_authentication(self, request):
        with strangers(request, self):
            super().perform_authentication(request)
        super().check_throttles(request)

    def check_throttles(self, request):
        """Done as soon as it is known who asks: what is refused for want of a right counts as well."""

    def check_permissions(self, request):
        super().check_permissions(request)
        access = self.access_by_method.get(request.method, self.access)
        if not access.admits(request.user):
            raise PermissionDenied
        if request.auth is None and is_stale(access, request, self.kwargs):
            raise SignInAgain
        watch(access, request)

    def reason_text(self, code) -> str:
        """The sentence of a code that forbids an act; a room that has such codes says them."""
        return code

    def handle_exception(self, fault):
        if isinstance(fault, NotAuthenticated | AuthenticationFailed):
            fault.auth_header = self.get_authenticate_header(self.request)
            fault.status_code = 401 if fault.auth_header else 403
        response = refusal(fault, self.get_exception_handler_context(), self.reason_text)
        if response is None:
            raise fault
        response.exception = True
        return response


def as_file(content, *, content_type, name) -> HttpResponse:
    """A download: never shown by the browser as part of the site."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.response_class = "file"
    return response
