"""One row of the register in words, with pseudonyms for everybody, whoever reads: a list to lay on a table."""

from django.utils.translation import gettext as _

from boundaries.choices import YesNoUnsure
from boundaries.pseudonyms import pseudonym
from boundaries.words import kind_in_words
from policies.builtin import label
from supervision.paper.words import how


def in_words(row, clock) -> dict:
    concern = row.safety_concern in (YesNoUnsure.YES, YesNoUnsure.UNSURE)
    return {
        "reference": row.reference,
        "when": clock.full(row.submitted_at),
        "kind": kind_in_words(row),
        "team": row.team.name if row.team_id else "",
        "client": row.client.code if row.client_id else "",
        "reporter": pseudonym(row),
        "filed": how(row),
        "status": label("states", row.status),
        "outcome": label("outcomes", row.outcome),
        "safety": _("safety concern") if concern else "",
    }
