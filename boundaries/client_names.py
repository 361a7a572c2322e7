"""Names of clients in what somebody wrote, and the code to write instead: offered, never forced (B-CS-03).

Only of clients whose name this person may see anyway, so that typing names tells nobody who is a client.
"""

from django.db import transaction
from django.db.models import Q

from accounts.roles import Right
from boundaries.answers import hold_draft
from boundaries.masks import Masks
from boundaries.models import Client, ClientIdentity, Incident

MOST_CLIENTS = 300
TEXTS = (
    "what_happened", "request_verbatim", "own_observations", "feelings", "response_given", "expectation_text",
    "stated_reason", "question",
)  # fmt: skip


def masks_for(user, team_id) -> Masks:
    """The clients of this team that this person cares for, or whose names she may look up in records within reach."""
    masks = Masks()
    if not user.has_right(Right.SEE_CLIENT_NAMES):
        return masks
    within = Q(care__caregiver=user)
    if user.has_right(Right.ANSWER):
        within |= Q(pk__in=Incident.objects.visible_to(user).sent().filter(team_id=team_id).values("client"))
    clients = Client.objects.filter(within, organisation_id=user.organisation_id, team_id=team_id, active=True)
    rows = ClientIdentity.objects.filter(client__in=clients.values("pk")).select_related("client")
    for identity in rows.order_by("client__code")[:MOST_CLIENTS]:
        masks.add((identity.family_name,), identity.client.code, whole=(identity.full_name,))
    return masks


def team_of(incident):
    """Where its client belongs, else where its reporter works."""
    if incident.client_id:
        return incident.client.team_id
    team = incident.reporter.team
    return incident.team_id or (team.pk if team else None)


@transaction.atomic
def replace_in_draft(draft, masks) -> None:
    """The codes instead of the names, in every text and note of a draft. NotNow when it was sent meanwhile."""
    hold_draft(draft)
    for name in TEXTS:
        setattr(draft, name, masks.on(getattr(draft, name)))
    draft.save(update_fields=TEXTS)
    for answer in draft.answers.all():
        answer.note = masks.on(answer.note)
        if reason := answer.data.get("reason"):
            answer.data["reason"] = masks.on(reason)
        answer.save(update_fields=["note", "data"])
