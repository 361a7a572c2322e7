"""The language that is asked for in the address; without one the caller's own."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from accounts.models.organisation import LANGUAGES
from policies.builtin import current_language

LANGUAGE = OpenApiParameter("language", enum=list(LANGUAGES), description="Without it the caller's own.")


def asked_language(request) -> str:
    language = request.GET.get("language", current_language())
    if language not in LANGUAGES:
        raise ValidationError({"language": [_("Choose one of the answers offered.")]})
    return language
