"""The history of a policy by API: its versions, each as the document that it was and as a file, and ending it."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.taking_in import sent_object
from accounts.api.view import DoorstepView, as_file
from accounts.roles import Right
from audit.door import record
from policies.api import wording_shapes as shapes
from policies.editing import exchange, guards
from policies.editing.document import document_of
from policies.models import Policy, PolicyVersion
from policies.views.protocol import readable_here

TYPES = {"yaml": "application/yaml", "json": "application/json"}
FILES = {(200, media_type): OpenApiTypes.OBJECT for media_type in TYPES.values()}


class Versions(DoorstepView):
    @extend_schema(responses=shapes.VersionPageShape)
    def get(self, request, slug):
        """Every version, the newest first: the organisation's own before the built-in ones of this name."""
        rows = [_row(version) for version in sorted(_versions(request.user, slug), key=_order)]
        if not rows:
            raise Http404
        return Response(shapes.VersionPageShape({"results": rows, "next": None}).data)


class OneVersion(DoorstepView):
    @extend_schema(responses=shapes.WholeVersionShape)
    def get(self, request, slug, version_number):
        """One version with its document, which may be sent to begin the next one."""
        version = _find(request.user, slug, version_number)
        return Response(shapes.WholeVersionShape(_row(version) | {"document": document_of(version)}).data)


class VersionFile(DoorstepView):
    @extend_schema(responses=FILES)
    def get(self, request, slug, version_number, file_form):
        """One version as a file, `yaml` or `json`."""
        version = _find(request.user, slug, version_number)
        if file_form not in exchange.FORMS:
            raise Http404
        content = exchange.dump(document_of(version), file_form)
        return as_file(content, content_type=TYPES[file_form], name=f"{slug}-{version.number}.{file_form}")


class Retire(DoorstepView):
    access = Access(rights=frozenset({Right.OWN_POLICIES}))

    def reason_text(self, code):
        return guards.reason_text(code)

    @extend_schema(request=shapes.RetireShape, responses=shapes.VersionShape)
    def post(self, request, slug):
        """End the organisation's own policy; the built-in one of its name, where there is one, holds again."""
        policy = Policy.objects.filter(organisation=request.user.organisation, slug=slug).first()
        if policy is None:
            raise Http404
        reason = sent_object(request).get("reason", "")
        record(request.user.organisation, "retire_policy", by=request.user, policy=policy.pk, reason=reason)
        return Response(_row(_find(request.user, slug, policy.versions.order_by("-number")[0].number)))


def _versions(user, slug):
    found = PolicyVersion.objects.filter(readable_here(user.organisation), policy__slug=slug)
    return found.select_related("policy", "author", "approved_by", "retired_by")


def _order(version):
    return version.policy.organisation_id is None, -version.number


def _find(user, slug, number) -> PolicyVersion:
    """Of the organisation's own ones, else of the built-in ones."""
    found = sorted(_versions(user, slug).filter(number=min(number, 2**31 - 1)), key=_order)
    if not found:
        raise Http404
    return found[0]


def _row(version) -> dict:
    names = ("number", "in_force_from", "in_force_until", "published_at", "is_by_sole_person", "retired_at")
    people = {name: str(getattr(version, name) or "") for name in ("author", "approved_by", "retired_by")}
    return {name: getattr(version, name) for name in names} | people | {
        "slug": version.policy.slug,
        "kind": version.policy.kind,
        "is_own": version.policy.organisation_id is not None,
        "titles": version.title,
        "change_note": version.change_note,
        "retired_reason": version.retired_reason,
        "digest": version.content_digest,
    }  # fmt: skip
