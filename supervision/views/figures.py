"""How promises were kept: the response-time report as a page, a table for a spreadsheet, and a document."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from supervision.exports.render import CannotRender
from supervision.figures import chart, handing_out, lines
from supervision.figures.chosen import FiguresFilter
from supervision.figures.response_times import response_times
from supervision.views.record import trouble_in_words


@open_to(Right.REGISTER)
@require_safe
def page(request):
    form = FiguresFilter(request.GET, user=request.user)
    context = {"form": form}
    if form.is_valid():
        report = response_times(request.user, form)
        context |= {
            "report": report,
            "summary": lines.summary(report),
            "tables": lines.tables(report),
            "of_quality": lines.quality_tables(report["quality"]),
            "remarks": lines.remarks(report),
            "chart": chart.bars(report["tables"][0]),
            "files": [(kind, _address(form, f"response_times_{kind}")) for kind in ("csv", "pdf")],
            "nothing": not any(report["sums"].values()),
        }
    return render(request, "supervision/figures.html", context)


@open_to(Right.REGISTER)
@require_safe
def spreadsheet(request):
    return _handed_out(request, handing_out.spreadsheet)


@open_to(Right.REGISTER)
@require_safe
def document(request):
    try:
        return _handed_out(request, handing_out.document)
    except CannotRender as trouble:
        return render(request, "supervision/figures_no_document.html", {"words": trouble_in_words(trouble)}, status=503)


def _handed_out(request, make):
    """With a choice that makes no sense, the page says so."""
    form = FiguresFilter(request.GET, user=request.user)
    if not form.is_valid():
        return redirect(f"{reverse('response_times')}?{request.GET.urlencode()}")
    return make(request.user, form)


def _address(form, name):
    return f"{reverse(name)}?{urlencode(form.chosen)}"
