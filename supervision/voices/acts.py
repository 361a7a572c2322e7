"""Planning to ask the client, what came of it, the reporter's wish about it, and why it is safe all the same."""

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from accounts.roles import Right
from audit.door import Act, declare_act
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import guards, limits, rights
from boundaries.models import Addendum, Incident
from supervision import obligations
from supervision.models import ClientVoice, Deadline, VoiceSafety, VoiceWish
from supervision.plans.acts import is_soon
from supervision.voices import standing, telling

Whom, Ending, Wish = ClientVoice.Whom, ClientVoice.Ending, VoiceWish.Wish
DUE = Deadline.Kind.CLIENT_VOICE


# -- who may, and when -----------------------------------------------------------------------------------------------


def _decides(incident, user):
    return user.has_right(Right.DECIDE) and rights.answers(incident, user)


def _brings_it_back(incident, user):
    """Those who answer; the reporter only what she was asked to find out herself."""
    if not rights.is_reporter(incident, user):
        return rights.answers(incident, user)
    row = standing.open_voice(incident)
    return row is not None and row.asker_id == user.pk


def can_ask(incident, **details):
    if incident.status not in standing.ASKED_IN:
        return ["wrong_status"]
    if incident.client_id is None:
        return ["voice_no_client"]
    if standing.open_voice(incident) is not None:
        return ["voice_asked_already"]
    return standing.unsafe(incident)


def _can_end(incident, **details):
    if incident.status not in standing.ENDED_IN:
        return ["wrong_status"]
    return [] if standing.open_voice(incident) else ["voice_not_asked"]


def _can_wish(incident, **details):
    if incident.status not in standing.WISHED_IN:
        return ["wrong_status"]
    return [] if incident.client_id else ["voice_no_client"]


def _can_judge(incident, **details):
    if incident.status not in standing.ASKED_IN:
        return ["wrong_status"]
    return [] if standing.unsafe(incident) else ["voice_is_safe"]


# -- what is done ----------------------------------------------------------------------------------------------------


def _ask(incident, by, whom, asker, how, due_on, language, question, representative=""):
    representative = representative.strip() if whom == Whom.REPRESENTATIVE else ""
    faults = {
        "representative": whom == Whom.REPRESENTATIVE and is_blank(representative) and _("Say whom the client chose."),
        "asker": asker not in standing.people_to_ask(incident, by) and _("This person cannot be chosen."),
        "due_on": (due_on is None or not is_soon(incident, due_on)) and _("Choose a day from today on."),
        "how": is_blank(how) and _("Please write something here."),
        "question": is_blank(question) and _("Please write something here."),
    }
    _refuse(faults)
    row = ClientVoice(
        incident=incident, whom=whom, representative=representative, asker=asker, how=how.strip(), due_on=due_on,
        language=language, question=question.strip(), planned_by=by,
    )  # fmt: skip
    row.clean_fields(exclude=["incident", "asker", "planned_by", "addendum", "ended_by"])
    insert(row)
    obligations.open_deadline(incident, DUE, asker, due_at=standing.due_at(incident, due_on), subject=row)
    return [row]


def _end(incident, by, ending, words="", language="", withheld_reason="", reason=""):
    row = ClientVoice.objects.select_for_update().filter(incident=incident, ended_at=None).first()
    if row is None:
        raise NotNow(["voice_not_asked"])
    if rights.is_reporter(incident, by):
        withheld_reason = ""  # nothing is kept from whoever heard it
    found = _ENDINGS[ending](
        incident, by, row, words, language or row.language, withheld_reason.strip(), reason.strip()
    )
    row.end(by, ending, **found)
    obligations.meet(incident, DUE, subject=row)
    return [row, *([row.addendum] if row.addendum_id else [])]


def _said(incident, by, row, words, language, withheld_reason, reason):
    _refuse({"words": is_blank(words) and _("Write down what was said, word for word.")})
    limits.check_room(
        [incident.addenda.all()], [Addendum.objects.filter(author=by, at__gt=timezone.now() - limits.HOUR)]
    )
    addendum = Addendum(incident=incident, author=by, text=words.strip(), language=language)
    addendum.full_clean()
    if withheld_reason:
        return {"withheld_words": words.strip(), "withheld_reason": withheld_reason, "words_language": language}
    addendum.save(force_insert=True)
    return {"addendum": addendum, "words_language": language}


def _nothing(incident, by, row, words, language, withheld_reason, reason):
    """Saying nothing is a right: no reason is asked for, and nothing follows from it."""
    return {}


def _not_asked(incident, by, row, words, language, withheld_reason, reason):
    _refuse({"reason": is_blank(reason) and _("Say why nobody was asked after all.")})
    return {"not_asked_reason": reason}


_ENDINGS = {Ending.SAID: _said, Ending.NOTHING: _nothing, Ending.NOT_ASKED: _not_asked}


def _refuse(faults):
    """Raises ValidationError for what is wrong, each sentence beside its field."""
    if found := {name: fault for name, fault in faults.items() if fault}:
        raise ValidationError(found)


def _wish(incident, by, wish):
    """It counts at once: what was planned otherwise is not asked any more."""
    said = insert(VoiceWish(incident=incident, wish=wish, said_by=by))
    row = ClientVoice.objects.select_for_update().filter(incident=incident, ended_at=None).first()
    is_against = row is not None and (wish == Wish.NOT_AT_ALL or (wish == Wish.NOT_ME and row.asker_id == by.pk))
    if not is_against:
        return [said]
    with translation.override(incident.organisation.language):
        row.end(by, Ending.NOT_ASKED, not_asked_reason=_("The reporter would rather not have it so."))
    obligations.cancel(incident, DUE, subject=row)
    return [said, row]


def _judge(incident, by, reason):
    _refuse({"reason": is_blank(reason) and _("Please write something here.")})
    return [
        insert(VoiceSafety(incident=incident, against=standing.against(incident), reason=reason.strip(), said_by=by))
    ]


def nobody_waits(incident) -> list[str]:
    """Nothing that was to be asked of a client stays open behind a closed record."""
    return ["voice_open"] if standing.open_voice(incident) else []


def declare():
    answering = rights.person(rights.answers)
    acts = {
        "ask_client": Act("client_voice_planned", answering, _ask, can_ask),
        "end_client_voice": Act("client_voice_ended", rights.person(_brings_it_back), _end, _can_end),
        "wish_client_voice": Act("client_voice_wished", rights.person(rights.is_reporter), _wish, _can_wish),
        "judge_client_voice_safe": Act("client_voice_judged_safe", rights.person(_decides), _judge, _can_judge),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    guards.REASONS.update(telling.REASONS)
    guards.declare("close", nobody_waits)
    telling.declare()
