"""Drafts: begun with a UUID of the client's making, saved with every change, discarded at will."""

import uuid

from django.db import transaction
from django.http import Http404

from audit.door import declare_consequences
from audit.inserting import insert_unless_there
from audit.prepared import Prepared
from boundaries import rights
from boundaries.answers import hold_draft, move_to
from boundaries.choices import Kind, Status
from boundaries.limits import check_drafts
from boundaries.models import Incident
from policies.kinds import rule_for
from policies.loading import protocol_for


def begin(user, draft_id: uuid.UUID, *, kind=Kind.INCIDENT, event_type=None, in_danger=False) -> Incident:
    """The draft with this id, begun now unless it exists: a repeated request finds the same one.

    The protocol version in force now stays with it. Raises Http404 for an id that is somebody else's,
    NotNow where too many are begun already.
    """
    draft = _STANDING.first(pk=draft_id)
    return _hers(draft, user) if draft else _begun(user, draft_id, kind, event_type, in_danger)


def _hers(draft, user):
    if not rights.writes(draft, user):
        raise Http404
    return draft


def _begun(user, draft_id, kind, event_type, in_danger):
    if not in_danger:
        check_drafts(user)
    draft = Incident(
        pk=draft_id,
        organisation=user.organisation,
        kind=kind,
        reporter=user,
        language=user.language,
        event_type=event_type,
        event_rule=rule_for(event_type, user.organisation_id),
        protocol_version=protocol_for(event_type, user.organisation) if kind == Kind.INCIDENT else None,
    )
    return draft if insert_unless_there(draft) else _hers(Incident.objects.get(pk=draft_id), user)


def _standing(pk):
    return Incident.objects.filter(pk=pk).select_related("on_behalf")


_STANDING = Prepared(_standing, pk=(Incident._meta.pk, uuid.UUID(int=1)))


def own_draft(user, draft_id) -> Incident:
    """The draft in this person's hand; Http404 for anything else."""
    draft = Incident.objects.in_hand_of(user).filter(pk=draft_id, status=Status.DRAFT).first()
    if draft is None:
        raise Http404
    return draft


@transaction.atomic
def choose_event_type(draft, event_type) -> None:
    """Change what happened: another kind may bring another protocol; answers move over by step key.

    What was answered on paper keeps the protocol that was printed there.
    """
    hold_draft(draft)
    version = draft.protocol_version if is_of_paper(draft) else protocol_for(event_type, draft.organisation)
    if draft.protocol_version_id != version.pk:
        move_to(draft, version)
    draft.event_type, draft.event_rule = event_type, rule_for(event_type, draft.organisation_id)
    draft.protocol_version, draft.condition_answer = version, ""
    draft.save(update_fields=["event_type", "event_rule", "protocol_version", "condition_answer"])


def is_of_paper(draft) -> bool:
    filing = getattr(draft, "on_behalf", None)
    return filing is not None and filing.sheet_id is not None


def declare():
    declare_consequences({"kind_changed": [_take_new_rule]})


def _take_new_rule(organisation, happening) -> None:
    """Drafts of this kind are under its newest rule at once; an answer to another question than is asked now goes."""
    rule = happening.details["rule"]
    drafts = Incident.objects.filter(organisation=organisation, event_type=rule.event_type_id, status=Status.DRAFT)
    before = drafts.exclude(condition_answer="").select_related("event_rule", "event_type")
    asked_otherwise = [draft.pk for draft in before if draft.event_kind.question != rule.question]
    drafts.filter(pk__in=asked_otherwise).update(condition_answer="")
    drafts.update(event_rule=rule)
