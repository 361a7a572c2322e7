"""The report as tables of words: the same lines for the page's tables, the file for a spreadsheet and the document."""

from django.utils import formats
from django.utils.translation import gettext as _

from supervision.figures import counting, hiding
from supervision.figures.response_times import STATE_WORDS
from supervision.observations.standing import ASKED
from supervision.observations.words import INDICATORS
from supervision.understood.standing import Answer
from supervision.understood.words import SAY

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
    late = {"title": title, "head": [title, str(STATE_WORDS[counting.LATE])], "rows": causes}
    return [*found, late, *quality_tables(report["quality"])]


def quality_tables(quality) -> list[dict]:
    """How reporters were treated, by team and by month; then, apart, what came of it."""
    month = quality["month_label"]
    named = [(_("By team"), quality["teams"]), (_("By month"), quality["months"])]
    everybody = {"label": _("All teams"), "said": quality["said"], "solved": quality["solved"]}
    tables = []
    for make in (_said_table, _solved_table):
        for first, rows in named:
            rows = [*rows, everybody] if rows is quality["teams"] else rows
            tables.append(make(first, rows, month if rows is not quality["months"] else ""))
    return [*tables, _replies_table(quality["months"])]


def _replies_table(rows):
    """Reply by reply, one tap each; never by team, so that nobody reads it as a mark for anybody."""
    first = _("By month")
    head = [first, _("You understood me, share"), str(SAY[Answer.YES]), str(SAY[Answer.NOT_QUITE])]
    found = [(row["label"], row["replies"]) for row in rows]
    cells = [
        [name, percent(said["share"]) or HIDDEN, shown(said["understood"]), shown(said["not_quite"])] for name, said in found
    ]
    return {"title": _titled(_("Understood, answer by answer"), "", first), "head": head, "rows": cells}


def _said_table(first, rows, month):
    title = _("Quality of communication, as reporters said it")
    head = [first, *(_("%(indicator)s: of 5 · answers · would rather not say") % {"indicator": INDICATORS[key]} for key in ASKED)]
    cells = [[row["label"], *(_said(row["said"][key]) for key in ASKED)] for row in rows]
    return {"title": _titled(title, month, first), "head": head, "rows": cells}


def _solved_table(first, rows, month):
    head = [first, _("Something came of it, share"), _("Something came of it"), _("Nothing further")]
    cells = [
        [row["label"], percent(row["solved"]["share"]) or HIDDEN, shown(row["solved"]["solved"]), shown(row["solved"]["other"])]
        for row in rows
    ]
    return {"title": _titled(_("What came of it"), month, first), "head": head, "rows": cells}


def _titled(title, month, first) -> str:
    return f"{title}: {month or first.lower()}"


def _said(cell) -> str:
    if cell["answers"] is None:
        return HIDDEN
    mean = HIDDEN if cell["mean_tenths"] is None else formats.number_format(cell["mean_tenths"] / 10, 1)
    return f"{mean} · {cell['answers']} · {cell['declined']}"


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
    said.append(
        _(
            "How reporters were treated is counted of finished months. What fewer than %(fewest)s people said is not shown "
            "(%(dash)s), nor what it could be computed from; and it is never put together with what came of it."
        )
        % {"fewest": hiding.FEWEST, "dash": HIDDEN}
    )
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
