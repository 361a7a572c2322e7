"""What repeats itself, by API: the list and one task as this reader may know of them, and what came of it."""

from django.core.exceptions import ValidationError
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts import places
from accounts.access import Access
from accounts.api.paging import page_of, page_shape
from accounts.api.place import place_in
from accounts.api.taking_in import form_data, sent_object
from accounts.api.view import DoorstepView
from accounts.roles import READING, Right
from audit.errors import NotPermitted
from boundaries import guards
from supervision.api.waiting import AFTER
from supervision.models import PatternTask
from supervision.patterns.forms import SettleForm
from supervision.patterns.lines import told, what
from supervision.patterns.settling import settle
from supervision.patterns.standing import all_for, may_settle

MOST = 50


class PatternShape(serializers.Serializer):
    id = serializers.UUIDField()
    rule = serializers.ChoiceField(choices=PatternTask.Rule.choices)
    what = serializers.CharField(help_text="What repeats itself, in a few words.")
    opened_at = serializers.DateTimeField()
    is_mine = serializers.BooleanField(help_text="Whether it fell to the caller.")
    is_open = serializers.BooleanField()
    outcome = serializers.CharField(help_text="What came of it; dismissed where nothing was needed, empty while it is open.")
    settled_at = serializers.DateTimeField(allow_null=True)


class WholePatternShape(PatternShape):
    why = serializers.CharField(help_text="Which rule and which numbers opened it.")
    records = serializers.ListField(child=serializers.CharField(), help_text="References that the caller may see.")
    unseen = serializers.CharField(help_text="How many more there are that she does not see.")
    reason = serializers.CharField()
    may_settle = serializers.BooleanField()


class PatternView(DoorstepView):
    access = Access(rights=READING)

    def found(self, pattern_id) -> PatternTask:
        task = all_for(self.request.user).filter(pk=pattern_id).first()
        if task is None:
            raise Http404
        return task

    def reason_text(self, code):
        return guards.reason_text(code)


class Patterns(PatternView):
    @extend_schema(parameters=[AFTER], responses=page_shape(PatternShape))
    def get(self, request):
        """Newest first, the settled ones too: what was dismissed stays to be seen."""
        rows, onward = places.page(all_for(request.user), "-opened_at", place_in(request), MOST)
        return Response(page_of(request, [_line(row, request.user) for row in rows], onward))


class OnePattern(PatternView):
    access_by_method = {"POST": Access(rights=frozenset({Right.ANSWER}))}

    @extend_schema(responses=WholePatternShape)
    def get(self, request, pattern_id):
        """The task with what it rests on."""
        return Response(_whole(self.found(pattern_id), request.user))

    @extend_schema(request=dict, responses={200: WholePatternShape})
    def post(self, request, pattern_id):
        """What came of it: `outcome` (`dismissed` where nothing is needed) and `reason`. Once."""
        task = self.found(pattern_id)
        if task.is_open and not may_settle(task, request.user):
            raise NotPermitted("settle_pattern")
        form = SettleForm(form_data(sent_object(request)))
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        settle(task, request.user, **form.cleaned_data)
        return Response(_whole(self.found(pattern_id), request.user))


def _line(task, user) -> dict:
    return {
        "id": task.pk,
        "rule": task.rule,
        "what": what(task, user),
        "opened_at": task.opened_at,
        "is_mine": task.owner_id == user.pk,
        "is_open": task.is_open,
        "outcome": task.outcome,
        "settled_at": task.settled_at,
    }


def _whole(task, user) -> dict:
    whole = told(task, user)
    shown = {"why": str(whole["why"]), "unseen": str(whole["unseen"]), "reason": whole["reason"]}
    references = [row["reference"] for row in whole["records"]]
    return _line(task, user) | shown | {"records": references, "may_settle": whole["may_settle"]}
