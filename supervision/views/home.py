"""The first page: each role's part, the most urgent first, and what is new for this person."""

from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import differences, set_up
from accounts.access import open_to
from accounts.models import Team
from accounts.roles import Right
from audit.models import OutboxItem
from boundaries import rights
from boundaries.views.own import caregiver_context
from boundaries.words import kind_in_words
from policies import promise, reading
from policies.feedback import readable_by
from policies.models import PolicyVersion
from policies.views.editing.mine import wordings_for_home
from policies.views.protocol import readable_here
from supervision.exports.words import language_name
from supervision.integrity import last_verification
from supervision.ladder.proof import for_home as on_call
from supervision.mandates.acts import MAY_GIVE
from supervision.mandates.lines import standing
from supervision.models import Export
from supervision.moments import Clock
from supervision.notices import URGENT, WORDS, inbox, still_visible, url_of
from supervision.observations.standing import asked_of as how_was_it
from supervision.outbox import count as undelivered
from supervision.outbox import parked as given_up
from supervision.plans.home import on_home as planned
from supervision.queue import Queue
from supervision.referrals.lines import asked_on_home
from supervision.sessions import lines as sessions
from supervision.told_because import in_words
from supervision.views.asked import asked_of
from supervision.views.patterns import of_home as patterns_of
from supervision.views.queue import capped

NEWEST_NOTICES = 5
NEWEST_EXPORTS = 5
MOST_TO_READ = 3


@open_to()
@require_safe
def home(request):
    user = request.user
    context = {"notices": _notices(user), "sent_twice": differences.has_unseen(user)}
    if user.has_right(Right.ANSWER):
        context["on_call"] = on_call(user)
        context |= patterns_of(user)
    for right, part in PARTS.items():
        if user.has_right(right):
            context |= part(user)
    context |= asked_of(user) | reading_of(user) | wordings_for_home(user)
    context["how_was_it"] = how_was_it(user)
    context["undelivered"] = undelivered(user)
    context["referrals_asked"] = asked_on_home(user)
    context["planned"] = planned(user)
    context["mandates"] = standing(user)
    context["sessions_waiting"] = sessions.for_home(user)
    context["only_reports"] = user.rights & set(PARTS) == {Right.REPORT}
    return render(request, "supervision/home.html", context)


def reading_of(user) -> dict:
    tasks = list(reading.to_read(user)[: MOST_TO_READ + 1])
    return {"to_read": [reading.line(task) for task in tasks[:MOST_TO_READ]], "more_to_read": len(tasks) > MOST_TO_READ}


def _notices(user):
    clock = Clock(user.organisation)
    rows = inbox(user, newest=NEWEST_NOTICES, only_unread=True)
    return [notice_line(row, clock) for row in rows]


def notice_line(row, clock) -> dict:
    """One notice in words; it never says more than that something happened."""
    return {
        "words": WORDS[row.kind],
        "when": clock.short(row.created_at),
        "why": in_words(row),
        "reference": row.incident.reference if row.incident_id else "",
        "url": url_of(row),
        "is_new": row.read_at is None and row.settled_at is None,
        "is_done": row.settled_at is not None,
        "is_urgent": row.kind in URGENT and row.settled_at is None,
    }


def _answering(user):
    """What waits for somebody who answers: how many, how many of them late, and the first three."""
    queue = Queue(user)
    counts = queue.counts()
    clock = Clock(user.organisation)
    rows, _after = queue.page()
    late = [row for row in rows if clock.is_late(row.due_at)]
    first = [
        {
            "url": f"/incidents/{row.reference}/",
            "reference": row.reference,
            "left": clock.left(row.due_at),
            "tone": "alarm" if row.urgent else "late" if clock.is_late(row.due_at) else "",
            "kind": kind_in_words(row),
            "reporter": rights.reporter_in_list(row, user),
        }
        for row in rows[:3]
    ]
    answer = ngettext("%(count)s report waits for an answer", "%(count)s reports wait for an answer", counts["answer"])
    asked = ngettext("%(count)s decision is asked of you", "%(count)s decisions are asked of you", counts["asked"])
    return {
        "answering": {
            "to_answer": counts["answer"],
            "answer_words": answer % {"count": capped(counts["answer"])},
            "asked": counts["asked"],
            "asked_words": asked % {"count": capped(counts["asked"])},
            "late": len(late),
            "late_words": ngettext("%(count)s is late", "%(count)s are late", len(late)) % {"count": len(late)},
            "first": first,
        }
    }


def _reporting(user):
    return caregiver_context(user) | {"reports_here": True, "promise": promise.in_words(user.organisation_id)}


def _auditing(user):
    clock = Clock(user.organisation)
    exports = Export.objects.filter(organisation=user.organisation).select_related("incident").order_by("-at")
    verified = last_verification(user.organisation)
    return {
        "auditing": {
            "exports": [
                {
                    "reference": row.incident.reference,
                    "language": language_name(row.language),
                    "names": row.profile == Export.Profile.IDENTIFIED,
                    "when": clock.short(row.at),
                }
                for row in still_visible(user, exports[: NEWEST_EXPORTS * 2])[:NEWEST_EXPORTS]
            ],
            "verified": verified,
            "verified_when": clock.short(verified.at) if verified else "",
            "gives_mandates": bool(user.rights & set(MAY_GIVE)),
        }
    }


def _owning_policies(user):
    rows = PolicyVersion.objects.in_force().filter(readable_here(user.organisation))
    open_ones = readable_by(user).filter(answered_at=None)
    return {"policies": rows.values("policy__slug").distinct().count(), "feedback": open_ones.count()}


def _administering(user):
    outbox = OutboxItem.objects.filter(organisation_id=user.organisation_id, channel="mail")
    parked = given_up(user.organisation).filter(channel="mail").count()
    waiting = outbox.filter(sent_at=None, parked_at=None).count()
    people = user.organisation.people.filter(is_active=True).count()
    teams = Team.objects.filter(organisation=user.organisation).count()
    missing = len(set_up.missing(user.organisation))
    still = ngettext("Set-up: %(count)s thing is missing", "Set-up: %(count)s things are missing", missing)
    return {
        "administering": {
            "set_up": still % {"count": missing} if missing else "",
            "people": ngettext("%(count)s person can sign in", "%(count)s people can sign in", people) % {"count": people},
            "teams": ngettext("%(count)s team", "%(count)s teams", teams) % {"count": teams},
            "waiting": waiting,
            "waiting_words": ngettext("%(count)s mail waits", "%(count)s mails wait", waiting) % {"count": waiting},
            "parked": parked,
            "parked_words": ngettext(
                "%(count)s mail could not be delivered", "%(count)s mails could not be delivered", parked
            )
            % {"count": parked},
        }
    }


# in the order of the page: what others wait for comes first
PARTS = {
    Right.ANSWER: _answering,
    Right.REPORT: _reporting,
    Right.REGISTER: _auditing,
    Right.OWN_POLICIES: _owning_policies,
    Right.MANAGE_PEOPLE: _administering,
}
