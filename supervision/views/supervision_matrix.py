"""The supervision matrix: for each person who works with clients how often, last, next and overdue; as a page and a table."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from supervision.gifts.files import spreadsheet
from supervision.models import SessionRule
from supervision.moments import Clock
from supervision.supervision_matrix import matrix
from supervision.supervision_matrix.file import MATRIX
from supervision.supervision_matrix.filters import MatrixFilter
from supervision.supervision_matrix.lines import line, sums

MOST = 500  # on the page; the table has all of them


@open_to(Right.REGISTER)
@require_safe
def page(request):
    user, form = request.user, MatrixFilter(request.GET, user=request.user)
    clock = Clock(user.organisation)
    rows = [line(row, user, clock) for row in matrix.rows(user, form.narrowed())]
    context = {
        "form": form,
        "filter_words": form.in_words(),
        "sums": sums(rows),
        "rows": rows[:MOST],
        "has_more": len(rows) > MOST,
        "has_rule": SessionRule.of(user.organisation_id) is not None,
        "files": [("csv", f"{reverse('supervision_matrix_csv')}?{urlencode(form.chosen)}")],
    }
    return render(request, "supervision/supervision_matrix.html", context)


@open_to(Right.REGISTER)
@require_safe
def table(request):
    """With a filter that makes no sense, the page says so."""
    form = MatrixFilter(request.GET, user=request.user)
    if not form.is_valid():
        return redirect(f"{reverse('supervision_matrix')}?{request.GET.urlencode()}")
    return spreadsheet(MATRIX, request.user, form)
