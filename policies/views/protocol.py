"""One protocol to read, step by step, in the reader's language."""

import re

from django.db.models import F, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from policies.models import Policy, PolicyVersion

BLANK = re.compile(r"\{\w+\}")


def in_reach(organisation) -> Q:
    """Protocols of this organisation and the built-in ones."""
    own = Q(policy__organisation=organisation) | Q(policy__organisation=None)
    return own & Q(policy__kind=Policy.Kind.PROTOCOL)


@open_to()
@require_safe
def protocol(request, slug):
    """The organisation's own protocol under this name, else the built-in one."""
    versions = PolicyVersion.objects.in_force().filter(in_reach(request.user.organisation), policy__slug=slug)
    version = get_object_or_404(versions.order_by(F("policy__organisation_id").asc(nulls_last=True))[:1])
    steps = [_readable(clause) for clause in version.clauses.all()]
    return render(request, "policies/protocol.html", {"version": version, "steps": steps})


def _readable(clause) -> dict:
    """The step's texts; where a sentence to say has a name to fill in, a gap is shown."""
    text = clause.text()
    said = [BLANK.sub("…", sentence) for sentence in text.get("said", ())]
    return text | {"number": clause.number, "moment": clause.moment, "said": said}
