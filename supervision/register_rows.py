"""One row of the register in words, with pseudonyms for everybody, whoever reads: a list to lay on a table."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boundaries.choices import YesNoUnsure
from boundaries.pseudonyms import pseudonym
from boundaries.words import kind_in_words
from policies.builtin import label
from supervision.paper.words import how

COLUMNS = {
    "when": gettext_lazy("Reported"),
    "reference": gettext_lazy("Reference"),
    "kind": gettext_lazy("What happened"),
    "team": gettext_lazy("Team"),
    "client": gettext_lazy("Client"),
    "reporter": gettext_lazy("Reporter"),
    "filed": gettext_lazy("Written down"),
    "status": gettext_lazy("Status"),
    "outcome": gettext_lazy("Outcome"),
    "safety": gettext_lazy("Safety concern"),
}
ALWAYS = "reference"  # without it nobody finds the record to a row


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
