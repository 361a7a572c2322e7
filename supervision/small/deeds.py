"""Answering and closing a small thing: four acts of the one door in one transaction, all of them or none."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.door import perform, record
from boundaries import guards, rights
from boundaries.choices import Status
from supervision import obligations
from supervision.doing import Deed, declare_deed
from supervision.models import Deadline
from supervision.notices import telling_once
from supervision.small.forms import SmallForm
from supervision.small.standing import ANSWERED_IN, stays_small

NAME = "small"
REASONS = {
    "not_small": _("This is no small thing any more, or never was one: answer it in full."),
}
# said and entered by this page itself
DONE_HERE = {"answer_missing", "care_record_missing", "deadline_open"}
# met by the answer that it sends
MET_HERE = (*obligations.ANSWERS_OWED, Deadline.Kind.FOLLOW_UP)


class AnsweringSmall(Deed):
    """The machine's guards stay the authority: what they ask besides is said before the page, and mended where it belongs."""

    def may(self, reader) -> bool:
        row = reader.incident
        if row.status == Status.ACKNOWLEDGED:
            return row.may("resolve", reader.user)
        return rights.person(rights.answers)(row, reader.user)

    def reasons(self, reader) -> list[str]:
        row = reader.incident
        if row.status not in ANSWERED_IN:
            return ["wrong_status"]
        return _still_asked(row) if stays_small(row) else ["not_small"]

    def is_done(self, reader, form) -> bool:
        if not form.is_valid():
            return False
        try:
            with transaction.atomic(), telling_once("answered"):
                _answer_and_close(reader.incident, reader.user, form)
        except ValidationError as fault:
            form.take(fault)
            return False
        return True


def _still_asked(row) -> list[str]:
    """What forbids the result or the end, and is not done by this page."""
    codes = [code for verb in ("resolve", "close") for code in guards.reasons_against(row, verb)]
    found = [code for code in dict.fromkeys(codes) if code not in DONE_HERE]
    owed = row.deadlines.open().filter(kind__in=obligations.kinds_that("close")).exclude(kind__in=MET_HERE)
    return [*found, *(["deadline_open"] if not found and owed.exists() else [])]


def _answer_and_close(row, by, form):
    if row.status == Status.SUBMITTED:
        row = perform(row, "acknowledge", by=by, message=form.first_message())
    else:
        record(row, "answer", by=by, **form.first_message())
    if entry := form.entry():
        record(row, "enter_in_care_record", by=by, **entry)
    result = form.result()
    row = perform(row, "resolve", by=by, **result)
    perform(row, "close", by=by, reason=result["reason"])


def answering_small() -> AnsweringSmall:
    return AnsweringSmall(NAME, SmallForm, is_verb=False)


def is_offered(reader) -> bool:
    """On the record's page: to whoever may end it, while nothing stands in the way."""
    asked = answering_small()
    if reader.is_reporter or reader.incident.status not in ANSWERED_IN:
        return False
    return asked.may(reader) and not asked.reasons(reader)


def declare():
    guards.REASONS.update(REASONS)
    declare_deed(NAME, answering_small)
