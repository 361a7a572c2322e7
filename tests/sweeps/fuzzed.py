"""Where the requests made from the API's description lead: records in several statuses, and what a form may hold."""

import uuid

from django.utils import timezone

from accounts.api.described import loosely
from audit.door import record
from audit.ids import uuid7
from boundaries import drafts
from boundaries.attachments import uploads
from boundaries.models import Attachment
from boundaries.referrals import acts as referrals
from boundaries.views.danger import send_early
from policies.editing import writing
from policies.models import EventType, PolicyVersion
from supervision.forms import ACTS, VERBS
from supervision.models import Consultation, Webhook
from supervision.sessions.forms import FORMS as SESSION_FORMS
from tests import directory, stories
from tests.boundaries import filling
from tests.supervision import giving, sitting

UNKNOWN = uuid.UUID(int=7)
DOING = "/api/v1/incidents/{reference}/{name}/"
SITTING = "/api/v1/supervision-sessions/{session_id}/{name}/"


def places_of(cara, sam, lena, ada, petra, client_k) -> dict:
    """Values for each argument of an address: such as exist, and one that does not."""
    sent = [
        stories.submitted(cara, client=client_k),
        stories.answered(cara, by=sam, client=client_k),
        stories.escalated(cara, by=sam, to=lena, client=client_k),
        stories.resolved(cara, by=sam, client=client_k),
        send_early(cara, uuid7(), answer="yes"),
    ]
    draft = drafts.begin(cara, uuid7(), event_type=EventType.objects.get(key="phone_number"))
    whole = stories.draft(cara, client=client_k)
    announced = {"name": "door.jpg", "size": 3, "media_type": "image/jpeg", "sha256": "0" * 64}
    upload = uploads.begin(cara, uuid7(), sent[0], **announced)
    photo = Attachment(incident=whole, author=cara, kind="photo", media_type="image/jpeg", sent_sha256="0" * 64)
    photo.name = "door.jpg"
    photo.keep(b"content")
    photo.save(force_insert=True)
    webhook = Webhook.objects.create(organisation=ada.organisation, created_by=ada)
    place = directory.service(petra.organisation)
    referral = referrals.give(sent[1], cara, entry=place.pk, explained_procedure="yes")
    wording = writing.begin(petra.organisation, petra, slug="phone-number")
    version = PolicyVersion.objects.in_force().get(policy__slug="phone-number")
    record(petra.organisation, "ask_to_read", by=petra, version=version.pk)
    asked = {"person": sam, "question": "What would you do?", "language": "en"}
    record(sent[1], "consult", by=lena, **asked)
    consultation = Consultation.objects.get(incident=sent[1])
    return {
        "consultation_id": [consultation.pk, UNKNOWN],
        "pattern_id": [UNKNOWN],
        "session_id": [sitting.planned(sam, cara).pk, sitting.offered(sitting.planned(sam, cara)).pk, UNKNOWN],
        "interest_id": [giving.declared(cara).pk, UNKNOWN],
        "entry_id": [place.pk, UNKNOWN],
        "referral_id": [referral.pk, UNKNOWN],
        "wording_id": [wording.pk, UNKNOWN],
        "version_id": [version.pk, UNKNOWN],
        "version_number": [1, 99],
        "file_form": ["yaml", "json"],
        "reference": [*(incident.reference for incident in sent), "DS-2345-6789"],
        "draft_id": [draft.pk, whole.pk, UNKNOWN],
        "upload_id": [upload.pk, UNKNOWN],
        "attachment_id": [photo.pk, UNKNOWN],
        "webhook_id": [webhook.pk, UNKNOWN],
        "difference_id": [UNKNOWN],
        "phone_id": [UNKNOWN],
        "number": [1, 7, 8, 14, 15, 99],
        "slug": ["phone-number", "boundary-request", "nothing"],
        "name": ["verify", "propose", *VERBS, *ACTS, *SESSION_FORMS, "withdraw", "retire", "mistake", "nothing"],
    }


def bodies_of(client_k, lena, sent) -> dict:
    """`fields` by path where the description leaves them open, and `whole` requests that only want a change."""
    report = filling.basics(client_k, event_type="phone_number", occurred_at=timezone.localtime().isoformat())
    steps = {name.split("-")[1]: {"answer": answer} for name, answer in filling.steps().items()}
    doing = {}
    for form in (*VERBS.values(), *ACTS.values()):
        doing |= loosely(form)
    sitting_fields = {}
    for form in SESSION_FORMS.values():
        sitting_fields |= loosely(form)
    said = {"body": "We will call you today.", "text": "It was on Monday.", "language": "en", "reason": "Settled"}
    done = said | stories.RESULT | {"kind": "reply", "to": str(lena.pk), "next_person": str(lena.pk), "number": "7"}
    upload = {"incident": sent, "name": "a.jpg", "size": 5, "type": "image/jpeg", "sha256": "a" * 64}
    return {
        "fields": {DOING: doing, SITTING: sitting_fields},
        "whole": {
            ("post", "/api/v1/incidents/"): lambda: {"id": str(uuid7()), "steps": steps} | report,
            ("post", "/api/v1/drafts/"): lambda: {"id": str(uuid7()), "event_type": "small_gift"},
            ("post", DOING): lambda: done,
            ("post", "/api/v1/incidents/{reference}/messages/"): lambda: said,
            ("post", "/api/v1/incidents/{reference}/addenda/"): lambda: said,
            ("post", "/api/v1/incidents/{reference}/observations/"): lambda: (
                said | {"indicator": "client_satisfaction", "value": "4", "respected": "5"}
            ),
            ("post", "/api/v1/uploads/"): lambda: {"id": str(uuid7())} | upload,
            ("post", "/api/v1/webhooks/"): lambda: {
                "address": "https://north.example/",
                "events": ["incident_submitted"],
            },
        },
    }
