"""Tells the stories of the demo: every report, message and decision goes through the one door, in order of time."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db.models import F, Q
from django.utils import timezone

from audit.door import perform, record
from audit.ids import uuid7
from audit.models import OutboxItem
from boundaries import answers, drafts
from boundaries.models import Incident, NamedPerson
from boundaries.paper import filing
from boundaries.referrals import acts as referrals
from policies.models import DirectoryEntry, EventType
from supervision import clock, notices
from supervision.demo.moments import moment_of
from supervision.ladder import alarms
from supervision.models import Deadline, Silence
from supervision.plans import standing

FOLDER = Path(__file__).parent / "stories"
WRITING = timedelta(minutes=9)  # from opening the form to sending it
BASICS = {
    "started_by": "client",
    "contact_channel": "in_person",
    "responses": ["declined", "redirected"],
    "expectation": "advice",
}
# how question steps are answered where a story does not say otherwise
USUALLY = {"safety": "no", "discomfort": "no", "guidance": "no", "decision": "declined", "clarity": "yes"}


@dataclass
class Entry:
    """Something that happens at a moment."""

    at: object
    tell: object


class Story:
    """One report and what became of it."""

    def __init__(self, row, demo, now):
        self.row, self.demo, self.now = row, demo, now
        self.reporter = demo.people[row["reporter"]]
        self.zone = self.reporter.organisation.time_zone
        self.incident = None

    def entries(self) -> list[Entry]:
        sent = self.moment(self.row["when"])
        found = [Entry(sent - WRITING, self.write_draft)]
        if not self.row.get("draft"):
            found.append(Entry(sent, self.send))
        found += [Entry(self.moment(act["when"]), lambda act=act: self.act(act)) for act in self.row.get("then", ())]
        return found

    def moment(self, text):
        return moment_of(text, self.now, self.zone)

    # -- the report ------------------------------------------------------------------------------------------

    def write_draft(self):
        row = self.row
        is_question = row.get("kind") == "question"
        event_type = None if is_question else EventType.objects.get(key=row["event"])
        draft = self.begun(event_type)
        fields = {"question": row["question"]} if is_question else self.fields()
        for field, value in fields.items():
            setattr(draft, field, value)
        draft.save()
        for key in row.get("named", ()):
            NamedPerson.objects.create(incident=draft, user=self.demo.people[key])
        if not is_question:
            self.answer_steps(draft)
        self.incident = draft

    def begun(self, event_type):
        """By the reporter, or by whoever types in the form that she filled in on paper."""
        if "typed_in_by" not in self.row:
            return drafts.begin(self.reporter, uuid7(), kind=self.row.get("kind", "incident"), event_type=event_type)
        sheet = filing.make_sheet(self.reporter, language=self.reporter.language, event_type=event_type)
        return filing.begin_for(self.writer, self.reporter, uuid7(), language=sheet.language, sheet=sheet)

    @property
    def writer(self):
        return self.demo.people[self.row.get("typed_in_by", self.row["reporter"])]

    def fields(self) -> dict:
        row = self.row
        fields = {
            "client": self.demo.clients[row["client"]],
            "occurred_at": timezone.now() - timedelta(minutes=40),
            "staff_part": "named" if row.get("named") else row.get("staff_part", "no"),
            "condition_answer": row.get("condition", ""),
        }
        return (BASICS if not row.get("early") else {}) | fields | row["fields"]

    def answer_steps(self, draft):
        row = self.row
        if "not_present" in row:
            answers.not_present(draft, row["not_present"])
        if row.get("together"):
            answers.confirm_together(draft)
        done = set(draft.answers.values_list("clause__number", flat=True))
        for clause in draft.protocol_version.clauses.exclude(number__in=done).exclude(answer_kind="document"):
            note = row.get("notes", {}).get(str(clause.number), "")
            if self.is_answered(clause):
                answers.save_answer(draft, clause, outcome="done", note=note, data=self.data(clause))

    def is_answered(self, clause) -> bool:
        if self.row.get("early"):
            return clause.answer_kind == "safety"
        return str(clause.number) in self.row["only"] if "only" in self.row else True

    def data(self, clause) -> dict:
        """What the step's kind asks for beside its note."""
        kind, said = str(clause.answer_kind), self.row.get("answers", {})
        if kind == "reason":
            return {"reason": self.row["reason"]} if "reason" in self.row else {"no_reason": True}
        if kind in ("channels", "support"):
            offered = DirectoryEntry.objects.offered_to(self.reporter.organisation)
            wanted = "channel" if kind == "channels" else "service"
            return {"entries": [str(entry.pk) for entry in offered if entry.kind == wanted][:1]}
        data = {"answer": said.get(kind, USUALLY[kind])} if kind in USUALLY else {}
        return data | ({"support": said["support"]} if kind == "discomfort" and "support" in said else {})

    def send(self):
        self.incident = perform(self.incident, "submit", by=self.writer)

    # -- what became of it -----------------------------------------------------------------------------------

    def act(self, row):
        """One act of somebody, who opens the record first and so has read what it told her."""
        by = self.demo.people[row.get("by", self.row["reporter"])]
        incident = Incident.objects.get(pk=self.incident.pk)
        if by != self.reporter:
            record(incident, "open", by=by)
        notices.mark_read(by, incident)
        getattr(self, f"{row['act']}_it")(incident, by, row)

    def said(self, by, row) -> dict:
        return {"body": row["body"], "language": by.language}

    def answer_of(self, by, row) -> dict:
        """A short answer, or a full one with its phases and parts."""
        if "full" in row:
            prepared = {"seen": True, "limits": True} | row["full"]
            return {"kind": "reply", "language": by.language, "prepared": prepared}
        return self.said(by, row) | {"kind": row["kind"]}

    def acknowledge_it(self, incident, by, row):
        message = self.answer_of(by, row)
        if "promise" in row:
            message["promised_at"] = self.moment(row["promise"])
        perform(incident, "acknowledge", by=by, message=message)

    def answer_it(self, incident, by, row):
        record(incident, "answer", by=by, **self.answer_of(by, row))

    def write_it(self, incident, by, row):
        record(incident, "write", by=by, **self.said(by, row))

    def escalate_it(self, incident, by, row):
        perform(incident, "escalate", by=by, to=self.demo.people[row["to"]], reason=row["reason"])

    def decide_it(self, incident, by, row):
        message = self.said(by, row) | {"kind": "reply"}
        next_person = self.demo.people[row["next"]]
        perform(incident, "decide", by=by, reason=row["reason"], message=message, next_person=next_person)

    def resolve_it(self, incident, by, row):
        result = {key: row[key] for key in ("outcome", "contact_type", "reason", "need_served")}
        perform(incident, "resolve", by=by, message=self.said(by, row), **result)

    def agree_it(self, incident, by, row):
        record(incident, "agree", by=by)

    def say_how_it(self, incident, by, row):
        said = {key: row.get(key) for key in ("respected", "understood", "helpful")}
        record(incident, "answer_closing_questions", by=by, text=row.get("text", ""), **said)

    def observe_it(self, incident, by, row):
        names = ("indicator", "value", "text", "label")
        record(incident, "observe", by=by, **{name: row[name] for name in names if name in row})

    def care_record_it(self, incident, by, row):
        entry = {"reference": row.get("reference", ""), "note": row.get("note", "")}
        record(incident, "enter_in_care_record", by=by, **entry)

    def refer_it(self, incident, by, row):
        place = DirectoryEntry.objects.get(organisation=incident.organisation, external_key=row["place"])
        said = {key: row[key] for key in ("reason", "unblocks") if key in row}
        said["is_hurried"] = True  # the directory was checked today, the story is older
        referrals.give(
            incident, by, entry=place.pk, explained_procedure="yes", card_given=True, client_decision="wants", **said
        )

    def check_it(self, incident, by, row):
        """The place that was given first and of which nothing is known yet."""
        referral = incident.referrals.filter(reached="").order_by("given_at").first()
        record(incident, "check_referral", by=by, referral=referral.pk, reached=row["reached"], note=row["note"])

    def plan_it(self, incident, by, row):
        more = {"language": row.get("language", by.language), "area": row.get("area", "")}
        if row["kind"] not in ("goal", "exercise"):
            more |= {"responsible": by, "due_on": timezone.localdate() + timedelta(days=row["days"])}
        record(incident, "propose_plan_item", by=by, kind=row["kind"], text=row["text"], **more)

    def confirm_it(self, incident, by, row):
        """What waits longest for her word."""
        record(incident, "confirm_plan_item", by=by, item=standing.to_answer(incident)[0].pk)

    def end_it(self, incident, by, row):
        """Of what is hers the exercise; of what is theirs a step where the result is one, else the goal."""
        rows = [item for item in standing.not_ended(incident) if item.is_goal == (row["result"] != "done")]
        item = next(item for item in rows if item.is_goal or item.responsible_id == by.pk)
        record(incident, "end_plan_item", by=by, item=item.pk, result=row["result"], note=row["note"])

    def reopen_it(self, incident, by, row):
        perform(incident, "reopen", by=by, reason=row["reason"])

    def withdraw_it(self, incident, by, row):
        perform(incident, "withdraw", by=by, reason=row["reason"])

    def close_it(self, incident, by, row):
        perform(incident, "close", by=by, reason=row["reason"])


def tell_all(demo, now, move, *, besides=()) -> int:
    """Tell every story, and what happens besides, in order of time, with the clock ringing in between.

    Returns how many were told.
    """
    rows = [row for path in sorted(FOLDER.glob("*.json")) for row in json.loads(path.read_text(encoding="utf-8"))]
    entries = [entry for row in rows for entry in Story(row, demo, now).entries()]
    for entry in sorted([*entries, *besides], key=lambda entry: entry.at):
        let_the_clock_ring(entry.at, move)
        move(entry.at)
        entry.tell()
    let_the_clock_ring(now, move)
    move(now)
    clock.run()
    _deliver_the_past(now)
    return len(rows)


def let_the_clock_ring(until, move):
    """Each reminder and each breach at its own moment, as the clock of a running system would have done it."""
    while (moment := _next_moment()) and moment <= until:
        move(min(moment + timedelta(seconds=20), until))
        if clock.run().failed:
            raise RuntimeError("The clock failed while a story was told.")


def _next_moment():
    rows = Deadline.objects.open().filter(breached_at=None)
    reminders = rows.filter(reminded_at=None, remind_at__lt=F("due_at")).values_list("remind_at", flat=True)
    quiet = Silence.objects.filter(noticed_at=None).values_list("notice_at", flat=True)
    return min([*reminders, *rows.values_list("due_at", flat=True), *quiet, *_alarms()], default=None)


def _alarms():
    """When an alarm climbs. Between two moments it is repeated once and not every few minutes: nobody was there to hear."""
    return alarms.running().filter(climbs_at__gt=timezone.now()).values_list("climbs_at", flat=True)


def _deliver_the_past(now):
    """Mails of the past were sent in the past; the worker starts with those of this minute."""
    waiting = OutboxItem.objects.filter(Q(sent_at=None) & Q(created_at__lt=now - timedelta(minutes=1)))
    waiting.update(sent_at=F("created_at"))
