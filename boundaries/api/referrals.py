"""Referrals by API: of a draft, of a sent report, and whether somebody got there."""

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as Fault
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework import status as http
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.described import body_of
from accounts.api.paging import page_of, page_shape
from accounts.api.taking_in import sent_object
from accounts.api.view import DoorstepView
from accounts.plain_text import plain_text
from accounts.roles import Right
from audit.door import record
from boundaries import guards, pseudonyms, rights
from boundaries.api import filed_referrals
from boundaries.attachments.finding import find_report
from boundaries.masks import Masks
from boundaries.models import Referral
from boundaries.referrals import acts
from boundaries.referrals.finding import find_referral
from boundaries.views.own_draft import own_incident


class ReferralShape(serializers.Serializer):
    id = serializers.UUIDField()
    entry = serializers.UUIDField()
    snapshot = serializers.DictField(help_text="The place as it stood when it was given.")
    language = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    explained_procedure = serializers.CharField(allow_blank=True)
    card_given = serializers.BooleanField()
    client_decision = serializers.CharField()
    unblocks = serializers.CharField(allow_blank=True)
    next_step_on = serializers.DateField(allow_null=True)
    given_at = serializers.DateTimeField()
    reached = serializers.CharField(allow_blank=True)
    checked_at = serializers.DateTimeField(allow_null=True)
    address = serializers.CharField(help_text="Of its card.")


ReferralPageShape = page_shape(ReferralShape)


class CheckRequest(serializers.Serializer):
    reached = serializers.ChoiceField(choices=Referral.Reached.choices)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class ReferralView(DoorstepView):
    """Where the directory has changed since, the place as it stands now comes with the refusal, as `current`."""

    access = Access()
    incident = None

    def reason_text(self, code):
        return guards.reason_text(code, self.incident)

    def handle_exception(self, fault):
        response = super().handle_exception(fault)
        if isinstance(fault, acts.EntryChanged):
            response.data = {**response.data, "current": fault.current}
        return response

    def listed(self, request):
        """For those who take part: whoever only reads has the record itself, with names replaced."""
        if not rights.person(rights.takes_part)(self.incident, request.user):
            raise PermissionDenied
        masks = masks_for(self.incident, request.user)
        rows = self.incident.referrals.order_by("given_at", "pk")
        return Response(page_of(request, [as_referral(row, masks) for row in rows], ""))

    def given(self, request):
        said = filed_referrals.said_in(sent_object(request))
        try:
            referral = acts.give(self.incident, request.user, **said)
        except Fault as fault:
            raise ValidationError(fault.message_dict) from None
        shown = as_referral(referral, masks_for(self.incident, request.user))
        return Response(shown, status=http.HTTP_201_CREATED)


class Referrals(ReferralView):
    @extend_schema(operation_id="incident_referrals_list", responses=ReferralPageShape)
    def get(self, request, reference):
        """Where the client was sent, oldest first: there are never more than a page holds."""
        self.incident = find_report(request.user, reference)
        return self.listed(request)

    @extend_schema(request=body_of(filed_referrals.BODY, required=["entry"]), responses={201: ReferralShape})
    def post(self, request, reference):
        """Send the client to a place of the directory; by the reporter and by those who answer."""
        self.incident = find_report(request.user, reference)
        return self.given(request)


class DraftReferrals(ReferralView):
    access = Access(rights=frozenset({Right.REPORT}))

    @extend_schema(operation_id="draft_referrals_list", responses=ReferralPageShape)
    def get(self, request, draft_id):
        """Those of a draft in one's hand, oldest first."""
        self.incident = own_incident(request.user, pk=draft_id)
        return self.listed(request)

    @extend_schema(request=body_of(filed_referrals.BODY, required=["entry"]), responses={201: ReferralShape})
    def post(self, request, draft_id):
        """Kept with the draft, and sent with it."""
        self.incident = own_incident(request.user, pk=draft_id)
        return self.given(request)


class ReferralCheck(ReferralView):
    @extend_schema(request=CheckRequest, responses={200: ReferralShape})
    def post(self, request, referral_id):
        """Whether the client got there; "unknown" is asked again in a while, yes and no stand."""
        referral = find_referral(request.user, referral_id)
        self.incident = referral.incident
        checked = CheckRequest(data=sent_object(request))
        checked.is_valid(raise_exception=True)
        said = checked.validated_data | {"note": plain_text(checked.validated_data.get("note", ""))}
        record(self.incident, "check_referral", by=request.user, referral=referral.pk, **said)
        referral.refresh_from_db()
        return Response(as_referral(referral, masks_for(self.incident, request.user)))


def masks_for(incident, user) -> Masks:
    """What a reporter behind a pseudonym wrote may tell who she is."""
    return pseudonyms.masks_of(incident) if pseudonyms.hides(incident, user) else Masks()


def as_referral(row, masks) -> dict:
    names = [name for name in ReferralShape().fields if name not in ("entry", "address")]
    told = {name: getattr(row, name) for name in names}
    told |= {name: masks.on(told[name]) for name in ("reason", "unblocks")}
    return ReferralShape(told | {"entry": row.entry_id, "address": f"/referrals/{row.pk}/card/"}).data
