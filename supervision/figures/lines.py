"""The report as tables of words: the same lines for the page's tables, the file for a spreadsheet and the document."""

from django.utils.translation import gettext as _

from supervision.figures import counting, hiding
from supervision.figures.response_times import STATE_WORDS

HIDDEN = "–"


def shown(number) -> str:
    """A count as it is written; what may not be told is a dash."""
    return HIDDEN if number is None else str(number)


def percent(share) -> str:
    return "" if share is None else _("%(share)s %%") % {"share": share}


def head(first) -> list[str]:
    return [first, _("In time, share"), *map(str, STATE_WORDS.values()), _("Half within"), _("Nine of ten within")]


def tables(report) -> list[dict]:
    """Each with title, head and rows; the first cell of a row names it."""
    found = [
        {"title": table["title"], "head": head(table["title"]), "rows": [_cells(row) for row in table["rows"]]}
        for table in report["tables"]
    ]
    causes = [[row["label"], shown(row["late"])] for row in report["causes"]]
    title = _("Why it was late")
    return [*found, {"title": title, "head": [title, str(STATE_WORDS[counting.LATE])], "rows": causes}]


def summary(report) -> list[tuple[str, str]]:
    """The report in a few lines: label and value."""
    sums = report["sums"]
    counts = [(str(STATE_WORDS[state]), shown(sums[state])) for state in counting.STATES]
    return [
        (_("Answered in time"), percent(sums["share"]) or HIDDEN),
        *counts,
        (_("Late and still open now"), shown(report["late_now"])),
        (_("First answer: half within, nine of ten within"), _both(report["first_answer"])),
        (_("Every answer: half within, nine of ten within"), _both(report["per_message"])),
        (_("What we promise"), _("an answer within %(hours)s hours") % {"hours": report["promise_hours"]}),
    ]


def remarks(report) -> list[str]:
    """How to read it."""
    said = [
        _("Counted is what fell due in this time. What was late stays late, also when it was answered later."),
        _("A holding reply counts as an answer; the answer promised in it is counted for itself."),
    ]
    if not report["is_exact"]:
        said.append(
            _("Numbers below %(fewest)s are not shown, nor those from which they could be computed (%(dash)s).")
            % {"fewest": hiding.FEWEST, "dash": HIDDEN}
        )
    return said


def _cells(row) -> list[str]:
    counts = [shown(row[state]) for state in counting.STATES]
    return [row["label"], percent(row["share"]), *counts, row["median"], row["slow"]]


def _both(spans) -> str:
    return f"{spans['median']} · {spans['slow']}" if spans["median"] else HIDDEN
