"""Patterns in words: what repeats itself, by which rule and numbers, which records, and what came of it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.roles import Right
from boundaries import pseudonyms
from boundaries.choices import StartedBy
from boundaries.models import Incident
from boundaries.words import kind_in_words
from policies.kinds import Kind
from supervision.models import Likeness, PatternTask
from supervision.moments import Clock
from supervision.patterns import proposing
from supervision.patterns.standing import may_settle
from supervision.patterns.telling import address_of

Of = PatternTask.Rule
RULES = {
    Of.CLIENT_KIND: gettext_lazy("The same kind of event with the same client"),
    Of.PAIR: gettext_lazy("Reports of the same colleague about the same client"),
    Of.FAMILY: gettext_lazy("Events that relatives, or others close to the same client, began"),
    Of.TEAM_KIND: gettext_lazy("The same kind of event in the same team"),
}


def line(task, user, clock=None) -> dict:
    """One task in a list."""
    clock = clock or Clock(user.organisation)
    return {
        "url": address_of(task),
        "what": what(task, user),
        "rule": str(RULES[task.rule]),
        "when": clock.short(task.opened_at),
        "owner": _owner(task, user),
        "is_mine": task.owner_id == user.pk,
        "is_open": task.is_open,
        "outcome": task.get_outcome_display(),
        "is_dismissed": task.outcome == PatternTask.Outcome.DISMISSED,
    }


def what(task, user) -> str:
    """What repeats itself, in a few words."""
    kind = Kind(task.event_type, task.event_rule).label_in() if task.event_type_id else ""
    words = {"kind": kind, "client": task.client.code if task.client_id else ""}
    if task.rule == Of.CLIENT_KIND:
        return _("%(kind)s, client %(client)s") % words
    if task.rule == Of.PAIR:
        return _("%(who)s and client %(client)s") % (words | {"who": _reporter(task, user)})
    if task.rule == Of.FAMILY:
        return _("Relatives of client %(client)s") % words
    return _("%(kind)s, team %(team)s") % (words | {"team": task.team.name if task.team_id else ""})


def told(task, user) -> dict:
    """Everything that its page says."""
    clock = Clock(user.organisation)
    reports = _reports(task)
    seen, unseen = _records(reports, user, clock)
    return line(task, user, clock) | {
        "id": task.pk,
        "why": _why(task, len(reports), clock),
        "standard": _standard(task, clock),
        "kind_rule": _("Version %(number)s of your rule for this kind") % {"number": task.event_rule.number}
        if task.event_rule_id
        else "",
        "records": seen,
        "unseen": _unseen(unseen),
        "own_slips": _own_slips(task, user),
        "settled": _settled(task, user, clock),
        "reason": task.settled_reason if user.has_right(Right.ANSWER) or user.has_right(Right.REGISTER) else "",
        "may_settle": may_settle(task, user),
        "session": proposing.address(task, user),
    }


def badges(tasks, user, clock) -> list[dict]:
    """For a record's page: how often of what, and what came of it."""
    return [line(task, user, clock) | {"words": _counted(task, task.reports.count())} for task in tasks]


def _counted(task, count) -> str:
    words = {"count": count, "days": task.days}
    if task.rule == Of.CLIENT_KIND:
        text = ngettext(
            "%(count)s report of this kind with this client, looked at over %(days)s days",
            "%(count)s reports of this kind with this client, looked at over %(days)s days",
            count,
        )
    elif task.rule == Of.PAIR:
        text = ngettext(
            "%(count)s report of this colleague about this client, looked at over %(days)s days",
            "%(count)s reports of this colleague about this client, looked at over %(days)s days",
            count,
        )
    elif task.rule == Of.FAMILY:
        text = ngettext(
            "%(count)s event begun by relatives of this client, looked at over %(days)s days",
            "%(count)s events begun by relatives of this client, looked at over %(days)s days",
            count,
        )
    else:
        text = ngettext(
            "%(count)s report of this kind in the team, looked at over %(days)s days",
            "%(count)s reports of this kind in the team, looked at over %(days)s days",
            count,
        )
    return text % words


def _why(task, count, clock):
    words = {"many": task.many, "days": task.days, "count": count, "when": clock.full(task.opened_at)}
    return (
        _(
            "From %(many)s reports within %(days)s days on, a look at it is proposed. It was on %(when)s; by now it is "
            "%(count)s."
        )
        % words
    )


def _standard(task, clock):
    if task.standard_id is None:
        return _("Numbers of the built-in service standard")
    return _("Numbers of your service standard of %(when)s") % {"when": clock.full(task.standard.valid_from)}


def _reporter(task, user):
    return task.reporter.short_name if user.has_right(Right.ANSWER) else pseudonyms.of_person(task.reporter)


def _owner(task, user):
    if task.owner_id is None:
        return ""
    return task.owner.short_name if user.has_right(Right.ANSWER) else _("A colleague")


def _settled(task, user, clock):
    if task.is_open:
        return ""
    who = task.settled_by.short_name if user.has_right(Right.ANSWER) else _("A colleague")
    return _("%(outcome)s: %(who)s, %(when)s") % {
        "outcome": task.get_outcome_display(), "who": who, "when": clock.full(task.settled_at),
    }  # fmt: skip


def _reports(task) -> list:
    return list(task.reports.values_list("incident_id", flat=True))


def _records(keys, user, clock):
    """What the reader may see of them, newest first, and how many she may not."""
    visible = Incident.objects.visible_to(user).sent().filter(pk__in=keys)
    rows = visible.select_related("event_type", "event_rule").order_by("-submitted_at", "-id")
    seen = [
        {
            "reference": row.reference,
            "url": f"/incidents/{row.reference}/",
            "kind": kind_in_words(row),
            "when": clock.short(row.submitted_at),
        }
        for row in rows
    ]
    return seen, len(keys) - len(seen)


def _unseen(count):
    if not count:
        return ""
    text = ngettext("and %(count)s more, which you do not see", "and %(count)s more, which you do not see", count)
    return text % {"count": count}


def _own_slips(task, user) -> str:
    """Slips that somebody told of herself: counted apart, with thanks, and never about her."""
    rows = Likeness.objects.filter(organisation_id=task.organisation_id, incident__started_by=StartedBy.ME)
    if task.rule == Of.TEAM_KIND:
        rows = rows.filter(team=task.team_id, event_type=task.event_type_id)
    elif task.rule == Of.CLIENT_KIND:
        rows = rows.filter(client=task.client_id, event_type=task.event_type_id)
    else:  # where it would be about one person, not even that
        return ""
    count = rows.filter(incident__in=Incident.objects.visible_to(user).exclude(reporter=user).values("pk"))[
        :100
    ].count()
    if not count:
        return ""
    return ngettext(
        "Beside these, %(count)s report tells of a slip of somebody’s own. It is not counted, and deserves thanks: "
        "whoever tells of her own slip makes it safer for everybody.",
        "Beside these, %(count)s reports tell of a slip of somebody’s own. They are not counted, and deserve thanks: "
        "whoever tells of her own slip makes it safer for everybody.",
        count,
    ) % {"count": count}
