"""Whose work a report would be, in words for its reporter: the same order of turn that will rule when it is sent."""

from django.utils.translation import gettext_lazy as _

from boundaries import readers
from boundaries.paper.filing import filing_of
from supervision import assignment
from supervision.models import Assignment

Basis = Assignment.Basis
PARTS = {
    Basis.TEAM_SUPERVISOR: _("your supervisor"),
    Basis.MATCHED: _("supervisor of your team"),
    Basis.COVER: _("stands in"),
    Basis.TEAM_LEAD: _("your lead"),
    Basis.LEAD: _("lead"),
    Basis.SAFEGUARDING: _("safeguarding lead"),
}


def in_turn(incident) -> list[tuple[str, str]]:
    """Each once, with a word for what she is here."""
    people = {}
    if filing := filing_of(incident):
        people[filing.filed_by_id] = (filing.filed_by.short_name, str(_("writes it down")))
    for person, basis in assignment.candidates(incident):
        people.setdefault(person.pk, (person.short_name, str(PARTS.get(basis, ""))))
    return list(people.values())


def declare():
    readers.declare(in_turn)
