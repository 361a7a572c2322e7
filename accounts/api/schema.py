"""How the API is described: what every operation has in common, said once, and the document that programs read."""

import functools

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.api.faults import FaultShape, FieldFaultsShape, MissingShape
from accounts.api.view import KEY_HEADER, REPEATED_HEADER, DoorstepView
from accounts.models.sent_request import MOST_KEY

ROOMS = {
    "accounts": ("Oneself", "Who the caller is, and what this request may do."),
    "policies": ("What is promised", "Protocols, kinds of event, numbers to call, the service standard."),
    "boundaries": ("Reports", "Drafts and reports: filed, read in lists, and what is attached to them."),
    "supervision": ("Answering", "One report and what is done with it; queue, register, records, webhooks."),
}
# status -> what it means here, and its shape
REFUSALS = {
    400: ("Something sent is malformed or wrong: `errors` names the fields.", FieldFaultsShape),
    401: ("Nobody is signed in, or the token does not stand.", FaultShape),
    403: ("This is not open to the caller.", FaultShape),
    404: ("It does not exist, or it is not open to the caller.", FaultShape),
    405: ("The address has no such method.", FaultShape),
    406: ("The address does not answer in this format.", FaultShape),
    429: ("Too many requests: `Retry-After` says how many seconds to wait.", FaultShape),
    503: ("A part that this needs is away at the moment.", FaultShape),
}
REFUSALS_OF_CHANGES = {
    409: ("Not at this moment: `missing` says why. Or the key was used for something else.", MissingShape),
    413: ("Too large.", FaultShape),
    415: ("Not in a format that the address takes.", FaultShape),
}
KEY = OpenApiParameter(
    KEY_HEADER,
    {"type": "string", "minLength": 1, "maxLength": MOST_KEY, "pattern": f"^[!-~]{{1,{MOST_KEY}}}$"},
    OpenApiParameter.HEADER,
    required=True,
    description="A key of the sender's own, the same one when the request is repeated: it is done once.",
)
REPEATED = OpenApiParameter(
    REPEATED_HEADER,
    {"type": "string", "enum": ["true"]},
    OpenApiParameter.HEADER,
    response=[200, 201, 202, 204],
    description="This answer is the first one, given again.",
)
AFTER = OpenApiParameter("after", OpenApiTypes.STR, description="Where the page before ended, as its `next` carries it.")


class DoorstepSchema(AutoSchema):
    """Adds to what a view says of itself: its room, the sender's key, the place in a list, and every refusal."""

    def get_tags(self):
        return [ROOMS[self.view.__module__.partition(".")[0]][0]]

    def get_operation_id(self):
        place = "_".join(part.strip("{}") for part in self.path.removeprefix("/api/v1").split("/") if part)
        return f"{self.method.lower()}_{place}".replace("-", "_").replace(".", "_")

    def get_override_parameters(self):
        is_once = self.method == "POST" and getattr(self.view.post, "is_once", False)
        common = [KEY, REPEATED] if is_once else []
        return super().get_override_parameters() + common + ([AFTER] if self._is_page() else [])

    def _is_page(self):
        return self.method == "GET" and getattr(self.get_response_serializers(), "__name__", "").endswith("PageShape")

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        refusals = REFUSALS if self.method == "GET" else REFUSALS | REFUSALS_OF_CHANGES
        for status, (words, shape) in refusals.items():
            if str(status) not in bodies:
                bodies[str(status)] = self._get_response_for_code(shape, str(status), ["application/json"], direction)
                bodies[str(status)]["description"] = words
        return bodies


class Document(DoorstepView):
    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request):
        """This description, in OpenAPI."""
        return Response(document())


@functools.cache
def document() -> dict:
    with translation.override("en"):
        return SchemaGenerator().get_schema(request=None, public=True)
