"""How much one report, one conversation and one person may hold: bounds that no honest work meets.

Files have bounds of their own (boundaries/attachments/limits.py), requests too (config/settings.py, docs/bad-days.md).
Whoever is in danger is never held up: an early report is counted by none of these.
"""

import datetime
import functools
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.plain_text import is_blank
from audit.errors import NotNow
from audit.prepared import Prepared
from boundaries.choices import DECISIONS, Status, YesNoUnsure

MOST_TEXT = 20_000  # characters of one text: a field, a note, a message, an addition
MOST_OF_REPORT = 200_000  # characters of all texts of one report together
MOST_SAID = 500  # messages and additions of one record
MOST_NAMED = 50  # people who are part of one report
# What one person may have begun, sent within a day and said within an hour: config/limits.py, PERSON
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
EARLY = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

REASONS = {
    "text_too_long": gettext_lazy("One of the texts is too long. Please shorten it, or add the rest after sending."),
    "report_too_long": gettext_lazy("All texts of this report together are too long. Please shorten one of them."),
    "too_many_named": gettext_lazy("More people are named than one report can hold. Please name the most important ones."),
    "too_many_drafts": gettext_lazy("Many of your reports are begun and not sent. Please send or discard one of them first."),
    "too_many_reports": gettext_lazy("You have sent very many reports since yesterday. If somebody is in danger, say so: "
                                     "that is always sent. Otherwise please call your supervisor."),
    "too_many_sheets": gettext_lazy("You have made very many paper forms today. Please print one that is not used yet."),
    "conversation_full": gettext_lazy("This conversation is as long as it can be. Please write a new question."),
    "too_much_said": gettext_lazy("You have written very much within an hour. Please wait a little before you write more."),
}  # fmt: skip


def _texts(row) -> dict[str, str]:
    fields = [field.attname for field in row._meta.concrete_fields if isinstance(field, models.TextField)]
    return {name: row.__dict__[name] for name in fields if row.__dict__.get(name)}


def check_texts(incident) -> None:
    """What stands in a row that is about to be kept: no text beyond its bound, no decision with an unseen reason."""
    too_long = _("This text is too long: at most %(limit)s characters.") % {"limit": MOST_TEXT}
    faults = {name: [too_long] for name, text in _texts(incident).items() if len(text) > MOST_TEXT}
    for decision, parts in DECISIONS.items():
        if "reason" in parts and getattr(incident, f"{decision}_at") and is_blank(getattr(incident, f"{decision}_reason")):
            faults[f"{decision}_reason"] = [_("Please write something here.")]
    if faults:
        raise ValidationError(faults)


def size(incident) -> list[str]:
    """A guard of sending: notes were bounded when they were saved, here they count together."""
    if incident.safety_concern in (YesNoUnsure.YES, YesNoUnsure.UNSURE):
        return []
    texts, answers = list(_texts(incident).values()), incident.answers.all()
    if any(len(text) > MOST_TEXT for text in texts):
        return ["text_too_long"]
    notes = sum(len(row.note) + sum(len(said) for said in row.data.values() if isinstance(said, str)) for row in answers)
    found = ["report_too_long"] if notes + sum(map(len, texts)) > MOST_OF_REPORT else []
    return [*found, "too_many_named"] if len(incident.named.all()) > MOST_NAMED else found


def reports_today(incident) -> list[str]:
    """A guard of sending."""
    if incident.safety_concern in (YesNoUnsure.YES, YesNoUnsure.UNSURE):
        return []
    most, now = settings.PERSON_LIMITS["reports"], timezone.now()
    found = _sent(most).rows(person=incident.reporter_id, started=now - 2 * DAY, submitted=now - DAY)
    return ["too_many_reports"] if len(found) >= most else []


def check_drafts(user) -> None:
    """Before one more is begun. Raises NotNow."""
    most = settings.PERSON_LIMITS["drafts"]
    if len(_begun(most).rows(person=user.pk)) >= most:
        raise NotNow(["too_many_drafts"])


@functools.cache
def _sent(most):
    def make(person, started, submitted):
        own = _incidents().filter(reporter=person, started_at__gt=started, submitted_at__gt=submitted)
        return own.exclude(status=Status.DRAFT).values_list("pk")[:most]

    moment = models.DateTimeField()
    examples = {"started": (moment, EARLY), "submitted": (moment, EARLY + DAY)}
    return Prepared(make, person=(models.UUIDField(), UUID(int=1)), **examples)


@functools.cache
def _begun(most):
    def make(person):
        return _incidents().filter(reporter=person, status=Status.DRAFT, on_behalf=None).values_list("pk")[:most]

    return Prepared(make, person=(models.UUIDField(), UUID(int=1)))


def _incidents():
    return apps.get_model("boundaries.Incident")._base_manager


def check_room(said_here: list, said_by_person: list) -> None:
    """Before one more is said: querysets of what this record holds, and of what its author said since an hour ago."""
    if sum(len(rows.values_list("pk")[:MOST_SAID]) for rows in said_here) >= MOST_SAID:
        raise NotNow(["conversation_full"])
    most = settings.PERSON_LIMITS["said"]
    if sum(len(rows.values_list("pk")[:most]) for rows in said_by_person) >= most:
        raise NotNow(["too_much_said"])
