"""Citing what was explained to a client: clauses of the organisation's own norms that held on the day of the event (HU.4)."""

import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boundaries import sentences
from policies import norms
from policies.models import Clause

MOST = 20
FEW = 8  # so many clauses a phone shows without folding them
NOT_IN_FORCE = "clause_not_in_force"
REASONS = {
    NOT_IN_FORCE: gettext_lazy(
        "A policy that is cited did not hold on the day of the event. Choose one that did, or “I found no policy”."
    )
}


def offered(incident) -> list[Clause]:
    """What held when it happened, or holds now where that is not said yet."""
    return norms.in_force(incident.organisation_id, incident.occurred_at, incident.event_type_id)


def offered_where(clause, incident) -> list[Clause]:
    """The same for the one step that asks for it, nothing for the others."""
    return offered(incident) if clause.answer_kind == Clause.Answer.CLAUSES else []


def shown(field, draft) -> list[dict]:
    """The clauses of a form's field, norm by norm; where there are many, only those with a tick stand open."""
    languages, found = (sentences.language_of(draft), draft.language), {}
    for option in field:
        clause = option.choice_label
        version = clause.version
        group = found.setdefault(version.pk, {"version": version, "is_open": len(field) <= FEW, "rows": []})
        group["is_open"] |= option.data["selected"]
        text, language = norms.read_out(clause, *languages)
        group["rows"].append({"tag": option.tag, "clause": clause, "title": norms.title_of(clause)})
        group["rows"][-1] |= {"text": text, "lang": language}
    return list(found.values())


def of_answer(answered) -> list[norms.Citation]:
    """What this answer cites, in the reader's language."""
    return norms.cited(answered.data.get("clauses")) if answered else []


def checked(incident, values) -> list[str]:
    """The ids of clauses that may be cited for this event. Raises ValidationError, by its field."""
    if not isinstance(values, list) or len(values) > MOST or not all(isinstance(one, str) for one in values):
        raise _refusal(_("Choose one of the answers offered."), "invalid")
    keys = list(dict.fromkeys(norms.as_keys(values)))
    of_ours = norms.of_organisation(incident.organisation_id, keys)
    if len(of_ours) != len(set(values)):
        raise _refusal(_("Choose one of the answers offered."), "invalid")
    if len(norms.held_between(incident.organisation_id, keys, *_day_of(incident))) != len(keys):
        raise _refusal(str(REASONS[NOT_IN_FORCE]), NOT_IN_FORCE)
    return [str(key) for key in keys]


def _refusal(sentence, code):
    return ValidationError({"clauses": ValidationError(sentence, code=code)})


def held_that_day(incident) -> list[str]:
    """What keeps a report from being sent: its time was changed after a clause was cited."""
    keys = [key for answer in incident.answers.all() for key in answer.data.get("clauses", ())]
    if not keys:
        return []
    held = norms.held_between(incident.organisation_id, keys, *_day_of(incident))
    return [] if len(held) == len(set(keys)) else [NOT_IN_FORCE]


def _day_of(incident) -> tuple[datetime.datetime, datetime.datetime]:
    """The whole day, where the organisation is: who reports at noon what held in the morning cites it rightly."""
    zone = ZoneInfo(incident.organisation.time_zone)
    moment = (incident.occurred_at or timezone.now()).astimezone(zone)
    begins = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return begins, begins + datetime.timedelta(days=1)
