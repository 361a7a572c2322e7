"""The hearings of a record as its page shows them: to the asker and to those who decide in words, to others as a fact."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Right
from supervision.hearings.standing import hearings_of, not_asked, running

STANDINGS = {
    "not_asked": _("Not asked yet"),
    "waiting": _("Asked, answer awaited by %(when)s"),
    "answered": _("Heard on %(when)s"),
    "declined": _("Does not want to say anything (%(when)s)"),
    "silent": _("Was asked and did not answer"),
    "waived": _("Not asked: %(who)s gave a reason"),
}


def hearings(reader) -> list[dict]:
    """For those who answer; the reporter and whoever reads without names are shown none of it."""
    if not reader.answers:
        return []
    waiting = running(reader.incident)
    found = [_line(reader, hearing, waiting.get(hearing.pk)) for hearing in hearings_of(reader.incident)]
    return [*({"person": str(person), "standing": STANDINGS["not_asked"]} for person in not_asked(reader.incident)), *found]


def _line(reader, hearing, due_at):
    line = {"person": str(hearing.person), "standing": _standing(reader, hearing, due_at)}
    if reads_words(reader, hearing):
        line |= {
            "question": hearing.question,
            "answer": hearing.answer,
            "reason": hearing.waived_reason,
            "lang": reader.lang(hearing.language),
        }
    return line


def reads_words(reader, hearing) -> bool:
    """The asker, whoever has the report now, and those who decide."""
    mine = reader.user.pk in (hearing.asked_by_id, reader.incident.assignee_id)
    return mine or reader.user.has_right(Right.DECIDE)


def _standing(reader, hearing, due_at):
    if hearing.waived_at:
        return STANDINGS["waived"] % {"who": reader.name(hearing.waived_by)}
    if hearing.answered_at:
        key = "declined" if hearing.declined else "answered"
        return STANDINGS[key] % {"when": reader.clock.short(hearing.answered_at)}
    return STANDINGS["waiting"] % {"when": reader.clock.short(due_at)} if due_at else STANDINGS["silent"]
