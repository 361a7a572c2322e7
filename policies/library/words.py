"""What kinds, topics, parts and reach of a text are called."""

from django.utils.translation import gettext_lazy as _

from policies.models import LibraryItem

Kind, Part, Scope = LibraryItem.Kind, LibraryItem.Part, LibraryItem.Scope

KINDS = {
    Kind.PREPARED_TEXT: _("Prepared texts"),
    Kind.STATEMENT: _("Statements"),
    Kind.QUESTION: _("Questions to ask"),
    Kind.POSSIBILITY: _("What we can do"),
    Kind.LIMIT: _("What we cannot do"),
    Kind.SKILL: _("Skills"),
    Kind.EXERCISE: _("Exercises"),
    Kind.EXAMPLE: _("Examples"),
    Kind.LEAFLET: _("Leaflets"),
}
TOPICS = {
    "automatic": _("Said by Doorstep itself"),
    "conversation": _("In a conversation"),
    "confidentiality": _("Confidentiality"),
    "referral": _("Where to turn"),
    "questions": _("Questions"),
    "possibilities": _("Possibilities"),
    "limits": _("Limits"),
    "skills": _("Skills of conversation"),
    "respect": _("Respect"),
    "reflection": _("To think about"),
}
PARTS = {
    Part.GREETING: _("Greeting"),
    Part.SUMMARY: _("Summary of the question"),
    Part.EXPLANATION: _("Explanation and comment"),
    Part.CLOSING: _("Closing"),
    Part.WHOLE: _("The whole answer"),
}
SCOPES = {
    Scope.PERSONAL: _("Only me"),
    Scope.TEAM: _("My team"),
    Scope.PUBLISHED: _("Everybody in the organisation"),
}


def topic(key) -> str:
    """Topics of an organisation's own are words already."""
    return str(TOPICS.get(key, key))
