"""The shapes of one incident and of what is done with it, for the description of the API."""

from rest_framework import serializers

from accounts.api.faults import ReasonShape


class TranslationShape(serializers.Serializer):
    label = serializers.CharField(help_text="Who translated it and how: a person, an interpreter, a machine.")
    language = serializers.CharField()
    text = serializers.CharField()


class StepShape(serializers.Serializer):
    number = serializers.IntegerField()
    key = serializers.CharField()
    title = serializers.CharField()
    outcome = serializers.CharField(help_text="done, not_applicable, not_done, or empty while open.")
    answer = serializers.CharField(help_text="The answer to a question, as its code.")
    in_words = serializers.CharField()
    lines = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField()
    note_language = serializers.CharField()
    note_translations = TranslationShape(many=True, help_text="The newest first.")


class GroundShape(serializers.Serializer):
    """Why it is as grave and as urgent as it is: `why` is a code, `text` says it in the reader's language."""

    why = serializers.CharField()
    to = serializers.CharField(help_text="A gravity, `urgent` or a way; empty for the reporter.")
    rule = serializers.IntegerField(allow_null=True, help_text="Version of the organisation's rule; null as built in.")
    text = serializers.CharField()


class ReportShape(serializers.Serializer):
    language = serializers.CharField()
    client = serializers.CharField(help_text="The client's code; the name is looked up apart, and each look recorded.")
    event_type = serializers.CharField()
    occurred_at = serializers.DateTimeField(allow_null=True)
    translations = serializers.DictField(
        child=TranslationShape(many=True), help_text="By field; what has none is left out."
    )
    gravity = serializers.CharField(help_text="Empty for the reporter.")
    grading = GroundShape(many=True, help_text="Empty for reports from before grounds were kept.")
    protocol = serializers.CharField()
    condition_answer = serializers.CharField()
    started_by = serializers.CharField()
    contact_channel = serializers.CharField()
    staff_part = serializers.CharField()
    reason_given = serializers.BooleanField(allow_null=True)
    responses = serializers.ListField(child=serializers.CharField())
    safety_concern = serializers.CharField()
    danger_for = serializers.CharField()
    discomfort = serializers.BooleanField(allow_null=True)
    support_wanted = serializers.CharField()
    client_decision = serializers.CharField()
    understood = serializers.CharField()
    expectation = serializers.CharField()
    question = serializers.CharField()
    client_missing_reason = serializers.CharField()
    not_present_reason = serializers.CharField()
    what_happened = serializers.CharField()
    request_verbatim = serializers.CharField()
    own_observations = serializers.CharField()
    stated_reason = serializers.CharField()
    response_given = serializers.CharField()
    expectation_text = serializers.CharField()
    feelings = serializers.CharField(help_text="For the reporter and those who answer.")


class AddendumShape(serializers.Serializer):
    id = serializers.UUIDField()
    author = serializers.CharField()
    is_mine = serializers.BooleanField()
    text = serializers.CharField()
    language = serializers.CharField()
    translations = TranslationShape(many=True, help_text="The newest first.")
    words_of = serializers.CharField(help_text="client or representative where these are their words, else empty.")
    corrects_step = serializers.IntegerField(allow_null=True)
    at = serializers.DateTimeField()


class ResultShape(serializers.Serializer):
    outcome = serializers.CharField()
    outcome_label = serializers.CharField()
    contact_type = serializers.CharField(help_text="Empty for the reporter.")
    resolved_at = serializers.DateTimeField(allow_null=True)
    reopen_until = serializers.DateTimeField(allow_null=True)
    agreed_at = serializers.DateTimeField(allow_null=True)
    care_record_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class DeadlineShape(serializers.Serializer):
    kind = serializers.CharField()
    label = serializers.CharField()
    opened_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    is_late = serializers.BooleanField()


class StationShape(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.CharField()
    standing = serializers.CharField(help_text="done, now, or empty.")


class ActShape(serializers.Serializer):
    name = serializers.CharField(help_text="The last part of the address that does it.")
    label = serializers.CharField()
    missing = ReasonShape(many=True)


class LinkShape(serializers.Serializer):
    relation = serializers.CharField()
    reference = serializers.CharField()


class ExceptionShape(serializers.Serializer):
    clause = serializers.CharField()
    who = serializers.CharField()
    at = serializers.DateTimeField()
    purpose = serializers.CharField()
    done_instead = serializers.CharField()
    standing = serializers.CharField()
    is_approved = serializers.BooleanField(allow_null=True, help_text="null: not decided yet.")
    reason = serializers.CharField()


class ConsultationShape(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField(help_text="colleague or authority.")
    who = serializers.CharField(help_text="Who asked, or wrote down what an authority was told.")
    whom = serializers.CharField()
    at = serializers.DateTimeField()
    question = serializers.CharField()
    extract = serializers.CharField(help_text="What the colleague is shown, or what the authority was told.")
    ground = serializers.CharField(help_text="Of an authority only.")
    client_told = serializers.BooleanField(allow_null=True, help_text="Of an authority only.")
    not_told_reason = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)
    standing = serializers.CharField()
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(help_text="Why it was taken back.")


class NoteShape(serializers.Serializer):
    id = serializers.UUIDField()
    who = serializers.CharField()
    at = serializers.DateTimeField()
    body = serializers.CharField()
    language = serializers.CharField()
    translations = TranslationShape(many=True, help_text="The newest first.")


class MissingDocumentShape(serializers.Serializer):
    code = serializers.CharField()
    detail = serializers.CharField()


class WeeksAfterShape(serializers.Serializer):
    key = serializers.CharField()
    title = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)
    standing = serializers.CharField(help_text="done, late (after the four weeks), open or missing.")


class IncidentShape(serializers.Serializer):
    reference = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    status = serializers.CharField()
    status_label = serializers.CharField()
    urgent = serializers.BooleanField()
    due_at = serializers.DateTimeField(allow_null=True)
    submitted_at = serializers.DateTimeField()
    team = serializers.CharField()
    reporter = serializers.CharField()
    assignee = serializers.CharField()
    report = ReportShape()
    steps = StepShape(many=True)
    addenda = AddendumShape(many=True)
    result = ResultShape()
    deadlines = DeadlineShape(many=True)
    stations = StationShape(many=True)
    waiting_on = serializers.CharField(help_text="nobody, supervisor, lead, consultee or reporter.")
    links = LinkShape(many=True, help_text="Other records that belong to it, as far as the caller may see them.")
    acts = ActShape(many=True)
    reach_safely = serializers.CharField(help_text="For those who answer: how the reporter may be reached.")
    named = serializers.ListField(child=serializers.CharField(), help_text="For those who answer.")
    exceptions = ExceptionShape(many=True, help_text="From a rule that did not fit; always empty for the reporter.")
    consultations = ConsultationShape(many=True, help_text="Who else was asked; always empty for the reporter.")
    internal_notes = NoteShape(many=True, help_text="For those who answer, and for auditors; always empty for the reporter.")
    missing_documents = MissingDocumentShape(many=True, help_text="What an inspector would miss.")
    weeks_after = WeeksAfterShape(many=True, help_text="What became of it in four weeks; always empty for the reporter.")


class EventShape(serializers.Serializer):
    at = serializers.DateTimeField()
    act = serializers.CharField()
    what = serializers.CharField()
    who = serializers.CharField()
    to_status = serializers.CharField(help_text="Where it moved the record, or empty.")
    seal = serializers.CharField(help_text="The first digits of the event's link in its chain.")
    is_look = serializers.BooleanField(help_text="Somebody looked; nothing was changed.")


class EntryShape(serializers.Serializer):
    at = serializers.DateTimeField()
    what = serializers.CharField()
    note = serializers.CharField()
    body = serializers.CharField()
    language = serializers.CharField(help_text="Of the body, where it differs from the caller's.")
    lines = serializers.ListField(child=serializers.CharField())
    is_automatic = serializers.BooleanField()


class HistoryShape(serializers.Serializer):
    story = EntryShape(many=True, help_text="What happened, in the order it happened.")
    events = EventShape(many=True, help_text="The evidence, newest first.")


class MessageShape(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    label = serializers.CharField()
    author = serializers.CharField(help_text="Empty where the system wrote.")
    is_mine = serializers.BooleanField()
    body = serializers.CharField()
    language = serializers.CharField()
    promised_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True, help_text="When the other side had the thread open.")
    understood = serializers.CharField(help_text="Of a reply, as the reporter said last: `yes`, `not_quite` or nothing.")
    corrects = serializers.UUIDField(allow_null=True)
    corrected_by = serializers.UUIDField(allow_null=True)
    reference = serializers.CharField(help_text="The record in which it stands: a new one after the end of this.")


class StandingShape(serializers.Serializer):
    reference = serializers.CharField()
    status = serializers.CharField()
    status_label = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)
    detail = serializers.CharField(help_text="What was done, as a sentence.")
    acts = ActShape(many=True, help_text="What the caller may do now; nothing once it is out of her reach.")


class ClientNameShape(serializers.Serializer):
    reference = serializers.CharField()
    client = serializers.CharField()
    client_name = serializers.CharField()
