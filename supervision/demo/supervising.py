"""What the demo holds of supervision: a rule, a session that both confirmed, one to come, and advice given and asked for."""

from datetime import timedelta

from audit.door import record
from boundaries.models import Incident
from policies.models import LibraryItem
from supervision.demo.moments import moment_of
from supervision.demo.stories import Entry
from supervision.models import Consultation, SupervisionSession
from supervision.sessions import planning, reflections, rules

RULE = {"every_weeks": 6, "probation_weeks": 2, "after_days": 7, "after_kinds": [], "after_gravities": ["S3", "S4"]}
TOPIC = "Hogyan mondjak nemet úgy, hogy ne bántsam meg?"
REFLECTION = ("Az ablakoknál", "Hallgattam egy kicsit, mielőtt válaszoltam. Ettől nyugodtabb lettem.")
NOTES = (
    "We looked at the windows and practised two ways of saying no: one that thanks, one that names the plan. Cara prefers "
    "the first. We both think that the whole team should say the same."
)
AGREED = "Say the same about extra tasks in the whole team; a line about it goes into the team's notes."
ASKED = {
    "question": "Several colleagues visit, and some do more than the plan. How do you get everybody to say the same?",
    "extract": "A client asked for a task that is not in the care plan and said that somebody else always does it.",
    "language": "en",
}
ADVICE = "U nás pomohlo, že to každý řekl stejnými slovy a týden jsme si to navzájem připomínali."
ASKED_NOW = {
    "question": "She wonders whether a hug at the door is too much. What do your colleagues say?",
    "extract": "A client hugs the caregiver when she arrives and when she leaves.",
    "language": "en",
}


def entries(demo, now) -> list[Entry]:
    """A rule of old, a session a week ago, one in some days, and two questions to a colleague."""
    people, zone = demo.people, demo.people["sam"].organisation.time_zone
    told = {
        "-21d 09:00": lambda: rules.set_rule(people["lena"].organisation, people["lena"], **RULE),
        "-11d 10:20": lambda: _ask(people, _of(people["cara"], "extra_tasks"), ASKED),
        "-10d 08:40": lambda: _advise(people["tom"]),
        "-10d 09:00": lambda: _plan(people, people["cara"], now - timedelta(days=8)),
        "-9d 18:10": lambda: _prepare(people["cara"]),
        "-8d 15:30": lambda: _hold(people, now),
        "-7d 19:00": lambda: _confirm(people["cara"]),
        "-1d 16:00": lambda: _plan(people, people["oksana"], now + timedelta(days=4)),
        "-3h": lambda: _ask(people, _of(people["asa"], "physical_contact"), ASKED_NOW),
    }
    return [Entry(moment_of(text, now, zone), tell) for text, tell in told.items()]


def _of(reporter, kind):
    return Incident.objects.sent().get(reporter=reporter, event_type__key=kind)


def _ask(people, incident, asked):
    record(incident, "consult", by=people["sam"], person=people["tom"], **asked)


def _advise(tom):
    row = Consultation.objects.get(asked_of=tom)
    record(row.incident, "answer_consultation", by=tom, consultation=row.pk, answer=ADVICE, language="cs")


def _plan(people, person, starts_at):
    mine = Incident.objects.sent().filter(
        reporter=person, assignee=people["sam"], kind="incident", behind_pseudonym=False
    )
    about = list(mine.order_by("-submitted_at")[:1])
    planning.plan(people["sam"], people=[person], starts_at=starts_at, place="Room 2", incidents=about)


def _session():
    return SupervisionSession.objects.select_related("organisation", "supervisor").order_by("entered_at").first()


def _prepare(cara):
    session = _session()
    record(session, "add_topic", by=cara, text=TOPIC)
    skill = LibraryItem.objects.get(key="silence", organisation=None, retired_at=None)
    situation, reflection = REFLECTION
    reflections.share(reflections.write(cara, skill, situation=situation, reflection=reflection), session, cara)


def _hold(people, now):
    session, sam = _session(), people["sam"]
    record(session, "write_notes", by=sam, shared_notes=NOTES, areas=["boundary", "policy"], language="en")
    due_on = (now + timedelta(days=6)).date()
    record(session, "agree_action", by=sam, text=AGREED, responsible=sam, due_on=due_on)
    record(session, "offer_notes", by=sam)


def _confirm(cara):
    record(_session(), "confirm_notes", by=cara, words="Köszönöm, így volt.")
