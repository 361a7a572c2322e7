"""The acts: to put a translation beside a text, by a person or by the engine, and to switch the engine on or off."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from accounts.plain_text import is_blank
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import guards, limits, rights
from boundaries.acts import SENT
from boundaries.choices import Status
from boundaries.models import Incident, Translation
from boundaries.search.keeping import keep_findable
from boundaries.search.words import declare_words, texts_by_incident
from supervision.notices import tell
from supervision.translating import tasks
from supervision.translating.texts import text_of

Manner = Translation.Manner
BY_PEOPLE = (Manner.PERSON, Manner.INTERPRETER)
MOST_TEXT = 40_000
REASONS = {"translated_already": gettext_lazy("The engine has translated this already.")}


def _is_system(incident, user):
    return user is None


def _was_sent(incident, **details):
    return [] if incident.status in (*SENT, Status.CLOSED) else ["wrong_status"]


def _translate(incident, by, subject, language, text, manner=Manner.PERSON, interpreter=""):
    if manner not in BY_PEOPLE:
        raise ValidationError({"manner": _("Choose one of the answers offered.")})
    an_hour = timezone.now() - limits.HOUR
    mine = Translation.objects.filter(author=by, at__gt=an_hour)
    limits.check_room([incident.translations.all()], [mine])
    name = interpreter.strip() if manner == Manner.INTERPRETER else ""
    return _put_beside(incident, subject, language, text, manner=manner, author=by, interpreter=name)


def _translate_by_machine(incident, by, subject, language, text):
    """Exactly once: an engine that is asked again changes nothing."""
    original = text_of(incident, subject)
    rows = incident.translations.filter(manner=Manner.MACHINE, language=language)
    if original is None or rows.filter(subject_id=original.subject_id, field=original.field).exists():
        raise NotNow(["translated_already"])
    return _put_beside(incident, subject, language, text, manner=Manner.MACHINE)


def _put_beside(incident, subject, language, text, **how):
    """The original stays as it is; an older translation stays too, the newest stands first."""
    original = text_of(incident, subject)
    if original is None:
        raise ValidationError({"subject": _("This text is not here any more.")})
    if original.language == language:
        raise ValidationError({"language": _("The original is in this language.")})
    if is_blank(text):
        raise ValidationError({"text": _("Please write something here.")})
    if len(text) > MOST_TEXT:
        too_long = _("This text is too long: at most %(limit)s characters.") % {"limit": MOST_TEXT}
        raise ValidationError({"text": too_long})
    place = {"subject_type": original.subject_type, "subject_id": original.subject_id, "field": original.field}
    row = Translation(incident=incident, language=language, text=text.strip(), **place, **how)
    row.clean_fields(exclude=["incident", "author"])
    return [insert(row)]


def _name_text(incident, happening):
    """The event says which text, into which language and how; never a word of it."""
    details = happening.details
    happening.data |= {"text": details["subject"], "language": details["language"]}
    happening.data["manner"] = str(details.get("manner", Manner.MACHINE if happening.by is None else Manner.PERSON))


# -- the engine's switch ---------------------------------------------------------------------------------------------


def _administers(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.MANAGE_PEOPLE)


def _switch(organisation, by, is_on):
    organisation.uses_translation_engine = is_on
    organisation.save(update_fields=["uses_translation_engine"])


def _say_how(organisation, happening):
    happening.data["is_on"] = happening.details["is_on"]


def translations(incidents) -> dict[object, list[str]]:
    return texts_by_incident(Translation.objects.filter(incident__in=incidents), "text")


def declare():
    answers = rights.person(rights.answers)
    declare_act(Incident, "translate", Act("text_translated", answers, _translate, _was_sent))
    declare_act(Incident, "translate_by_machine", Act("text_translated", _is_system, _translate_by_machine, _was_sent))
    switch = Act("translation_engine_switched", _administers, _switch, kind=chain.ACCESS)
    declare_act(Organisation, "switch_translation_engine", switch)
    declare_consequences({"text_translated": [_name_text], "translation_engine_switched": [_say_how]})
    guards.REASONS.update(REASONS)
    tasks.declare()
    declare_words(translations)
    declare_consequences({"text_translated": [tell, keep_findable]})
