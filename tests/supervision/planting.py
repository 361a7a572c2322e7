"""Stories with a planted word in every text: all that happens to a record beside its verbs, its file and its answers."""

import datetime
import itertools

from audit.door import record
from boundaries.models import Reveal
from supervision import clock
from supervision.absences import acts as absences
from tests import stories
from tests.supervision.absent import away
from tests.supervision.translated import translate

PLANTED = (f"zebra{number:03d}" for number in itertools.count())


def planted(*names):
    return {name: next(PLANTED) for name in names}


def said():
    return stories.message(next(PLANTED))


def everything_beside(cara, sam, lena, tom, time_machine):
    """Signs, notes, corrections, translations, names, other people, absences, a silence."""
    talk(stories.answered(cara, sam, **planted("what_happened")), cara, sam, lena, tom)
    ask_for_names(stories.submitted(cara, behind_pseudonym=True, **planted("what_happened")), sam, lena)
    fall_silent(stories.answered(cara, sam, **planted("what_happened")), time_machine)
    go_and_come_back(stories.submitted(cara, **planted("what_happened")), sam, tom, time_machine)


def talk(incident, cara, sam, lena, tom):
    text = {"body": next(PLANTED), "language": "en"}
    record(stories.submitted(cara), "sign", by=sam, kind="sign", **text)
    record(incident, "follow_up", by=sam, kind="follow_up", **text)
    record(incident, "correct", by=sam, message=incident.messages.get(kind="reply").pk, **text)
    record(incident, "note", by=sam, **text)
    translate(incident, sam, into="cs", text=next(PLANTED))
    record(incident, "assign", by=lena, to=tom, **planted("reason"))
    record(incident, "ask_for_another", by=cara)


def ask_for_names(incident, sam, lena):
    """Refused, then opened."""
    for act, why in (("refuse_name", planted("reason")), ("open_name", {})):
        record(incident, "ask_reveal", by=sam, **planted("reason"))
        record(incident, act, by=lena, reveal=Reveal.objects.get(decided_at=None).pk, **why)


def go_and_come_back(incident, sam, tom, time_machine):
    """Back early; then away again, and what was not answered until that day goes to Tom as it begins."""
    absences.call_off(away(sam, tom), sam)
    absence = away(sam, tom, after=2)
    pass_by(absence.starts_at, time_machine)


def fall_silent(incident, time_machine):
    pass_by(incident.silence.notice_at, time_machine)


def pass_by(moment, time_machine):
    time_machine.move_to(moment + datetime.timedelta(minutes=1))
    clock.run()
