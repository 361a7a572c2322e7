"""Protocols by API: those in force, and one with its steps in the language asked for and in all six."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.view import DoorstepView
from policies.api import shapes
from policies.api.language import LANGUAGE, asked_language
from policies.models import PolicyVersion
from policies.views.protocol import in_reach


class Protocols(DoorstepView):
    @extend_schema(parameters=[LANGUAGE], responses=shapes.ProtocolPageShape)
    def get(self, request):
        """Every protocol in force; an organisation's own stands in the place of the built-in one of its name."""
        language, versions = asked_language(request), _in_force(request.user)
        rows = [_row(version, language) for _slug, version in sorted(versions.items())]
        return Response(shapes.ProtocolPageShape({"results": rows, "next": None}).data)


class OneProtocol(DoorstepView):
    @extend_schema(parameters=[LANGUAGE], responses=shapes.ProtocolShape)
    def get(self, request, slug):
        language, version = asked_language(request), _in_force(request.user).get(slug)
        if version is None:
            raise Http404
        whole = _row(version, language) | {
            "language": language,
            "closing": version.closing_in(language),
            "titles": version.title,
            "closings": version.closing,
            "steps": [_step(clause, language) for clause in version.clauses.all()],
        }
        return Response(shapes.ProtocolShape(whole).data)


def _in_force(user) -> dict[str, PolicyVersion]:
    versions = PolicyVersion.objects.in_force().filter(in_reach(user.organisation)).select_related("policy")
    by_slug = {version.policy.slug: version for version in versions if version.policy.organisation_id is None}
    return by_slug | {version.policy.slug: version for version in versions if version.policy.organisation_id}


def _row(version, language):
    return {
        "slug": version.policy.slug,
        "version": version.number,
        "title": version.title_in(language),
        "in_force_from": version.in_force_from,
        "is_own": version.policy.organisation_id is not None,
        "address": f"/policies/{version.policy.slug}/",
    }


def _step(clause, language):
    names = {"number": clause.number, "key": clause.key, "moment": clause.moment, "always": clause.always}
    texts = {code: {"said": []} | text for code, text in clause.texts.items()}
    return names | {"answer_kind": clause.answer_kind, "texts": texts, "said": []} | clause.text(language)
