"""What I sent twice with different content: both side by side, until I have seen it. Nobody else reads this."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import differences
from accounts.access import open_to

MOST = 20


@open_to()
@require_safe
def sent_twice(request):
    rows = list(differences.unseen(request.user)[: MOST + 1])
    pairs = [
        {"row": row, "reference": differences.reference_in(row.first.route), "lines": differences.lines(row)}
        for row in rows[:MOST]
    ]
    return render(request, "accounts/sent_twice.html", {"pairs": pairs, "has_more": len(rows) > MOST})


@open_to()
@require_POST
def seen(request, difference_id):
    if not differences.mark_seen(request.user, difference_id):
        raise Http404
    return redirect("sent_twice")
