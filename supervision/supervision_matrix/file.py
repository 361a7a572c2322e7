"""The supervision matrix as a table for a spreadsheet; that it was taken is recorded as every export of the register."""

from django.utils.translation import gettext_lazy

from supervision.gifts.files import Sheet
from supervision.supervision_matrix import matrix
from supervision.supervision_matrix.lines import line

COLUMNS = {
    "who": gettext_lazy("Who"),
    "team": gettext_lazy("Team"),
    "supervisor": gettext_lazy("Supervisor"),
    "every_weeks": gettext_lazy("Every how many weeks"),
    "probation_until": gettext_lazy("Probation until"),
    "last_on": gettext_lazy("Last held"),
    "due_on": gettext_lazy("Due by"),
    "overdue_days": gettext_lazy("Days overdue"),
    "sessions": gettext_lazy("Sessions held"),
    "agreed_open": gettext_lazy("Agreed and open"),
    "agreed_overdue": gettext_lazy("Agreed and overdue"),
}


def _batches(user, narrowing, most: int):
    yield matrix.rows(user, narrowing)  # staff are few, and a fixed number of questions finds them all


MATRIX = Sheet("supervision", gettext_lazy("Supervision matrix"), COLUMNS, (), _batches, line)
