"""Answering the closing questions, noting what those concerned said, and that they were asked in vain."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import guards, rights
from boundaries.choices import Status
from boundaries.models import Incident
from supervision.models import Observation
from supervision.moments import local
from supervision.notices import tell
from supervision.observations import standing, telling
from supervision.small.standing import may_still_say_how_it_was

HOUR = datetime.timedelta(hours=1)
MOST_AN_HOUR = 30  # rows by one person: nobody has more to say, and nothing of it is ever removed


# -- when --------------------------------------------------------------------------------------------------------


def _from_first_answer(incident, **details):
    return [] if standing.is_open(incident) else ["wrong_status"]


def _may_answer(incident, **details):
    """After a small thing’s end, too; once."""
    if may_still_say_how_it_was(incident):
        return ["indicators_answered"] if standing.is_answered(incident) else []
    return _from_first_answer(incident)


def _has_result(incident, **details):
    if incident.status != Status.RESOLVED:
        return ["wrong_status"]
    return ["indicators_answered"] if standing.is_settled(incident) else []


# -- what is done --------------------------------------------------------------------------------------------------


def _answer(incident, by, respected=None, understood=None, helpful=None, text="", language=""):
    """Three rows, one for each question: what is left open is not wanted to be said. The words stand with the first."""
    values = {"respected": respected, "understood": understood, "helpful": helpful}
    said = {"language": language or by.language}
    return [
        _kept(incident, by, indicator=indicator, value=value, declined=value is None, text="" if at else text, **said)
        for at, (indicator, value) in enumerate(values.items())
    ]


def _observe(incident, by, indicator, value=None, declined=False, text="", label="", changed_on=None, language=""):
    if indicator not in standing.NOTED:
        raise ValidationError({"indicator": _("Choose one of the answers offered.")})
    if indicator == Observation.Indicator.STATUS_CHANGE:
        _check_change(incident, text, changed_on)
        value, declined = None, False
    else:
        changed_on = None
    if value is not None and declined:
        raise ValidationError({"value": _("Either a number, or that somebody would rather not say.")})
    if value is None and not declined and is_blank(text):
        raise ValidationError({"value": _("Choose a number, or write something.")})
    label = label.strip() if indicator == Observation.Indicator.OTHER else ""
    if indicator == Observation.Indicator.OTHER and is_blank(label):
        raise ValidationError({"label": _("Say what this is about.")})
    return [
        _kept(incident, by, indicator=indicator, value=value, declined=declined, text=text, label=label,
              changed_on=changed_on, language=language or by.language)
    ]  # fmt: skip


def _check_change(incident, text, changed_on):
    """BG.15: words with a date, never a number."""
    if is_blank(text):
        raise ValidationError({"text": _("Say what changed.")})
    if changed_on is None:
        raise ValidationError({"changed_on": _("Say since when.")})
    if changed_on > local(timezone.now(), incident.organisation).date():
        raise ValidationError({"changed_on": _("This day lies in the future.")})


def _note_unanswered(incident, by, text):
    """How she was asked, so that nobody else has to ask again."""
    if is_blank(text):
        raise ValidationError({"text": _("Please write something here.")})
    missing = set(standing.ASKED) - set(standing.at_the_end(incident).values_list("indicator", flat=True))
    return [
        _kept(incident, by, indicator=indicator, unanswered=True, text="" if at else text, language=by.language)
        for at, indicator in enumerate(name for name in standing.ASKED if name in missing)
    ]


def _kept(incident, by, **fields):
    if Observation.objects.filter(given_by=by, at__gt=timezone.now() - HOUR).count() >= MOST_AN_HOUR:
        raise NotNow(["too_much_said"])
    fields["text"] = fields["text"].strip()
    row = Observation(incident=incident, given_by=by, phase=standing.phase_of(incident), **fields)
    row.clean_fields(exclude=["incident", "given_by"])
    row.validate_constraints()
    return insert(row)


def name_indicator(incident, happening):
    """Which one, for the auditor; neither number nor words leave their digest."""
    happening.data["indicator"] = str(happening.details["indicator"])


# -- what it means for the end ---------------------------------------------------------------------------------------


def end_indicators(incident):
    """C6: the closing questions are answered, declined, or asked and the time to come back is over."""
    return [] if standing.is_settled(incident) else ["end_indicators_missing"]


def declare():
    reporter, answering = rights.person(rights.is_reporter), rights.person(rights.answers)
    acts = {
        "answer_closing_questions": Act("closing_questions_answered", reporter, _answer, _may_answer),
        "observe": Act("observation_noted", answering, _observe, _from_first_answer),
        "note_unanswered": Act("closing_questions_unanswered", answering, _note_unanswered, _has_result),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    guards.declare("close", end_indicators)
    guards.REASONS.update(telling.REASONS)
    declare_consequences({"closing_questions_answered": [tell], "observation_noted": [name_indicator]})
    telling.declare()
