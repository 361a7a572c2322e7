"""What comes back from practice to the policy owner: what was missing, did not fit or was not clear, until she answers it.

Who said it stands in a chain, for the auditor, and nowhere in what the owner reads.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from accounts.plain_text import is_blank, plain_text
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow
from audit.models import AuditEvent
from audit.verify import declare_check
from policies.contact_data import contact_data_in
from policies.models import DirectoryEntry, PolicyFeedback

Kind = PolicyFeedback.Kind
MOST_LINE = 300  # characters of what was not clear
MOST_A_DAY = 10  # lines of one person
REASONS = {
    "feedback_answered": gettext_lazy("Somebody has answered this already."),
    "too_much_unclear": gettext_lazy("You have told us very much since yesterday. Please go on tomorrow."),
}


def open_gap(organisation_id, event_type_id) -> tuple[PolicyFeedback, bool]:
    """The open gap of this kind of event, held, and whether it is new. Of two who find it at once one opens it: the
    constraint has the last word. Whoever opens it proves it."""
    rows = PolicyFeedback.objects.select_for_update(no_key=True)
    return rows.get_or_create(
        organisation_id=organisation_id, kind=Kind.GAP, event_type_id=event_type_id, answered_at=None
    )


def open_exception(organisation, *, clause, text) -> PolicyFeedback:
    """Whoever opens it proves it. Raises ValidationError by field."""
    text = check_text(organisation, text)
    return PolicyFeedback.objects.create(organisation=organisation, kind=Kind.EXCEPTION, clause=clause, text=text)


def check_text(organisation, text, field="text") -> str:
    """A line about a rule, which names nobody's number or address. Raises ValidationError."""
    text = plain_text(text).strip()
    if is_blank(text):
        raise ValidationError({field: _("Please write something here.")})
    known = DirectoryEntry.objects.filter(organisation=organisation).values_list("phone", flat=True)
    if contact_data_in(text, known):
        raise ValidationError({field: _("This looks like a phone number or an address. Say it without.")})
    return text


def readable_by(user):
    """What this owner of policies may read. Walls beat roles: of a report that names her she learns not even that there
    is one, so a gap counts the others alone (`count`), and without others it is not there for her."""
    rows = PolicyFeedback.objects.filter(organisation=user.organisation_id)
    named = Count("reports", filter=Q(reports__incident__named__user=user), distinct=True)
    rows = rows.annotate(of_all=Count("reports", distinct=True), of_her=named).annotate(count=F("of_all") - F("of_her"))
    rows = rows.exclude(of_her__gt=0, count=0).exclude(exception__incident__named__user=user)
    return rows.select_related("organisation", "event_type", "clause__version__policy", "answered_by")


# -- the acts --------------------------------------------------------------------------------------------------


def _belongs(organisation, user):
    return user is not None and user.is_active and user.organisation_id == organisation.pk


def _may_answer(organisation, user):
    return _belongs(organisation, user) and user.has_right(Right.OWN_POLICIES)


def _say_unclear(organisation, by, *, clause, text):
    _check_rate(organisation, by)
    text = check_text(organisation, text)
    row = PolicyFeedback(organisation_id=organisation.pk, kind=Kind.UNCLEAR, clause=clause, text=text)
    if len(text) > MOST_LINE:
        raise ValidationError({"text": _("This text is too long: at most %(limit)s characters.") % {"limit": MOST_LINE}})
    row.save(force_insert=True)
    return [row]


def _check_rate(organisation, by):
    since = timezone.now() - datetime.timedelta(days=1)
    own = AuditEvent.objects.filter(chain=chain.chain_name(organisation, chain.ACCESS), actor_id=by.pk)
    if own.filter(act="clause_unclear", at__gt=since).count() >= MOST_A_DAY:
        raise NotNow(["too_much_unclear"])


def _still_open(organisation, feedback=None, **details):
    """Held until it is answered, so that nobody joins it in between."""
    rows = PolicyFeedback.objects.select_for_update(no_key=True).filter(organisation=organisation, answered_at=None)
    return [] if rows.filter(pk=feedback).exists() else ["feedback_answered"]


def _answer(organisation, by, *, feedback, reason):
    reason = plain_text(reason).strip()
    if is_blank(reason):
        raise ValidationError({"reason": _("Please write something here.")})
    row = PolicyFeedback.objects.get(pk=feedback)
    row.answered_at, row.answered_by, row.answered_reason = timezone.now(), by, reason
    row.clean_fields(exclude=["organisation", "event_type", "clause", "answered_by"])
    row.save(update_fields=["answered_at", "answered_by", "answered_reason"])
    return [row]


def _name_feedback(organisation, happening):
    """Which one, for the auditor."""
    key = next(key for key in happening.digests if key.startswith("policies.policyfeedback:"))
    happening.data["feedback"] = key.split(":")[1]


def _answered_through_the_door(row) -> list[str]:
    """What audit_verify asks: an answer that no event tells of was slipped in."""
    told = AuditEvent.objects.filter(act="feedback_answered", data__feedback=str(row.pk))
    return ["answered, and no event tells of it"] if row.answered_at and not told.exists() else []


def declare():
    declare_check(PolicyFeedback, _answered_through_the_door)
    acts = {
        "say_unclear": Act("clause_unclear", _belongs, _say_unclear, kind=chain.ACCESS),
        "answer_feedback": Act("feedback_answered", _may_answer, _answer, _still_open, kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Organisation, name, act)
        declare_consequences({act.event: [_name_feedback]})
