"""Supervision sessions by API: one's own, planned and acted on with the forms of the page; never a private note."""

from django.core.exceptions import ValidationError
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework import status as http
from rest_framework.response import Response

from accounts import places
from accounts.access import Access
from accounts.api.paging import page_of, page_shape
from accounts.api.place import place_in
from accounts.api.taking_in import form_data, sent_object
from accounts.api.view import DoorstepView
from accounts.roles import Right
from audit.errors import UnknownVerb
from supervision.api.waiting import AFTER
from supervision.models import FocusArea, SupervisionSession
from supervision.sessions import doing, planning, reach, standing, words
from supervision.sessions.document import standing_agreements
from supervision.sessions.forms import FORMS, PlanForm

MOST = 50
STANDINGS = list(words.STANDING)


class SessionShape(serializers.Serializer):
    id = serializers.UUIDField()
    form = serializers.ChoiceField(choices=SupervisionSession.Form.choices)
    standing = serializers.ChoiceField(choices=STANDINGS)
    standing_label = serializers.CharField()
    supervisor = serializers.CharField()
    people = serializers.ListField(child=serializers.CharField())
    starts_at = serializers.DateTimeField(allow_null=True)
    place = serializers.CharField(allow_blank=True)
    held_at = serializers.DateTimeField(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)


class TopicShape(serializers.Serializer):
    author = serializers.CharField()
    text = serializers.CharField()
    at = serializers.DateTimeField()


class AgreementShape(serializers.Serializer):
    id = serializers.UUIDField()
    text = serializers.CharField()
    responsible = serializers.CharField()
    due_on = serializers.DateField()
    is_done = serializers.BooleanField(allow_null=True)


class WholeSessionShape(SessionShape):
    shared_notes = serializers.CharField(allow_blank=True, help_text="Empty until the supervisor offers them.")
    areas = serializers.ListField(child=serializers.ChoiceField(choices=FocusArea.choices))
    topics = TopicShape(many=True)
    agreements = AgreementShape(many=True)
    records = serializers.ListField(child=serializers.CharField(), help_text="References that the caller may see.")
    acts = serializers.ListField(child=serializers.CharField(), help_text="What the caller may do now.")


class PlanRequest(serializers.Serializer):
    people = serializers.ListField(child=serializers.UUIDField())
    starts_on = serializers.DateField()
    starts_time = serializers.TimeField(help_text="Where the organisation is.")
    place = serializers.CharField(required=False, allow_blank=True)
    incidents = serializers.ListField(child=serializers.CharField(), required=False, help_text="References.")
    pattern = serializers.UUIDField(required=False, help_text="What repeats itself and proposed it: this settles it.")


class SessionView(DoorstepView):
    access = Access(rights=frozenset({Right.REPORT, Right.ANSWER}))

    def found(self, session_id) -> SupervisionSession:
        session = reach.find(self.request.user, session_id)
        if session is None:
            raise Http404
        return session

    def reason_text(self, code):
        return words.reason_text(code)


class Sessions(SessionView):
    access_by_method = {"POST": Access(rights=frozenset({Right.ANSWER}))}

    @extend_schema(parameters=[AFTER], responses=page_shape(SessionShape))
    def get(self, request):
        """Those that the caller holds or that are for her, newest first."""
        rows = reach.visible_to(request.user).select_related("supervisor").prefetch_related("people__person")
        found, place = places.page(rows, "-entered_at", place_in(request), MOST)
        return Response(page_of(request, [SessionShape(as_session(row)).data for row in found], place))

    @extend_schema(request=PlanRequest, responses={201: WholeSessionShape})
    def post(self, request):
        """Plan one with people of one's team. A session with oneself is refused."""
        sent = form_data(sent_object(request))
        form = PlanForm(sent, by=request.user, incidents=sent.getlist("incidents"))
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        session = planning.plan(request.user, **form.details())
        return Response(whole(session, request.user), status=http.HTTP_201_CREATED)


class OneSession(SessionView):
    @extend_schema(responses=WholeSessionShape)
    def get(self, request, session_id):
        return Response(whole(self.found(session_id), request.user))


class SessionDoing(SessionView):
    @extend_schema(request=dict, responses={200: WholeSessionShape})
    def post(self, request, session_id, name):
        """Do this with the session: the fields are those of the form on its page, without the form's name before them."""
        session = self.found(session_id)
        if name not in FORMS:
            raise UnknownVerb(name)
        doing.refuse(name, session, request.user)
        form = doing.form_of(name, session, request.user, form_data(sent_object(request)))
        if not doing.is_done(session, request.user, form):
            raise ValidationError(form.errors.as_data())
        return Response(whole(self.found(session_id), request.user))


def as_session(session) -> dict:
    code = standing.standing(session)
    return {
        "id": session.pk,
        "form": session.form,
        "standing": code,
        "standing_label": str(words.STANDING[code]),
        "supervisor": session.supervisor.short_name,
        "people": [row.person.short_name for row in session.people.all()],
        "starts_at": session.starts_at,
        "place": session.place,
        "held_at": session.held_at,
        "confirmed_at": session.confirmed_at,
    }


def whole(session, user) -> dict:
    shows_notes = session.supervisor_id == user.pk or session.offered_at is not None
    topics = session.topics.select_related("author").order_by("at", "pk")
    agreements = standing_agreements(session)
    return WholeSessionShape(
        as_session(session)
        | {
            "shared_notes": session.shared_notes if shows_notes else "",
            "areas": session.areas,
            "topics": [{"author": row.author.short_name, "text": row.text, "at": row.at} for row in topics],
            "agreements": [
                {"id": row.pk, "text": row.text, "responsible": row.responsible.short_name, "due_on": row.due_on,
                 "is_done": row.is_done}
                for row in agreements
            ],
            "records": [incident.reference for incident in reach.linked_for(session, user)],
            "acts": [name for name in FORMS if doing.may_now(name, session, user)],
        }
    ).data  # fmt: skip
